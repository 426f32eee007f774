/**
 * Nobody is taken in beyond a home's places, into a home without a licence in force, or into one whose NGO may not act.
 * A person lives in one home at a time. PostgreSQL keeps the last promise (`care_home_not_over_capacity`,
 * `care_home_stay_one_at_a_time`).
 */
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { licenceStatusOn, type LicenceState, type LicenceStatus } from './licence';

export interface Places {
  readonly capacity: number;
  readonly occupied: number;
}

export interface HomeForAdmission extends Places {
  readonly licenceState: LicenceState;
  readonly licensedUntil: PlainDate | null;
}

/** Places in which nobody lives: never less than none. */
export function freePlaces({ capacity, occupied }: Places): number {
  return Math.max(0, capacity - occupied);
}

export type AdmissionProblem =
  | { readonly code: 'HOME_NOT_LICENSED'; readonly status: LicenceStatus }
  | { readonly code: 'OPERATOR_MAY_NOT_ACT' }
  | { readonly code: 'HOME_FULL'; readonly capacity: number };

/** Why nobody can be taken in today; null when somebody can. */
export function admissionProblem(
  home: HomeForAdmission,
  operatorMayAct: boolean | null,
  today: PlainDate,
): AdmissionProblem | null {
  const status = licenceStatusOn(home, today);
  if (status !== 'LICENSED') return { code: 'HOME_NOT_LICENSED', status };
  if (operatorMayAct === false) return { code: 'OPERATOR_MAY_NOT_ACT' };
  return freePlaces(home) === 0 ? { code: 'HOME_FULL', capacity: home.capacity } : null;
}
