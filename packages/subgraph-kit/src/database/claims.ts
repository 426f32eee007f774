import type { Caller } from '../access/caller';
import { callerRole } from './cluster';

/** Tells PostgreSQL who is asking, until the end of the transaction and no longer. */
export const SET_CLAIMS = `select ${[
  'role',
  'app.subject',
  'app.governorate',
  'app.ngo_id',
  'app.home_id',
  'app.lender_id',
  'app.person_id',
]
  .map((setting, index) => `set_config('${setting}', $${index + 1}, true)`)
  .join(', ')}`;

const known = new WeakMap<Caller, readonly string[]>();

/** The parameters of `SET_CLAIMS`; what the caller does not claim is told to be empty. */
export function claimsOf(caller: Caller): readonly string[] {
  let values = known.get(caller);
  if (!values) {
    const { governorate = '', ngoId = '', homeId = '', lenderId = '', personId = '' } = caller.claims;
    values = [callerRole(caller.role), caller.subject, governorate, ngoId, homeId, lenderId, personId];
    known.set(caller, values);
  }
  return values;
}
