import type { FetchNode } from '@apollo/query-planner';
import { ServiceFault } from '../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../subgraphs/services';
import { bodyHead, variablesText, type VariableUse } from './call-text';
import { pathOf, tellUnplaced } from './entity-answer';
import { isJsonObject, isNull, type JsonObject } from './json-objects';
import type { KeepsType } from './known-types';
import { copyOf, mergeInto } from './merge';
import type { Place, PlanRun } from './plan-run';
import { compileRewrites, renamedKeys } from './rewrites';
import { callService } from './service-call';
import { compileKeys, type ServiceOperation } from './service-operation';
import { visitPlaces, type CollectTargets, type PassesAt } from './targets';
import type { PossibleTypes } from './type-conditions';

/** Where a fetch's targets are. */
interface TargetPlaces {
  readonly path: readonly string[];
  readonly passesAt: PassesAt;
  readonly collect: CollectTargets;
}

/** Runs a fetch: gives when its answer is merged, nothing when there is nothing to ask. */
export type RunFetch = (run: PlanRun) => Promise<void> | undefined;

/** Compiles a fetch that needs no entity: of the operation's root, or of a root type further down in the tree. */
export function compileRootFetch(
  node: FetchNode,
  operation: ServiceOperation,
  places: TargetPlaces,
  types: PossibleTypes,
  keepsType: KeepsType | null,
): RunFetch {
  const service = node.serviceName;
  const head = bodyHead(operation.text, operation.name);
  const variables = clientVariables(node);
  const rewrite = compileRewrites(node.outputRewrites, types);
  const renamed = renamedKeys(node.outputRewrites);
  const keys = compileKeys(operation, renamed, types)(undefined);
  const placesOf = (run: PlanRun, ofKeys: readonly string[]): Place[] => {
    const at = placeOf(run, places);
    return ofKeys.map((key) => [...at, key]);
  };
  const take = (run: PlanRun, targets: readonly JsonObject[], answer: ServiceAnswer): void => {
    const errors = Array.isArray(answer.errors) ? (answer.errors as unknown[]) : [];
    const unplaced =
      errors.length > 0 ? tellErrors(run, service, placeOf(run, places), renamed, errors) : errors;
    const data = dataOf(service, answer);
    if (data) {
      rewrite?.(data);
      targets.forEach((target, i) =>
        mergeInto(target, i < targets.length - 1 ? copyOf(data) : data, keepsType),
      );
    }
    if (unplaced.length === 0) return;
    const [first = {}] = targets;
    const lacking = data ? keys.filter((key) => isNull(first, key)) : keys;
    tellUnplaced(run, service, unplaced, placesOf(run, lacking));
  };
  return (run) => {
    const targets: JsonObject[] = [];
    places.collect(run.data, targets);
    if (targets.length === 0) return undefined;
    const body = `${head}${variablesText(variables, run.variables)}}}`;
    return callService(run, service, body, {
      onAnswer: (answer) => {
        take(run, targets, answer);
        return undefined;
      },
      onFault: (fault) => run.onFault(fault, placesOf(run, keys)),
    });
  };
}

/** The client's variables that a fetch's operation uses, under their own names. */
export function clientVariables({ variableUsages = [] }: FetchNode): VariableUse[] {
  return variableUsages.map((name) => [name, name]);
}

/** Where the first of the fetch's targets stands. */
function placeOf(run: PlanRun, { path, passesAt }: TargetPlaces): Place {
  let first: Place = [];
  const takeFirst = (_target: JsonObject, place: Place): boolean => {
    first = place;
    return false;
  };
  visitPlaces(run.data, path, takeFirst, passesAt);
  return first;
}

/** Null when there are only errors. Throws a ServiceFault when there is nothing usable. */
function dataOf(service: string, { data, errors }: ServiceAnswer): JsonObject | null {
  if (isJsonObject(data)) return data;
  const hasNone = data === null || data === undefined;
  if (hasNone && errors?.length) return null;
  throw new ServiceFault(service, 'SERVICE_UNAVAILABLE', hasNone ? 'NO_DATA' : 'DATA_MISMATCH');
}

/** Tells of the errors that say where they belong, and gives the others. */
function tellErrors(
  run: PlanRun,
  service: string,
  at: Place,
  renamed: ReadonlyMap<string, string>,
  errors: readonly unknown[],
): readonly unknown[] {
  const unplaced: unknown[] = [];
  for (const error of errors) {
    const path = pathOf(error)?.map((step) => renamed.get(String(step)) ?? step);
    if (path) run.onServiceError(service, error, [...at, ...path]);
    else unplaced.push(error);
  }
  return unplaced;
}
