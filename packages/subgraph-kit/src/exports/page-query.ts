import {
  Kind,
  print,
  visit,
  type ArgumentNode,
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type NameNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { LARGEST_PAGE } from '../values/connection';
import type { ListQuery } from './export-query';

/** The query of one page of a list. */
export interface PageQuery {
  readonly text: string;
  readonly operation: OperationDefinitionNode;
  /** The names of the fields from the answer's data to the list. */
  readonly path: readonly string[];
  /** The variable that holds the cursor after which the page begins. */
  readonly cursorName: string;
}

const name = (value: string): NameNode => ({ kind: Kind.NAME, value });
const field = (value: string, selections: readonly FieldNode[] = []): FieldNode => ({
  kind: Kind.FIELD,
  name: name(value),
  ...(selections.length > 0 ? { selectionSet: { kind: Kind.SELECTION_SET, selections } } : {}),
});

/**
 * Makes of a query the one that reads a page: the same list and rows, with a cursor of the export's own in place of
 * given `first` and `after`, and with the place of the page. What only the left out parts used is left out too.
 */
export function pageQueryOf({ document, operation, fields, nodes, listType }: ListQuery): PageQuery {
  const path = fields.map((each) => each.name.value);
  const cursorName = freeName(document, 'exportedAfter');
  const list = fields.at(-1) as FieldNode;
  const rows: FieldNode = { ...field('nodes'), selectionSet: nodes.selectionSet };
  const total = listType.getFields()['totalCount'] ? [field('totalCount')] : [];
  const page = [rows, field('pageInfo', [field('hasNextPage'), field('endCursor')]), ...total];
  const root = fields
    .slice(0, -1)
    .reduceRight<FieldNode>(
      (inner, outer) => ({ ...field(outer.name.value, [inner]), arguments: outer.arguments }),
      { ...field(list.name.value, page), arguments: pageArguments(list, cursorName) },
    );
  const paged: OperationDefinitionNode = {
    ...operation,
    directives: [],
    variableDefinitions: [...(operation.variableDefinitions ?? []), cursorDefinition(cursorName)],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
  };
  const definitions = onlyUsed(paged, document);
  return { text: print({ kind: Kind.DOCUMENT, definitions }), operation: definitions[0], path, cursorName };
}

function pageArguments({ arguments: given = [] }: FieldNode, cursorName: string): ArgumentNode[] {
  return [
    ...given.filter((argument) => argument.name.value !== 'first' && argument.name.value !== 'after'),
    {
      kind: Kind.ARGUMENT,
      name: name('first'),
      value: { kind: Kind.INT, value: String(LARGEST_PAGE) },
    },
    {
      kind: Kind.ARGUMENT,
      name: name('after'),
      value: { kind: Kind.VARIABLE, name: name(cursorName) },
    },
  ];
}

function cursorDefinition(cursorName: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: name(cursorName) },
    type: { kind: Kind.NAMED_TYPE, name: name('String') },
  };
}

/** A name that no variable of the document has. */
function freeName(document: DocumentNode, wanted: string): string {
  const taken = variablesIn([document]);
  let free = wanted;
  while (taken.has(free)) free += '_';
  return free;
}

/** The operation with the variables that it uses, and the fragments that it uses. */
function onlyUsed(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): [OperationDefinitionNode, ...DefinitionNode[]] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const collect = (node: ASTNode): void => {
    visit(node, {
      FragmentSpread: (spread) => {
        const fragment = document.definitions.find(
          (each): each is FragmentDefinitionNode =>
            each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === spread.name.value,
        );
        if (!fragment || fragments.has(fragment.name.value)) return;
        fragments.set(fragment.name.value, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  const used = variablesIn([operation.selectionSet, ...fragments.values()]);
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return [{ ...operation, variableDefinitions }, ...fragments.values()];
}

function variablesIn(nodes: readonly ASTNode[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: (variable) => void names.add(variable.name.value) });
  return names;
}
