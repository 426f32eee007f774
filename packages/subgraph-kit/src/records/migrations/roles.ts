import type { Role } from '../../access/caller';

/** Roles whose commands leave records behind: all but those that only read. */
export const WRITING_ROLES = [
  'ministry_admin',
  'case_worker',
  'finance_officer',
  'inspector',
  'child_protection_officer',
  'ngo_partner',
  'care_home_staff',
  'lender_officer',
  'marketplace',
  'registry_feed',
  'citizen',
  'system',
] as const satisfies readonly Role[];

/** Roles whose commands move money. */
export const MONEY_ROLES = [
  'ministry_admin',
  'finance_officer',
  'ngo_partner',
  'lender_officer',
  'marketplace',
  'system',
] as const satisfies readonly Role[];

/** Roles that may read a ledger's balances: those that move money and those that watch them. */
export const MONEY_READERS = [...MONEY_ROLES, 'auditor'] as const satisfies readonly Role[];
