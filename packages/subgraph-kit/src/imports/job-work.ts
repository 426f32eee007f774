import type { Caller } from '../access/caller';
import type { ClaimedPool } from '../database/statements';
import type { PersonIds } from '../values/person-id';
import type { PlainDate } from '../values/plain-date';
import type { ImportJob } from './import-job';
import type { ImportKind } from './import-kind';
import type { Lease } from './lease';
import type { StepProgress } from './progress';

/** How the work is cut. */
export interface ImportPace {
  /** Rows that are staged in one transaction. */
  readonly chunkRows: number;
  /** Rows that are compared or committed in one go, but for groups that are larger. */
  readonly rangeRows: number;
}

/** A job that a worker holds, and what its steps need. */
export interface JobWork {
  readonly job: ImportJob;
  readonly kind: ImportKind;
  readonly lease: Lease;
  readonly pool: ClaimedPool;
  readonly personIds: PersonIds;
  readonly today: PlainDate;
  readonly owner: Caller;
  readonly pace: ImportPace;
  /** How far the step is, for the heartbeat. */
  showProgress(progress: StepProgress, rowsCommitted?: () => number): void;
  /** Throws when the job was cancelled, was lost to another worker, or the process stops. */
  throwIfInterrupted(): void;
  /** Told of rows that are read, for the metrics. */
  countRows(rows: number): void;
}
