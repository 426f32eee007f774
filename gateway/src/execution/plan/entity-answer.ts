import { ServiceFault } from '../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../subgraphs/services';
import {
  placesByIndex,
  placesLacking,
  placesOfNulls,
  type AskedEntities,
  type Asking,
} from './asked-entities';
import { isJsonObject, isNull, ownValue, setOwn, type JsonObject } from './json-objects';
import { copyOf, mergeInto } from './merge';
import type { Place, PlanRun } from './plan-run';

/** Of one answer's errors; each is told at every place of its entity, and a list may hold one thousands of times. */
const MOST_TOLD = 1_000;

/** What is asked in one call, by the name under which each operation's entities are answered. */
export type AskedByName = ReadonlyMap<string, AskedEntities>;

/** Tells of an answer's errors and merges its entities into the tree. */
export function takeEntities(run: PlanRun, service: string, asked: AskedByName, answer: ServiceAnswer): void {
  const errors = Array.isArray(answer.errors) ? (answer.errors as unknown[]) : [];
  const data = isJsonObject(answer.data) ? answer.data : {};
  const unplaced = errors.length > 0 ? tellErrors(run, service, asked, errors) : [];
  for (const [name, entities] of asked) {
    // No list at all is what the errors are about.
    const isTold = isNull(data, name) && errors.length > 0;
    if (!isTold && !mergeEntities(entities, ownValue(data, name))) tellMismatch(run, entities);
  }
  if (unplaced.length > 0) tellUnplaced(run, service, unplaced, placesLeftNull(run, asked, data));
}

/** Tells of errors that do not say where they belong. */
export function tellUnplaced(
  run: PlanRun,
  service: string,
  errors: readonly unknown[],
  places: readonly Place[],
): void {
  const most = Math.ceil(MOST_TOLD / Math.max(places.length, 1));
  for (const error of errors.slice(0, most)) run.onUnplacedError(service, error, places);
}

/** Where an answer lacks its entities; if it has them all, where something of them is null. */
function placesLeftNull(run: PlanRun, asked: AskedByName, data: JsonObject): Place[] {
  const lacking = [...asked].filter(([name]) => isNull(data, name));
  return lacking.length > 0
    ? lacking.flatMap(([, entities]) => placesLacking(run, entities))
    : [...asked.values()].flatMap((entities) => placesOfNulls(run, entities));
}

/** A call that brought nothing for these. */
export function tellFault(run: PlanRun, fault: ServiceFault, asked: Iterable<AskedEntities>): void {
  run.onFault(
    fault,
    [...asked].flatMap((entities) => placesLacking(run, entities)),
  );
}

function tellMismatch(run: PlanRun, entities: AskedEntities): void {
  const fault = new ServiceFault(entities.operation.service, 'SERVICE_UNAVAILABLE', 'ENTITIES_MISMATCH');
  tellFault(run, fault, [entities]);
}

/** Merges what fits; false when something does not. */
function mergeEntities(asked: AskedEntities, list: unknown): boolean {
  if (!Array.isArray(list) || list.length !== asked.count) return false;
  const entities = list as unknown[];
  if (asked.operation.rewriteAnswer) rewriteEntities(asked, entities);
  const isShareable =
    !asked.operation.hasObjects ||
    (asked.askings.length === 1 && asked.askings[0]?.fetch.ownsCopies === false);
  if (isShareable) for (const asking of asked.askings) mergeShared(asked, asking, entities);
  else mergeOwned(asked, entities);
  return entities.every((entity) => entity === null || isJsonObject(entity));
}

function mergeShared(
  { operation }: AskedEntities,
  { targets, indexes }: Asking,
  entities: readonly unknown[],
): void {
  for (let i = 0; i < targets.length; i += 1) {
    const entity = entities[indexes[i] as number];
    if (isJsonObject(entity)) mergeInto(targets[i] as JsonObject, entity, operation.keepsType);
  }
}

/** Each asking, or each target where its fetch says so, gets objects of its own. */
function mergeOwned({ operation, askings }: AskedEntities, entities: readonly unknown[]): void {
  const isTaken: boolean[] = [];
  for (const { fetch, targets, indexes } of askings) {
    const ofAsking: JsonObject[] = [];
    for (let i = 0; i < targets.length; i += 1) {
      const index = indexes[i] as number;
      const entity = entities[index];
      if (!isJsonObject(entity)) continue;
      let own = fetch.ownsCopies ? undefined : ofAsking[index];
      own ??= isTaken[index] ? copyOf(entity) : entity;
      isTaken[index] = true;
      ofAsking[index] = own;
      mergeInto(targets[i] as JsonObject, own, operation.keepsType);
    }
  }
}

/** Rewrites may look at an entity's type, and an answer without one is of its target's. */
function rewriteEntities({ operation, askings }: AskedEntities, entities: readonly unknown[]): void {
  const isDone: boolean[] = [];
  for (const { targets, indexes } of askings) {
    for (let i = 0; i < targets.length; i += 1) {
      const index = indexes[i] as number;
      const entity = entities[index];
      if (isDone[index] || !isJsonObject(entity)) continue;
      isDone[index] = true;
      if (!ownValue(entity, '__typename')) {
        setOwn(entity, '__typename', ownValue(targets[i] as JsonObject, '__typename'));
      }
      operation.rewriteAnswer?.(entity);
    }
  }
}

/** Tells of the errors that say where they belong, and gives the others. */
function tellErrors(
  run: PlanRun,
  service: string,
  asked: AskedByName,
  errors: readonly unknown[],
): readonly unknown[] {
  const known = new Map<AskedEntities, Place[][]>();
  const placesOf = (entities: AskedEntities): Place[][] => {
    const places = known.get(entities) ?? placesByIndex(run, entities);
    known.set(entities, places);
    return places;
  };
  const unplaced: unknown[] = [];
  let told = 0;
  for (const error of errors) {
    if (told >= MOST_TOLD) break;
    const [name, index, ...rest] = pathOf(error) ?? [];
    const entities = typeof name === 'string' ? asked.get(name) : undefined;
    const places = entities && typeof index === 'number' ? placesOf(entities)[index] : undefined;
    const within = rest.map((step) => entities?.operation.renamed.get(String(step)) ?? step);
    if (!places) unplaced.push(error);
    for (const place of places?.slice(0, MOST_TOLD - told) ?? []) {
      run.onServiceError(service, error, [...place, ...within]);
    }
    told += places?.length ?? 1;
  }
  return unplaced;
}

/** The path of a service's error, when it has a right one. */
export function pathOf(error: unknown): Place | undefined {
  const path = isJsonObject(error) ? ownValue(error, 'path') : undefined;
  if (!Array.isArray(path)) return undefined;
  const isRight = path.every((step) => typeof step === 'string' || typeof step === 'number');
  return isRight ? path : undefined;
}
