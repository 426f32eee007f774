import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * What an operation may cost at most: the number of values in its answer when every page is full. `first: 50` of
 * households with 4 fields each costs 200. The sizes of pages can come from variables, so the shape is worked out
 * once and the sum for each request.
 */
export type Cost = (variables: Readonly<Record<string, unknown>>) => number;

/** The services give at most this many for a page, whatever is asked; asking for more is refused by them. */
const LARGEST_PAGE = 100;
/** A list without a page size: members of a household, instalments of a loan. */
const ASSUMED_LIST = 5;

interface Costed {
  /** How many times the part below occurs: a number, or the variable that says it. */
  readonly times: number | { readonly variable: string; readonly otherwise: number };
  readonly fields: number;
  readonly below: readonly Costed[];
}

/** Works out how the cost of an operation depends on its variables. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation);
  const shape = root ? [costedPart(1, operation.selectionSet, root, false)] : [];
  return (variables) => sum(shape, variables);

  function costedPart(
    times: Costed['times'],
    selectionSet: SelectionSetNode,
    parent: GraphQLNamedType,
    isWithinPage: boolean,
  ): Costed {
    let fields = 0;
    const below: Costed[] = [];
    collect(selectionSet, parent);
    return { times, fields, below };

    function collect({ selections }: SelectionSetNode, type: GraphQLNamedType): void {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          fields += 1;
          addBelow(selection, type);
        } else {
          const part =
            selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          const condition = part?.typeCondition?.name.value;
          if (part) collect(part.selectionSet, (condition ? schema.getType(condition) : undefined) ?? type);
        }
      }
    }

    function addBelow(node: FieldNode, type: GraphQLNamedType): void {
      const field =
        isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
      if (!node.selectionSet || !field) return;
      const returned = getNamedType(field.type);
      if (!isCompositeType(returned)) return;
      const pageSize = pageSizeOf(node, field);
      // A page's size counts once, not again for the list of its nodes.
      const size = pageSize ?? (isList(field.type) && !isWithinPage ? ASSUMED_LIST : 1);
      below.push(costedPart(size, node.selectionSet, returned, pageSize !== null && !isList(field.type)));
    }
  }
}

function pageSizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>): Costed['times'] | null {
  const sized = field.args.find(({ name }) => name === 'first' || name === 'last');
  if (!sized) return null;
  const otherwise = pageSize(sized.defaultValue, LARGEST_PAGE);
  const given = node.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (given?.kind === Kind.VARIABLE) return { variable: given.name.value, otherwise };
  return given?.kind === Kind.INT ? pageSize(Number(given.value), otherwise) : otherwise;
}

function pageSize(asked: unknown, otherwise: number): number {
  return typeof asked === 'number' && asked >= 0 ? Math.min(asked, LARGEST_PAGE) : otherwise;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function sum(parts: readonly Costed[], variables: Readonly<Record<string, unknown>>): number {
  return parts.reduce((total, { times, fields, below }) => {
    const count = typeof times === 'number' ? times : pageSize(variables[times.variable], times.otherwise);
    return total + count * (fields + sum(below, variables));
  }, 0);
}
