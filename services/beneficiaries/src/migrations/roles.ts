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

/** Who sees applications, enrolments and payments whole. */
export const BENEFITS_READ_ALL = [
  'ministry_admin',
  'auditor',
  'finance_officer',
] as const satisfies readonly Role[];

/** Every row of sums, in which no person is, for those who hold `aggregates:read`. */
export const SUMS_SEEN: RowConditions = {
  ministry_admin: 'true',
  analyst: 'true',
  auditor: 'true',
  finance_officer: 'true',
  inspector: 'true',
};

/** Every row for those who see benefits whole; those of a household that they may see for case workers and citizens. */
export function benefitsSeenWith(condition: string): RowConditions {
  return {
    ...Object.fromEntries(BENEFITS_READ_ALL.map((role) => [role, 'true'])),
    case_worker: condition,
    citizen: condition,
  };
}

/** Every row for the ministry, and for a case worker those of a household that they may see. */
export const decidedBy = recordedBy;
