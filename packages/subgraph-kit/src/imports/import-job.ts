import type { Caller, Role, RowClaims, Scope } from '../access/caller';
import { callerOf } from '../access/roles';
import type { Language } from '../errors/language';
import type { ImportProblem } from './file-problems';
import type { SpreadsheetEncoding, SpreadsheetFormat } from '../spreadsheets/read-spreadsheet';

/** Where an import stands. RECEIVING is not yet one: its file is still on the way, and nobody sees it. */
export type ImportState =
  | 'RECEIVING'
  | 'RECEIVED'
  | 'CHECKING'
  | 'CHECKED'
  | 'COMMITTING'
  | 'COMMITTED'
  | 'REFUSED'
  | 'CANCELLED'
  | 'EXPIRED';

/** All rows or none in one transaction; or each that is accepted, in batches. */
export type CommitMode = 'ALL_OR_NOTHING' | 'ROW_BY_ROW';

/** What a worker is doing with a job: the file into the staging table, the staged rows against the database, commit. */
export type ImportStep = 'READING' | 'COMPARING' | 'COMMITTING';

/** A caller as it is kept with a job. */
export interface KeptCaller {
  readonly subject: string;
  readonly role: Role;
  readonly claims: RowClaims;
  readonly scopes: readonly Scope[];
}

/** A job as its row in `import_job` says. */
export interface ImportJob {
  readonly id: string;
  readonly kind: string;
  readonly state: ImportState;
  readonly step: ImportStep;
  readonly owner: KeptCaller;
  readonly committer: KeptCaller | null;
  readonly language: Language;
  readonly source: string | null;
  readonly format: SpreadsheetFormat | null;
  readonly encoding: SpreadsheetEncoding | null;
  /** The headings of the file as they stand in it. */
  readonly headings: readonly string[] | null;
  /** By the names of the kind's columns the headings that the file has for them. */
  readonly columnHeadings: Readonly<Record<string, string>> | null;
  /** Headings that no column of the kind has; what stands below them is not read. */
  readonly ignoredHeadings: readonly string[] | null;
  readonly fileBytes: number;
  /** The last line of the file whose row is kept, as staged or as refused. */
  readonly linesRead: number;
  /** The end of the last range that is compared, committed, or planned to be committed by itself. */
  readonly rangeEnd: string;
  /** What the check depended on beside the rows, as the kind tells it; null when that is not known or was not one for all. */
  readonly checkedUnder: string | null;
  readonly rowsRead: number;
  readonly rowsRefused: number;
  readonly rowsUnchanged: number;
  readonly rowsCommitted: number;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly commitMode: CommitMode | null;
  readonly problem: ImportProblem | null;
  readonly isCancelled: boolean;
  readonly attempts: number;
  readonly createdAt: string;
  readonly checkedAt: string | null;
  readonly finishedAt: string | null;
  readonly expiresAt: string;
}

/** What is selected of `import_job` to have an `ImportJob`. */
export const JOB_COLUMNS = `id, kind, state, step, owner, committer, language, source, format, encoding, headings,
  column_headings as "columnHeadings", ignored_headings as "ignoredHeadings", file_bytes::float8 as "fileBytes", lines_read as "linesRead",
  range_end as "rangeEnd", checked_under as "checkedUnder", rows_read as "rowsRead", rows_refused as "rowsRefused", rows_unchanged as "rowsUnchanged",
  rows_committed as "rowsCommitted", rows_per_second as "rowsPerSecond", seconds_left as "secondsLeft",
  commit_mode as "commitMode", problem, is_cancelled as "isCancelled", attempts, created_at as "createdAt",
  checked_at as "checkedAt", finished_at as "finishedAt", expires_at as "expiresAt"`;

/** What of a caller a job must know to go on in their name. */
export function keepCaller({ subject, role, claims, scopes }: Caller): KeptCaller {
  return { subject, role, claims, scopes: [...scopes] };
}

/** The caller again, with the scopes it had. */
export function keptCaller({ subject, role, claims, scopes }: KeptCaller): Caller {
  return callerOf(role, subject, claims, new Set(scopes));
}
