import { executeSync, Kind, type GraphQLSchema, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf, type Fragments } from '../planning/fragments';
import type { ResponseNames } from '../planning/response-names';
import type { ExecutableOperation } from './executor';

/** Answers what an operation asks of the schema itself, by the keys of the merged tree. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Null when the operation asks nothing of the schema. Deeper down there are no such fields. */
export function compileIntrospection(
  schema: GraphQLSchema,
  { document, operation }: ExecutableOperation,
  names: ResponseNames,
): Introspect | null {
  const fragments = fragmentsOf(document);
  const selections = schemaFieldsIn(operation.selectionSet, fragments, names);
  if (selections.length === 0) return null;

  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  const questions = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }, ...fragments.values()],
  } as const;
  const answer = (variableValues: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
    ...executeSync({ schema, document: questions, variableValues }).data,
  });
  if (operation.variableDefinitions?.length) return answer;
  let known: Record<string, unknown> | null = null;
  return () => (known ??= answer({}));
}

/** The fields about the schema, with the conditions of the fragments in which they stand. */
function schemaFieldsIn(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  names: ResponseNames,
): SelectionNode[] {
  return selections.flatMap((node): SelectionNode[] => {
    if (node.kind === Kind.FIELD) {
      if (node.name.value !== '__schema' && node.name.value !== '__type') return [];
      return [{ ...node, alias: { kind: Kind.NAME, value: names.keyOf(node) } }];
    }
    const inner =
      node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)?.selectionSet;
    const fields = inner ? schemaFieldsIn(inner, fragments, names) : [];
    if (fields.length === 0) return [];
    const { directives } = node;
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives,
        selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
      },
    ];
  });
}
