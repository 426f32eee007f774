import type { Role } from '@solidarity/subgraph-kit/access/caller';
import type { RowConditions } from '@solidarity/subgraph-kit/database/grants';

/** Roles that read the registry whole. */
export const READ_ALL = [
  'ministry_admin',
  'auditor',
  'child_protection_officer',
] as const satisfies readonly Role[];

/** Roles that record people and households. */
export const RECORDERS = ['ministry_admin', 'case_worker'] as const satisfies readonly Role[];

/** Every row for those who read the registry whole, and for the others what is said. */
export function rowsFor(conditions: RowConditions): RowConditions {
  return { ...Object.fromEntries(READ_ALL.map((role) => [role, 'true'])), ...conditions };
}

/** Every row for the ministry, and for a case worker what is said. */
export function recordedBy(caseWorker: string): RowConditions {
  return { ministry_admin: 'true', case_worker: caseWorker };
}
