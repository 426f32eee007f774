import type { FetchNode } from '@apollo/query-planner';
import { ServiceFault } from '../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../subgraphs/services';
import { bodyHead, variablesText, type VariableUse } from './call-text';
import { pathOf } from './entity-answer';
import { isJsonObject, type JsonObject } from './json-objects';
import type { KeepsType } from './known-types';
import { copyOf, mergeInto } from './merge';
import type { Place, PlanRun } from './plan-run';
import type { Unit } from './plan-units';
import { compileRewrites, renamedKeys } from './rewrites';
import { callService } from './service-call';
import { compileKeys, type ServiceOperation } from './service-operation';
import { visitPlaces, type CollectTargets } from './targets';
import type { PossibleTypes } from './type-conditions';

/** Runs a fetch: gives when its answer is merged, nothing when there is nothing to ask. */
export type RunFetch = (run: PlanRun) => Promise<void> | undefined;

/** Compiles a fetch that needs no entity: of the operation's root, or of a root type further down in the tree. */
export function compileRootFetch(
  { node, path }: Unit,
  operation: ServiceOperation,
  collect: CollectTargets,
  types: PossibleTypes,
  keepsType: KeepsType | null,
): RunFetch {
  const service = node.serviceName;
  const head = bodyHead(operation.text, operation.name);
  const variables = clientVariables(node);
  const rewrite = compileRewrites(node.outputRewrites, types);
  const renamed = renamedKeys(node.outputRewrites);
  const keys = compileKeys(operation, renamed, types)(undefined);
  const take = (run: PlanRun, targets: readonly JsonObject[], answer: ServiceAnswer): void => {
    tellErrors(run, service, placeOf(run, path), renamed, answer);
    const { data } = answer;
    if (data === null || data === undefined) {
      if (!answer.errors?.length) throw new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'NO_DATA');
      return;
    }
    if (!isJsonObject(data)) throw new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'DATA_MISMATCH');
    rewrite?.(data);
    targets.forEach((target, i) =>
      mergeInto(target, i < targets.length - 1 ? copyOf(data) : data, keepsType),
    );
  };
  return (run) => {
    const targets: JsonObject[] = [];
    collect(run.data, targets);
    if (targets.length === 0) return undefined;
    const body = `${head}${variablesText(variables, run.variables)}}}`;
    return callService(run, service, body, {
      onAnswer: (answer) => {
        take(run, targets, answer);
        return undefined;
      },
      onFault: (fault) => {
        const at = placeOf(run, path);
        run.onFault(
          fault,
          keys.map((key) => [...at, key]),
        );
      },
    });
  };
}

/** The client's variables that a fetch's operation uses, under their own names. */
export function clientVariables({ variableUsages = [] }: FetchNode): VariableUse[] {
  return variableUsages.map((name) => [name, name]);
}

/** Where the first of the fetch's targets stands. */
function placeOf(run: PlanRun, path: readonly string[]): Place {
  let first: Place = [];
  visitPlaces(run.data, path, (_target, place) => {
    first = place;
    return false;
  });
  return first;
}

function tellErrors(
  run: PlanRun,
  service: string,
  at: Place,
  renamed: ReadonlyMap<string, string>,
  { errors }: ServiceAnswer,
): void {
  if (!Array.isArray(errors)) return;
  for (const error of errors as unknown[]) {
    const path = pathOf(error)?.map((step) => renamed.get(String(step)) ?? step);
    run.onServiceError(service, error, path && [...at, ...path]);
  }
}
