import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

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
      return placed(node.node, [...path, ...node.path.filter(isKey)]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((inner) => (inner ? placed(inner, path) : []));
    case 'Defer':
      return [node.primary, ...node.deferred].flatMap((part) => (part.node ? placed(part.node, path) : []));
  }
}

function isKey(part: string | number): part is string {
  return typeof part === 'string' && part !== '@';
}

/** The operation that a call sends, ready to be walked. */
export interface FetchDocument {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Reads the text of a call's operation. */
export function documentOf(fetch: FetchNode): FetchDocument {
  return partsOf(parse(fetch.operation, { noLocation: true }));
}

/** Takes a document with one operation apart. */
export function partsOf(document: DocumentNode): FetchDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const part of document.definitions) {
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
    else if (part.kind === Kind.OPERATION_DEFINITION) operation = part;
  }
  if (!operation) throw new Error('The document has no operation.');
  return { operation, fragments };
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

/** The key of the tree under which a field's value is found. */
export function keyOfField({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
