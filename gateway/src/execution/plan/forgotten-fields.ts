import type { ForgottenFields } from '../../planning/lost-members';
import { ServiceFault } from '../../subgraphs/service-fault';
import { isJsonObject, ownValue } from './json-objects';
import type { Place, PlanRun } from './plan-run';

/** Tells of objects that are of a type of which the plan asks nothing, although the client does: no silent nulls. */
export function tellForgotten(run: PlanRun, forgotten: readonly ForgottenFields[]): void {
  for (const { service, path, type, keys } of forgotten) {
    const places = placesOf(run.data, path, type).flatMap((place) => keys.map((key) => [...place, key]));
    // The service says what other services that have the field do not know.
    if (places.length > 0)
      run.onFault(new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'DATA_MISMATCH'), places);
  }
}

/** Where objects of a type stand at a path of keys, through all lists. */
function placesOf(value: unknown, [key, ...rest]: readonly string[], type: string, at: Place = []): Place[] {
  if (Array.isArray(value)) {
    const path = key === undefined ? [] : [key, ...rest];
    return value.flatMap((item, i) => placesOf(item, path, type, [...at, i]));
  }
  if (!isJsonObject(value)) return [];
  if (key === undefined) return value['__typename'] === type ? [at] : [];
  return placesOf(ownValue(value, key), rest, type, [...at, key]);
}
