import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { fragmentsOf, type Fragments } from './fragments';
import { pathSteps } from './plan-path';

/** A call of a plan, and where its answer goes: the keys that lead there, without the marks for lists. */
export interface PlacedFetch {
  readonly fetch: FetchNode;
  readonly path: readonly string[];
}

/** All calls of a plan, those under conditions too. */
export function fetchesOf({ node }: QueryPlan): PlacedFetch[] {
  if (!node) return [];
  if (node.kind === 'Subscription')
    return placed(node.primary, []).concat(node.rest ? placed(node.rest, []) : []);
  return placed(node, []);
}

function placed(node: PlanNode, path: readonly string[]): PlacedFetch[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ fetch: node, path }];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((inner) => placed(inner, path));
    case 'Flatten':
      return placed(node.node, [...path, ...keysOf(node.path)]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((inner) => (inner ? placed(inner, path) : []));
    case 'Defer':
      return [node.primary, ...node.deferred].flatMap((part) => (part.node ? placed(part.node, path) : []));
  }
}

/** The keys of a flatten path, without the marks for lists and types. */
export function keysOf(path: readonly (string | number)[]): string[] {
  return pathSteps(path)
    .map(({ key }) => key)
    .filter((key) => key !== '@');
}

/** The operation that a call sends, ready to be walked. */
export interface FetchDocument {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** Reads the text of a call's operation. */
export function documentOf(fetch: FetchNode): FetchDocument {
  return partsOf(parse(fetch.operation, { noLocation: true }));
}

/** Takes a document with one operation apart. */
export function partsOf(document: DocumentNode): FetchDocument {
  const operation = document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('The document has no operation.');
  return { operation, fragments: fragmentsOf(document) };
}

/** A field of a selection and the type that it is selected on, as far as fragments around it say so. */
export interface SelectedField {
  readonly field: FieldNode;
  readonly typeName: string;
}

/** The fields of a selection itself, those in fragments included. */
export function fieldsIn(
  { selections }: SelectionSetNode,
  typeName: string,
  fragments: FetchDocument['fragments'],
): SelectedField[] {
  return selections.flatMap((node): SelectedField[] => {
    if (node.kind === Kind.FIELD) return [{ field: node, typeName }];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (!fragment) return [];
    return fieldsIn(fragment.selectionSet, fragment.typeCondition?.name.value ?? typeName, fragments);
  });
}

/** The fields that a call for entities asks of them. */
export function entityFields({ operation, fragments }: FetchDocument): SelectedField[] {
  return fieldsIn(operation.selectionSet, '', fragments).flatMap(({ field }) =>
    field.name.value === '_entities' && field.selectionSet ? fieldsIn(field.selectionSet, '', fragments) : [],
  );
}

/** The key of the tree under which a field's value is found. */
export function keyOfField({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** Fields that the planner asks for by an alias of its own, and puts in their place afterwards. */
export function keysAfterRewrites({ outputRewrites = [] }: FetchNode): Map<string, string> {
  return new Map(
    outputRewrites.flatMap((rewrite) => {
      const alias = rewrite.path.at(-1);
      return rewrite.kind === 'KeyRenamer' && alias !== undefined ? [[alias, rewrite.renameKeyTo]] : [];
    }),
  );
}
