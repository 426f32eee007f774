import type { Caller } from '../access/caller';
import type { Language } from '../errors/language';
import type { MessageTexts } from '../errors/text';
import { instantText, type Instant } from '../values/instant';

export const EXPORT_FORMATS = ['JSONL', 'CSV', 'XLSX'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportState = 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** Why an export has failed, in both languages. */
export interface ExportProblem {
  readonly code: string;
  readonly message: MessageTexts;
}

/** An export as its caller is told of it. What is not known is null. */
export interface ExportJob {
  readonly id: string;
  readonly state: ExportState;
  readonly format: ExportFormat;
  readonly rowsWritten: number;
  /** All rows of the list, once they are counted. */
  readonly rowsTotal: number | null;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly fileBytes: number | null;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
  /** Until when the file can be fetched. */
  readonly expiresAt: Instant | null;
  readonly problem: ExportProblem | null;
}

/** What is asked to be exported, by whom. */
export interface ExportOrder {
  readonly caller: Caller;
  readonly requestId: string;
  readonly language: Language;
  readonly purpose: string | null;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly format: ExportFormat;
  /** The field of the graph that is the list. */
  readonly list: string;
}

/** An export that a worker has begun. */
export interface BegunExport extends ExportOrder {
  readonly id: string;
  /** Counts its beginnings; the file's parts and all that the worker notes carry it. */
  readonly attempt: number;
  /** How often a worker of it was lost. */
  readonly losses: number;
}

/** How far an export is. */
export interface ExportProgress {
  readonly rowsWritten: number;
  readonly rowsTotal: number | null;
}

/** A row of `export_job` as it is told. */
export interface TellableRow extends ExportProgress {
  readonly id: string;
  readonly state: ExportState;
  readonly format: ExportFormat;
  readonly fileBytes: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly problem: ExportProblem | null;
  /** Seconds that it has run. */
  readonly seconds: number | null;
}

export function exportJobOf(row: TellableRow): ExportJob {
  const { id, state, format, rowsWritten, rowsTotal, fileBytes, problem, seconds } = row;
  const perSecond = seconds !== null && seconds > 0 ? rowsWritten / seconds : null;
  const left = perSecond !== null && perSecond > 0 && rowsTotal !== null ? rowsTotal - rowsWritten : null;
  return {
    ...{ id, state, format, rowsWritten, rowsTotal, problem },
    rowsPerSecond: perSecond === null ? null : Math.round(perSecond),
    secondsLeft:
      state === 'RUNNING' && left !== null && perSecond !== null
        ? Math.max(0, Math.ceil(left / perSecond))
        : null,
    fileBytes: fileBytes === null ? null : Number(fileBytes),
    createdAt: instantText(row.createdAt),
    finishedAt: row.finishedAt === null ? null : instantText(row.finishedAt),
    expiresAt: row.expiresAt === null ? null : instantText(row.expiresAt),
  };
}
