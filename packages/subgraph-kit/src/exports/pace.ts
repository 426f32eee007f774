/** How exports share a service with its other work, and how long they are kept. */
export interface ExportPace {
  /** Exports that one process runs at the same time. */
  readonly atOnce: number;
  /** How often waiting exports are looked for when nobody has called. */
  readonly pollMs: number;
  /** A worker that has not been heard of for so long has lost its export: another begins it anew. */
  readonly leaseMs: number;
  /** How often a worker says that it is still there. */
  readonly heartbeatMs: number;
  /** Rows that are read by one statement, and held in memory at a time. */
  readonly pageRows: number;
  /** Bytes of a file that are kept together in one row of the database. */
  readonly partBytes: number;
  /** A file that would grow larger is given up. */
  readonly mostFileBytes: number;
  /** An export is given up after so long, since its snapshot holds back the cleaning of the database. */
  readonly longestMs: number;
  /** PostgreSQL stops a statement of an export that runs longer. */
  readonly statementTimeoutMs: number;
  /** A file can be fetched for so long. */
  readonly fileLifeMs: number;
  /** How often old files are looked for. */
  readonly cleanEveryMs: number;
  /** That there was an export is known for so long. */
  readonly memoryMs: number;
  /** Called after each page, for tests that must stop an export half way. */
  readonly afterPage?: (rowsRead: number) => Promise<void>;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

export const USUAL_PACE: ExportPace = {
  atOnce: 2,
  pollMs: 5 * SECOND,
  leaseMs: 30 * SECOND,
  heartbeatMs: 5 * SECOND,
  pageRows: 1_000,
  partBytes: 2 ** 20,
  mostFileBytes: 2 ** 31 - 1,
  longestMs: 2 * HOUR,
  statementTimeoutMs: 60 * SECOND,
  fileLifeMs: 24 * HOUR,
  cleanEveryMs: 60 * SECOND,
  memoryMs: 90 * DAY,
};

/** Exports of one caller that may wait or run at the same time. */
export const MOST_UNFINISHED = 10;
/** An export whose worker was lost so often is given up: it may be what ends the workers. */
export const MOST_LOSSES = 3;
