import { EACH } from './targets';
import type { SelectedField } from './service-operation';

/**
 * When one answer may be shared by several targets.
 *
 * Equal representations are sent once, and the answer is merged into each of their targets. The objects within the
 * answer then stand at several places of the tree at once. That is right as long as nothing writes into them that
 * would be different at one place than at another:
 *
 * 1. What is fetched for such an object itself, or for one below it, is the same at all its places: it depends only
 *    on the object, and the places have the same path but for list indexes. So it may be shared.
 * 2. What is fetched for an object above it, and reaches down into it (both fetches select the same composite
 *    field), may have been asked with different representations. Then each target gets a copy of its own.
 * 3. Targets of different fetches have different paths, on which different fields, aliases and arguments may
 *    follow. Each fetch gets a copy of its own (within it, 1 and 2 decide).
 * 4. Where a path goes on from objects of some types only, what is fetched below an object depends on what it stands
 *    in. Each target of the fetches above gets a copy.
 *
 * Values of scalars are shared even when they are objects: nothing is fetched into them.
 *
 * The places are compared by their keys alone, list steps left out, fields of all types taken together: it may find
 * an overlap where there is none and copy too much, never the other way round.
 */
export interface WritingFetch {
  readonly path: readonly string[];
  /** Whether its path goes on from objects of some types only. */
  readonly isOfSomeTypes: boolean;
  /** What it brings to its targets. */
  readonly fields: readonly SelectedField[];
  readonly hasRequires: boolean;
}

export interface Sharing {
  /** Whether each target of the fetch gets a copy of the answer's objects. */
  ownsCopies(fetch: WritingFetch): boolean;
  /** Whether one object may stand at several places at this depth of the fetch's path (1 = its first element). */
  isShared(path: readonly string[], depth: number): boolean;
}

interface Writes {
  readonly fetch: WritingFetch;
  readonly at: string;
  readonly composites: ReadonlySet<string>;
}

/** Decides for a whole plan. */
export function decideSharing(fetches: readonly WritingFetch[]): Sharing {
  const all = fetches.map(writesOf);
  const copying = new Set(all.filter((one) => isReached(one, all)).map(({ fetch }) => fetch));
  const shared = new Set(all.filter(({ fetch }) => mayShare(fetch, copying)).flatMap(topComposites));
  return {
    ownsCopies: (fetch) => copying.has(fetch),
    isShared: (path, depth) => path[depth - 1] !== EACH && shared.has(keyPath(path.slice(0, depth))),
  };
}

function writesOf(fetch: WritingFetch): Writes {
  const at = keyPath(fetch.path);
  const composites = fetch.fields.filter((field) => field.hasSelections);
  return { fetch, at, composites: new Set(composites.map(({ keys }) => below(at, keys))) };
}

/** Whether another fetch writes into what this one brings, from above it, or at some of its places only. */
function isReached(one: Writes, all: readonly Writes[]): boolean {
  return all.some(
    (other) =>
      other !== one &&
      (isWithin(other.at, one.composites)
        ? other.fetch.isOfSomeTypes
        : [...other.composites].some((place) => one.composites.has(place))),
  );
}

function isWithin(at: string, composites: ReadonlySet<string>): boolean {
  return [...composites].some((place) => at === place || at.startsWith(`${place}.`));
}

function mayShare(fetch: WritingFetch, copying: ReadonlySet<WritingFetch>): boolean {
  return fetch.hasRequires && fetch.path.includes(EACH) && !copying.has(fetch);
}

function topComposites({ fetch, at }: Writes): string[] {
  return fetch.fields
    .filter(({ keys, hasSelections }) => hasSelections && keys.length === 1)
    .map(({ keys }) => below(at, keys));
}

function keyPath(path: readonly string[]): string {
  return path.filter((element) => element !== EACH).join('.');
}

function below(at: string, keys: readonly string[]): string {
  return at === '' ? keys.join('.') : `${at}.${keys.join('.')}`;
}
