import type { Role } from '@solidarity/subgraph-kit/access/caller';
import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** Rows for one table, in the order of its columns. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: CopyRow[];
}

/** Who has done what in the sample, by ids of the identity provider that nobody has. */
export const SAMPLE_SUBJECTS = {
  administration: 'sample-administration',
  inspector: 'sample-inspector',
  ngo: 'sample-ngo',
  officer: 'sample-officer',
  socialWorker: 'sample-social-worker',
} as const;

/** One step of a record that has come about. */
export interface SampleStep {
  readonly action: string;
  readonly to: string;
  readonly on: PlainDate;
  readonly by: readonly [subject: string, role: Role];
  readonly reason?: string;
}

export const HISTORY_COLUMNS = [
  ...['subject_type', 'subject_id', 'ordinal', 'from_state', 'to_state', 'action'],
  ...['by_subject', 'by_role', 'at', 'on_date', 'reason'],
] as const;

/** Noon in Cairo on a day of the sample. */
export function noonOf(date: PlainDate): string {
  return `${date}T10:00:00Z`;
}

/** The history of a record as the rows of `state_transition`. */
export function historyRows(subjectType: string, subjectId: string, steps: readonly SampleStep[]): CopyRow[] {
  return steps.map(({ action, to, on, by: [subject, role], reason = null }, index) => [
    ...[subjectType, subjectId, index + 1, steps[index - 1]?.to ?? null, to, action],
    ...[subject, role, noonOf(on), on, reason],
  ]);
}
