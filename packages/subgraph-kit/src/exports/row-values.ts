import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { LARGEST_PAGE } from '../values/connection';
import { isConnection, type ListQuery } from './export-query';
import { invalidQuery } from './invalid-query';

/** A list without a page size: members of a household, instalments of a loan. */
const ASSUMED_LIST = 5;
/** A row of more values is no row of a list any more. */
const MOST_VALUES = 2_000;
/** Values that are held in memory at a time, however few rows they make. */
const VALUES_AT_A_TIME = 25_000;

/**
 * How many values a row holds when its pages are full. Each selection is looked at once, whatever fragments and aliases
 * make of it. Throws EXPORT_QUERY_INVALID when a row would hold so much that a few of them are too many.
 */
export function valuesOfRow(
  schema: GraphQLSchema,
  { document, listType, nodes }: ListQuery,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<SelectionSetNode, number>();
  const rowType = listType.getFields()['nodes'];
  const values = rowType ? valuesIn(nodes.selectionSet, getNamedType(rowType.type)) : 0;
  if (values > MOST_VALUES) throw invalidQuery('TOO_MUCH', { most: MOST_VALUES });
  return values;

  function valuesIn(selectionSet: SelectionSetNode, type: GraphQLNamedType): number {
    const before = known.get(selectionSet);
    if (before !== undefined) return before;
    let sum = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        sum += valuesOf(selection, type);
        continue;
      }
      const part = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = part?.typeCondition?.name.value;
      if (part)
        sum += valuesIn(part.selectionSet, (condition ? schema.getType(condition) : undefined) ?? type);
    }
    known.set(selectionSet, sum);
    return sum;
  }

  function valuesOf(node: FieldNode, type: GraphQLNamedType): number {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (!field) return 1;
    const below = node.selectionSet ? valuesIn(node.selectionSet, getNamedType(field.type)) : 0;
    return times(node, field, type) * (1 + below);
  }

  function times(node: FieldNode, field: GraphQLField<unknown, unknown>, parent: GraphQLNamedType): number {
    if (field.args.some(({ name }) => name === 'first')) {
      const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
      const first = given?.kind === Kind.VARIABLE ? variables[given.name.value] : given;
      const size =
        typeof first === 'number' ? first : given?.kind === Kind.INT ? Number(given.value) : LARGEST_PAGE;
      return Math.max(0, Math.min(size, LARGEST_PAGE));
    }
    // A page's size counts once, not again for the list of its nodes.
    return isListType(getNullableType(field.type)) && !isConnection(parent) ? ASSUMED_LIST : 1;
  }
}

/** How many rows of so many values are read at a time. */
export function rowsAtATime(values: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(VALUES_AT_A_TIME / Math.max(1, values))));
}
