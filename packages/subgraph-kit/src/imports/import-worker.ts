import type { DataSource } from 'typeorm';
import { faultFacts } from '../database/faults';
import type { ClaimedPool } from '../database/statements';
import type { Clock } from '../values/clock';
import { todayOf } from '../values/clock';
import type { PersonIds } from '../values/person-id';
import { clearAway } from './clearing';
import { Heartbeat } from './heartbeat';
import { keptCaller } from './import-job';
import type { ImportKind } from './import-kind';
import type { ImportMetrics } from './import-metrics';
import type { JobWork } from './job-work';
import { giveUp, runSteps, type StepOutcome } from './job-steps';
import { Lease, LeaseLost } from './lease';
import { takeJob, type TakenJob } from './taking';
import type { WorkerSettings } from './worker-settings';

/** What a worker tells of its doings: ids of jobs and counts. */
export interface WorkerLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface WorkerParts {
  /** Connections that may take their time: one for the work, one for the heartbeat. */
  readonly dataSource: DataSource;
  readonly pool: ClaimedPool;
  readonly kinds: ReadonlyMap<string, ImportKind>;
  readonly clock: Clock;
  readonly personIds: PersonIds;
  readonly metrics: ImportMetrics;
  readonly log: WorkerLog;
  readonly settings: WorkerSettings;
}

class WorkerStopping extends Error {}

/** Checks and commits lists, one at a time, as long as the process lives. Several processes share the jobs. */
export class ImportWorker {
  #stopping = false;
  #isWoken = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #clearAt = 0;

  constructor(private readonly parts: WorkerParts) {}

  start(): void {
    this.#running = this.#run();
  }

  /** A job may be waiting. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** Ends after the chunk that is under way; what is left goes on in another process or after the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#isWoken = false;
      if (!(await this.#next())) await this.#nextCall();
    }
  }

  /** Does what waits longest; false when nothing waits, or the database is away. */
  async #next(): Promise<boolean> {
    const { pool, kinds, log, settings } = this.parts;
    try {
      const taken = await takeJob(pool, settings.leaseSeconds, [...kinds.keys()]);
      if (taken) await this.#work(taken);
      const isTime = performance.now() >= this.#clearAt;
      if (taken || isTime) {
        this.#clearAt = performance.now() + settings.clearMs;
        await clearAway(pool, kinds);
      }
      return taken !== null;
    } catch (error) {
      log.error(faultFacts(error), 'the imports were cut off');
      return false;
    }
  }

  async #work({ job, token }: TakenJob): Promise<void> {
    const { dataSource, pool, kinds, clock, personIds, metrics, settings } = this.parts;
    const kind = kinds.get(job.kind);
    if (!kind) return;
    const lease = new Lease(dataSource, job.id, token);
    const heartbeat = new Heartbeat(lease, settings);
    const work: JobWork = {
      ...{ job, kind, lease, pool, personIds, pace: settings },
      today: todayOf(clock),
      owner: keptCaller(job.owner),
      showProgress: (progress, rowsCommitted) => heartbeat.show(progress, rowsCommitted),
      throwIfInterrupted: () => {
        if (this.#stopping) throw new WorkerStopping();
        heartbeat.throwIfInterrupted();
      },
      countRows: (rows) => metrics.rows.inc({ kind: kind.name }, rows),
    };
    heartbeat.start();
    try {
      const outcome = await runSteps(work, (step, seconds) =>
        metrics.stepSeconds.observe({ kind: kind.name, step }, seconds),
      );
      this.#tell(work, outcome);
    } catch (error) {
      await this.#cutOff(work, error);
    } finally {
      await heartbeat.stop();
    }
  }

  #tell({ job, kind }: JobWork, outcome: StepOutcome): void {
    this.parts.metrics.jobs.inc({ kind: kind.name, outcome });
    this.parts.log.info(
      { import: job.id, kind: kind.name, outcome },
      'an import has come to an end of its step',
    );
  }

  /** The job goes on elsewhere, or later; or never, when it has failed too often. */
  async #cutOff({ job, kind, lease }: JobWork, error: unknown): Promise<void> {
    const { log, metrics, settings } = this.parts;
    if (error instanceof LeaseLost) {
      log.info({ import: job.id, kind: kind.name }, 'an import is another process’s now');
    } else if (error instanceof WorkerStopping) {
      await lease.release();
    } else {
      const facts = { import: job.id, kind: kind.name, attempts: job.attempts, ...faultFacts(error) };
      log.error(facts, 'an import failed');
      if (job.attempts >= settings.mostAttempts) {
        await giveUp(lease);
        metrics.jobs.inc({ kind: kind.name, outcome: 'failed' });
      } else {
        await lease.release(2 ** job.attempts);
      }
    }
  }

  async #nextCall(): Promise<void> {
    if (this.#isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.parts.settings.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
