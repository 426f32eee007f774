import type { DataSource } from 'typeorm';
import { callerOf } from '../access/roles';
import { faultFacts } from '../database/faults';
import type { ClaimedPool } from '../database/statements';
import { todayOf, type Clock } from '../values/clock';
import { BatchHeartbeat } from './batch-heartbeat';
import type { BatchKind } from './batch-kind';
import { BatchCancelled, BatchLease, BatchLost } from './batch-lease';
import type { BatchMetrics } from './batch-metrics';
import type { BatchPace } from './batch-pace';
import { doSteps, end, StepFailed, type BatchWork } from './batch-steps';
import { takeBatch, type TakenBatch } from './taking';

/** What a worker tells of its doings: ids of batches, never what is in them. */
export interface BatchLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface BatchWorkerParts {
  /** Connections that may take their time: one for each step under way, one for the heartbeat. */
  readonly dataSource: DataSource;
  readonly pool: ClaimedPool;
  readonly kinds: ReadonlyMap<string, BatchKind>;
  readonly clock: Clock;
  readonly metrics: BatchMetrics;
  readonly log: BatchLog;
  readonly pace: BatchPace;
}

/** When what a kind does about a batch that has failed or was cancelled fails itself, it is tried again after this. */
const STOP_AGAIN_SECONDS = 30;

class WorkerStopping extends Error {}

/** Does one batch after the other, as long as the process lives. Several processes share the batches. */
export class BatchWorker {
  #stopping = false;
  #isWoken = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> | null = null;

  constructor(private readonly parts: BatchWorkerParts) {}

  start(): void {
    this.#running = this.#run();
  }

  /** A batch may be waiting. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** Ends after the steps that are under way; what is left goes on in another process or after the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  /** Does the batch that waits longest; false when none waits, or the database is away. */
  async next(): Promise<boolean> {
    const { pool, kinds, log, pace } = this.parts;
    try {
      const taken = await takeBatch(pool, pace.leaseSeconds, [...kinds.keys()]);
      const kind = kinds.get(taken?.kind ?? '');
      if (!taken || !kind) return false;
      await this.#work(taken, kind);
      return true;
    } catch (error) {
      log.error(faultFacts(error), 'the batches were cut off');
      return false;
    }
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#isWoken = false;
      if (!(await this.next())) await this.#nextCall();
    }
  }

  async #work({ token, orderedBy, orderedAs, ...batch }: TakenBatch, kind: BatchKind): Promise<void> {
    const { dataSource, clock, metrics, pace } = this.parts;
    const lease = new BatchLease(dataSource, batch.id, token);
    const heartbeat = new BatchHeartbeat(lease, pace);
    const caller = callerOf(orderedAs, orderedBy);
    const facts = { batch, caller, today: todayOf(clock) };
    const work: BatchWork = {
      ...{ kind, lease, mostAttempts: pace.mostAttempts },
      contextWith: (manager) => ({
        ...{ ...facts, manager, requestId: null, operationName: kind.name, purpose: null },
      }),
      throwIfInterrupted: () => {
        if (this.#stopping) throw new WorkerStopping();
        heartbeat.throwIfInterrupted();
      },
      onStep: (seconds) => metrics.stepSeconds.observe({ kind: kind.name }, seconds),
    };
    heartbeat.start();
    try {
      await doSteps(work);
      this.#tell(work, 'done');
    } catch (error) {
      await this.#cutOff(work, error);
    } finally {
      await heartbeat.stop();
    }
  }

  /** The batch ends; or it goes on elsewhere, or later. */
  async #cutOff(work: BatchWork, error: unknown): Promise<void> {
    const { lease, kind } = work;
    const { log, pace } = this.parts;
    const cause = error instanceof StepFailed ? error.reason : error;
    if (cause instanceof BatchLost) {
      log.info({ batch: lease.batchId, kind: kind.name }, 'a batch is another process’s now');
    } else if (cause instanceof WorkerStopping) {
      await lease.release();
    } else if (cause instanceof BatchCancelled) {
      await this.#stop(work, 'CANCELLED', null);
    } else {
      const attempts = error instanceof StepFailed ? error.attempts : 1;
      log.error({ batch: lease.batchId, kind: kind.name, attempts, ...faultFacts(cause) }, 'a step failed');
      if (error instanceof StepFailed && error.isLast) await this.#stop(work, 'FAILED', nameOf(cause));
      else await lease.release(pace.retrySeconds * 2 ** (attempts - 1));
    }
  }

  async #stop(work: BatchWork, how: 'FAILED' | 'CANCELLED', problem: string | null): Promise<void> {
    try {
      await end(work, how, problem);
      this.#tell(work, how.toLowerCase());
    } catch (error) {
      if (error instanceof BatchLost) return;
      const facts = { batch: work.lease.batchId, kind: work.kind.name, ...faultFacts(error) };
      this.parts.log.error(facts, 'a batch could not be ended');
      await work.lease.release(STOP_AGAIN_SECONDS);
    }
  }

  #tell({ lease, kind }: BatchWork, outcome: string): void {
    this.parts.metrics.batches.inc({ kind: kind.name, outcome });
    this.parts.log.info({ batch: lease.batchId, kind: kind.name, outcome }, 'a batch has ended');
  }

  async #nextCall(): Promise<void> {
    if (this.#isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.parts.pace.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

/** A fault's name as anybody may read it: its code where it has one, and never its message. */
function nameOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'Error';
}
