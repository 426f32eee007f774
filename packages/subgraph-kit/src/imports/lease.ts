import type { DataSource, EntityManager } from 'typeorm';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';

/** Another worker has the job now, or nobody may: what is under way is dropped without a trace. */
export class LeaseLost extends Error {}

/** Who may has said that the job shall end. */
export class ImportCancelled extends Error {}

/**
 * A worker's right to a job for some seconds, renewed by its heartbeat. All that it writes, it writes in a transaction
 * that holds the job's row against being taken over: after another worker has taken the job, none of it is written.
 */
export class Lease {
  constructor(
    private readonly dataSource: DataSource,
    readonly jobId: string,
    private readonly token: string,
  ) {}

  /**
   * Runs work as the system in a transaction of its own. The row is locked by its key, so the heartbeat and a wish to
   * cancel get through meanwhile, but a take-over (`for update skip locked`) does not.
   */
  async hold<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      await this.#stillHeld(manager, 'for key share');
      await manager.query("select set_config('app.import_job', $1, true)", [this.jobId]);
      const result = await work(manager);
      await this.#stillHeld(manager, '');
      return result;
    });
  }

  /** Says that the worker lives and how far it is. Throws when the job is another's or is to end. */
  async renew(seconds: number, progress: LeaseProgress): Promise<void> {
    const { rowsPerSecond, secondsLeft, rowsCommitted } = progress;
    const rows = await inTransaction(this.dataSource, SYSTEM_CALLER, (manager) =>
      manager.query<[{ isCancelled: boolean }[], number]>(
        `update import_job
            set lease_until = now() + make_interval(secs => $3), rows_per_second = $4, seconds_left = $5,
                rows_committed = coalesce($6, rows_committed)
          where id = $1 and lease_token = $2 and state in ('CHECKING', 'COMMITTING')
        returning is_cancelled as "isCancelled"`,
        [this.jobId, this.token, seconds, rowsPerSecond, secondsLeft, rowsCommitted],
      ),
    );
    this.#require(rows[0][0]);
  }

  /** Ends the worker's part: whoever looks next may take the job, at once or after some seconds. */
  async release(afterSeconds = 0): Promise<void> {
    await inTransaction(this.dataSource, SYSTEM_CALLER, (manager) =>
      manager.query(
        `update import_job set lease_token = null, lease_until = now() + make_interval(secs => $3)
          where id = $1 and lease_token = $2`,
        [this.jobId, this.token, afterSeconds],
      ),
    );
  }

  /** The same as `hold` when the job is to end, cancelled or not. */
  async end(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      const [job] = await manager.query<{ id: string }[]>(
        'select id from import_job where id = $1 and lease_token = $2 for update',
        [this.jobId, this.token],
      );
      if (!job) throw new LeaseLost();
      await work(manager);
    });
  }

  async #stillHeld(manager: EntityManager, lock: 'for key share' | ''): Promise<void> {
    const [job] = await manager.query<{ isCancelled: boolean }[]>(
      `select is_cancelled as "isCancelled" from import_job where id = $1 and lease_token = $2 ${lock}`,
      [this.jobId, this.token],
    );
    this.#require(job);
  }

  #require(job: { readonly isCancelled: boolean } | undefined): void {
    if (!job) throw new LeaseLost();
    if (job.isCancelled) throw new ImportCancelled();
  }
}

/** What the heartbeat tells of a job. */
export interface LeaseProgress {
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Of a commit in one transaction, of which nobody sees anything before its end; null otherwise. */
  readonly rowsCommitted: number | null;
}
