import type { Caller, Role, RowClaims } from '../access/caller';
import { callerOf } from '../access/roles';

/** A caller of a role with all its scopes: `aCaller('case_worker', { governorate: 'EG_GZ' })`. */
export function aCaller(role: Role, claims: RowClaims = {}, subject = `test-${role}`): Caller {
  return callerOf(role, subject, claims);
}
