import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { CellValue } from '../spreadsheets/write-spreadsheet';
import type { ListQuery } from './export-query';

/** A row as the graph gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A column of a spreadsheet: a leaf of what is selected of each row. */
export interface Column {
  /** The names that lead to the leaf, as the answer has them: `head.name.ar`. */
  readonly heading: string;
  readonly cellOf: (row: Row) => CellValue;
}

/** A leaf, or an object with what is selected of it, in the order of the query. */
type Branch = Map<string, Branch | null>;

/**
 * The columns of a list in the order in which the query selects them. An object becomes the columns of its fields, a
 * list within a row is one column that holds it as JSON.
 */
export function columnsOf(
  schema: GraphQLSchema,
  { document, listType, nodes }: ListQuery,
  variables: Readonly<Record<string, unknown>>,
): Column[] {
  const root: Branch = new Map();
  const rowType = listType.getFields()['nodes'];
  if (rowType) plant(root, getNamedType(rowType.type), nodes.selectionSet);
  return [...leavesOf(root, [])].map((path) => ({ heading: path.join('.'), cellOf: readerOf(path) }));

  function plant(branch: Branch, parent: GraphQLNamedType, { selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) plantField(branch, parent, selection);
      else plantFragment(branch, parent, selection);
    }
  }

  function plantFragment(
    branch: Branch,
    parent: GraphQLNamedType,
    selection: Exclude<SelectionNode, FieldNode>,
  ): void {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
          );
    if (fragment?.kind !== Kind.INLINE_FRAGMENT && fragment?.kind !== Kind.FRAGMENT_DEFINITION) return;
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    plant(branch, condition ?? parent, fragment.selectionSet);
  }

  function plantField(branch: Branch, parent: GraphQLNamedType, node: FieldNode): void {
    const key = (node.alias ?? node.name).value;
    const type =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value]?.type : undefined;
    const nullable = type && getNullableType(type);
    if (!nullable || !node.selectionSet || isListType(nullable) || !isCompositeType(nullable)) {
      branch.set(key, null);
      return;
    }
    const inner: Branch = branch.get(key) ?? new Map<string, Branch | null>();
    branch.set(key, inner);
    plant(inner, nullable, node.selectionSet);
  }

  function isIncluded(node: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    return skip?.['if'] !== true && include?.['if'] !== false;
  }
}

function* leavesOf(branch: Branch, path: readonly string[]): Generator<readonly string[]> {
  for (const [key, inner] of branch) {
    if (inner === null) yield [...path, key];
    else yield* leavesOf(inner, [...path, key]);
  }
}

function readerOf(path: readonly string[]): Column['cellOf'] {
  const [only = ''] = path;
  if (path.length === 1) return (row) => cellOf(row[only]);
  return (row) => {
    let value: unknown = row;
    for (const key of path) {
      if (value === null || value === undefined) return null;
      value = (value as Row)[key];
    }
    return cellOf(value);
  };
}

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
