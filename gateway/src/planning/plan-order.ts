import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  documentOf,
  entityFields,
  fieldsIn,
  keyOfField,
  keysAfterRewrites,
  keysOf,
  type SelectedField,
} from './plan-walk';

/** A call of a plan. */
export interface Call {
  fetch: FetchNode;
  /** Where its answer goes, with the marks for lists and types. */
  readonly path: readonly string[];
  /** The calls that have to be done before it. */
  after: Set<Call>;
}

/** The calls of parts of a plan that are done one after another; each is after all that the plan puts before it. */
export function callsOf(nodes: readonly PlanNode[]): Call[] {
  return callsInSequence(nodes, [], new Set());
}

function callsInSequence(
  nodes: readonly PlanNode[],
  path: readonly string[],
  before: ReadonlySet<Call>,
): Call[] {
  const calls: Call[] = [];
  for (const node of nodes) calls.push(...callsIn(node, path, new Set([...before, ...calls])));
  return calls;
}

function callsIn(node: PlanNode, path: readonly string[], before: ReadonlySet<Call>): Call[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ fetch: node, path, after: new Set(before) }];
    case 'Flatten':
      return callsIn(node.node, [...path, ...node.path.map(String)], before);
    case 'Sequence':
      return callsInSequence(node.nodes, path, before);
    case 'Parallel':
      return node.nodes.flatMap((inner) => callsIn(inner, path, before));
    case 'Condition':
    case 'Defer':
      throw new Error(`Calls in a node of the kind ${node.kind} cannot be put in order.`);
  }
}

/** The parts of a plan in which each call is done once all that it is after is done; null when they wait in a ring. */
export function inOrder(calls: readonly Call[]): PlanNode[] | null {
  const parts: PlanNode[] = [];
  const done = new Set<Call>();
  while (done.size < calls.length) {
    const ready = calls.filter(
      (call) => !done.has(call) && [...call.after].every((other) => done.has(other)),
    );
    const [first, ...more] = ready.map(nodeOf);
    if (!first) return null;
    parts.push(more.length > 0 ? { kind: 'Parallel', nodes: [first, ...more] } : first);
    for (const call of ready) done.add(call);
  }
  return parts;
}

function nodeOf({ fetch, path }: Call): PlanNode {
  return path.length === 0 ? fetch : { kind: 'Flatten', path: [...path], node: fetch };
}

/** The places of the tree that have to be there for a call, list steps left out. */
export function placesRead({ fetch, path }: Call): Set<string> {
  const at = keysOf(path);
  const places = new Set(at.map((_key, index) => placeOf(at.slice(0, index + 1))));
  addPlaces(fetch.requires ?? [], at, places);
  return places;
}

/** The places to which a call brings something. */
export function placesWritten({ fetch, path }: Call): Set<string> {
  const places = new Set<string>();
  const document = documentOf(fetch);
  const renamed = keysAfterRewrites(fetch);
  const add = (fields: readonly SelectedField[], at: readonly string[]): void => {
    for (const { field } of fields) {
      const key = keyOfField(field);
      const inner = [...at, renamed.get(key) ?? key];
      places.add(placeOf(inner));
      if (field.selectionSet) add(fieldsIn(field.selectionSet, '', document.fragments), inner);
    }
  };
  const { selectionSet } = document.operation;
  const fields = fetch.requires ? entityFields(document) : fieldsIn(selectionSet, '', document.fragments);
  add(fields, keysOf(path));
  return places;
}

/** The places of what is selected at one of them. */
export function placesOf(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
): Set<string> {
  const places = new Set<string>();
  addPlaces(selections, keysOf(path), places);
  return places;
}

function addPlaces(
  selections: readonly QueryPlanSelectionNode[],
  at: readonly string[],
  places: Set<string>,
): void {
  for (const node of selections) {
    const inner = node.kind === 'Field' ? [...at, node.name] : at;
    if (node.kind === 'Field' && node.name !== '__typename') places.add(placeOf(inner));
    if (node.selections) addPlaces(node.selections, inner, places);
  }
}

function placeOf(keys: readonly string[]): string {
  return keys.join('.');
}
