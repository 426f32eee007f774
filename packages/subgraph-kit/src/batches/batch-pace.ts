/** How patiently batches are worked on. */
export interface BatchPace {
  /** A worker that is not heard of for so long is taken for dead, and its batch is another's. */
  readonly leaseSeconds: number;
  /** How often it is heard of. */
  readonly heartbeatMs: number;
  /** How often it looks for batches when nobody has called. */
  readonly pollMs: number;
  /** Attempts at one step after which the batch is given up. */
  readonly mostAttempts: number;
  /** Seconds before the second attempt at a step; twice as many before each further one. */
  readonly retrySeconds: number;
  /** Batches that a process works on side by side, so that a long one does not keep a short one waiting. */
  readonly batchesAtOnce: number;
}

export const USUAL_PACE: BatchPace = {
  leaseSeconds: 15,
  heartbeatMs: 1_000,
  pollMs: 2_000,
  mostAttempts: 3,
  retrySeconds: 2,
  batchesAtOnce: 2,
};
