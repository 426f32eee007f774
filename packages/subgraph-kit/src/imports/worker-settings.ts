import type { ImportPace } from './job-work';

/** How patiently the worker works. */
export interface WorkerSettings extends ImportPace {
  /** A worker that is not heard of for so long is taken for dead, and its job is another's. */
  readonly leaseSeconds: number;
  /** How often it is heard of, and progress is written. */
  readonly heartbeatMs: number;
  /** How often it looks for jobs when nobody has called. */
  readonly pollMs: number;
  /** How often what has ended is cleared away. */
  readonly clearMs: number;
  /** Attempts without any progress after which a job is given up. */
  readonly mostAttempts: number;
}

export const USUAL_SETTINGS: WorkerSettings = {
  chunkRows: 2_000,
  rangeRows: 5_000,
  leaseSeconds: 15,
  heartbeatMs: 1_000,
  pollMs: 2_000,
  clearMs: 60_000,
  mostAttempts: 3,
};
