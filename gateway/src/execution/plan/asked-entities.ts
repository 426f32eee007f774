import type { VariableUse } from './call-text';
import type { FusedPart } from './fused-operation';
import { isNull, type JsonObject } from './json-objects';
import type { KeepsType } from './known-types';
import type { Place, PlanRun } from './plan-run';
import type { Represent } from './representations';
import type { Rewrite } from './rewrites';
import type { KeysFor } from './service-operation';
import { EACH, visitPlaces, type CollectTargets } from './targets';

/** An operation that asks a service for entities; fetches of the same operation at several places share it. */
export interface EntityOperation {
  readonly service: string;
  /** The body of a call of its own, up to its variables. */
  readonly head: string;
  readonly name: string | undefined;
  readonly variables: readonly VariableUse[];
  /** How it is asked together with the others of its group; null when it has no others. */
  readonly fused: FusedPart | null;
  readonly keysFor: KeysFor;
  /** Whether its answers hold objects, which must not be shared in every case. */
  readonly hasObjects: boolean;
  readonly rewriteAnswer: Rewrite | null;
  /** Which types of the tree's objects its answers do not replace; null when they may replace all. */
  readonly keepsType: KeepsType | null;
  /** The keys that the tree has, by those that the service answers. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** One fetch for entities of the plan. */
export interface EntityFetch {
  readonly operation: EntityOperation;
  readonly path: readonly string[];
  readonly collect: CollectTargets;
  readonly represent: Represent;
  /** Whether each of its targets gets its own copy of the answer's objects. */
  readonly ownsCopies: boolean;
}

/** The objects that one fetch asks for, and which entry of the representations stands for each. */
export interface Asking {
  readonly fetch: EntityFetch;
  readonly targets: readonly JsonObject[];
  readonly indexes: readonly number[];
}

/** What is asked of one operation in one call: representations, each once, and for whom. */
export class AskedEntities {
  /** The representations as the items of a JSON list. */
  text = '';
  count = 0;
  readonly askings: Asking[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #indexesByKey = new Map<string, Map<string, number>>();

  constructor(readonly operation: EntityOperation) {}

  /** Adds the targets that a fetch has now. */
  add(fetch: EntityFetch, candidates: readonly JsonObject[]): void {
    const { represent } = fetch;
    const targets: JsonObject[] = [];
    const indexes: number[] = [];
    const known = this.#knownBy(represent);
    for (const target of candidates) {
      const value = known && keyValueOf(target, represent.only);
      let index = value === undefined ? undefined : known?.get(value);
      if (index === undefined) {
        const text = represent(target);
        if (text === null) continue;
        index = this.#indexOf(text, target);
        if (value !== undefined) known?.set(value, index);
      }
      targets.push(target);
      indexes.push(index);
    }
    if (targets.length > 0) this.askings.push({ fetch, targets, indexes });
  }

  /** Entries by the value of the one key, which takes less time to look up than the whole representation. */
  #knownBy({ only }: Represent): Map<string, number> | undefined {
    if (!only) return undefined;
    const way = `${only.typeName}.${only.key}`;
    let known = this.#indexesByKey.get(way);
    if (!known) this.#indexesByKey.set(way, (known = new Map<string, number>()));
    return known;
  }

  #indexOf(text: string, target: JsonObject): number {
    // A rewrite of an answer may depend on the target's type, of which its representation need not tell.
    const key = this.operation.rewriteAnswer ? `${String(target['__typename'])} ${text}` : text;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.count;
    this.#indexes.set(key, index);
    this.text += index === 0 ? text : `,${text}`;
    this.count += 1;
    return index;
  }
}

function keyValueOf(target: JsonObject, only: Represent['only']): string | undefined {
  if (!only || target['__typename'] !== only.typeName) return undefined;
  const value = target[only.key];
  return typeof value === 'string' ? value : undefined;
}

/** The places at which each representation's targets stand, for errors. */
export function placesByIndex(run: PlanRun, { askings }: AskedEntities): Place[][] {
  const places: Place[][] = [];
  for (const { fetch, targets, indexes } of askings) {
    const indexOf = new Map(targets.map((target, i) => [target, indexes[i] ?? -1]));
    visitPlaces(run.data, fetch.path, (target, place) => {
      const index = indexOf.get(target);
      if (index !== undefined) (places[index] ??= []).push(place);
      return true;
    });
  }
  return places;
}

/** What is lacking when the entities did not come: for each fetch the fields of its first target. */
export function placesLacking(run: PlanRun, { operation, askings }: AskedEntities): Place[] {
  return askings.flatMap(({ fetch, targets: [first] }) => {
    const at = placeOf(run, fetch.path, first) ?? beforeLists(fetch.path);
    const keys = keysOf(operation, first);
    return keys.length > 0 ? keys.map((key) => [...at, key]) : [at];
  });
}

/** What is null after the entities came: for each fetch the fields of its first target that has any such. */
export function placesOfNulls(run: PlanRun, { operation, askings }: AskedEntities): Place[] {
  return askings.flatMap(({ fetch, targets }) => {
    for (const target of targets) {
      const keys = keysOf(operation, target).filter((key) => isNull(target, key));
      if (keys.length === 0) continue;
      const at = placeOf(run, fetch.path, target) ?? beforeLists(fetch.path);
      return keys.map((key) => [...at, key]);
    }
    return [];
  });
}

function keysOf({ keysFor }: EntityOperation, target: JsonObject | undefined): readonly string[] {
  const typeName = target?.['__typename'];
  const ofType = keysFor(typeof typeName === 'string' ? typeName : undefined);
  return ofType.length > 0 ? ofType : keysFor(undefined);
}

function placeOf(run: PlanRun, path: readonly string[], sought: JsonObject | undefined): Place | undefined {
  let found: Place | undefined;
  visitPlaces(run.data, path, (target, place) => {
    if (target === sought) found = place;
    return target !== sought;
  });
  return found;
}

/** What can be said of a place whose object has been replaced since. */
function beforeLists(path: readonly string[]): Place {
  const first = path.indexOf(EACH);
  return first === -1 ? path : path.slice(0, first);
}
