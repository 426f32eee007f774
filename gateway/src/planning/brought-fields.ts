import { Kind, type SelectionSetNode } from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import { documentOf, type PlacedFetch } from './plan-walk';
import {
  fieldsOf,
  selectionsOf,
  selectionsUnder,
  withoutSpreads,
  type ObjectsOf,
  type Selections,
} from './selections-by-type';

/** A call of a plan with what it asks, fragments opened. */
export interface OpenedCall {
  readonly fetch: FetchNode;
  readonly path: readonly string[];
  readonly root: SelectionSetNode;
}

export function opened({ fetch, path }: PlacedFetch): OpenedCall {
  const { operation, fragments } = documentOf(fetch);
  return { fetch, path, root: withoutSpreads(operation.selectionSet, fragments) };
}

/** What a call asks of the objects where its answer goes. */
export function askedByCall({ fetch, root }: OpenedCall): Selections {
  if (!fetch.requires) return [root];
  return root.selections.flatMap((node) => (node.kind === Kind.FIELD ? selectionsOf([node]) : []));
}

/** What is selected at a place below these selections, of whatever type. */
export function selectionsAt(path: readonly string[], start: Selections): Selections {
  return path.reduce<Selections>((at, key) => selectionsUnder(key, at), start);
}

/** Whether any of the calls brings a key for objects of a type at a place; yes where it can't be told. */
export function isBrought(
  calls: readonly OpenedCall[],
  { key, type, place }: { key: string; type: string; place: readonly string[] },
  objectsOf: ObjectsOf,
): boolean {
  return calls.some((call) => {
    const { fetch, path } = call;
    if (!path.every((step, i) => place[i] === step)) return false;
    const isRenamed = fetch.outputRewrites?.some(
      (rewrite) => rewrite.kind === 'KeyRenamer' && rewrite.renameKeyTo === key,
    );
    const at = selectionsAt(place.slice(path.length), askedByCall(call));
    return isRenamed === true || fieldsOf(type, at, objectsOf).has(key);
  });
}
