import type { DataSource, EntityManager } from 'typeorm';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';

/** Another worker has the batch now: what is under way is dropped without a trace. */
export class BatchLost extends Error {}

/** Who may has said that the batch shall end. */
export class BatchCancelled extends Error {}

interface HeldBatch {
  readonly isCancelled: boolean;
}

/**
 * A worker's right to a batch for some seconds, renewed by its heartbeat. All that is written for a step is written in
 * a transaction that holds the batch's row against being taken over: after another worker has taken the batch, none
 * of it is committed.
 */
export class BatchLease {
  constructor(
    private readonly dataSource: DataSource,
    readonly batchId: string,
    private readonly token: string,
  ) {}

  /**
   * Runs work as the system in a transaction of its own. The row is locked by its key, so heartbeats, other steps and
   * a wish to cancel get through meanwhile, but a take-over (`for update skip locked`) does not.
   */
  hold<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      await this.#requireHeld(manager, 'for key share');
      const result = await work(manager);
      await this.#requireHeld(manager, '');
      return result;
    });
  }

  /** Runs what ends the batch, against anybody who would cancel it meanwhile. */
  end(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    return inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      const [batch] = await manager.query<{ id: string }[]>(
        'select id from batch where id = $1 and lease_token = $2 for update',
        [this.batchId, this.token],
      );
      if (!batch) throw new BatchLost();
      await work(manager);
    });
  }

  /** Says that the worker lives. Throws when the batch is another's or is to end. */
  async renew(seconds: number): Promise<void> {
    const [held] = await inTransaction(this.dataSource, SYSTEM_CALLER, (manager) =>
      manager.query<[HeldBatch[], number]>(
        `update batch set lease_until = now() + make_interval(secs => $3)
          where id = $1 and lease_token = $2 and state = 'RUNNING'
        returning is_cancelled as "isCancelled"`,
        [this.batchId, this.token, seconds],
      ),
    );
    requireHeld(held[0]);
  }

  /** Ends the worker's part: whoever looks next may take the batch, at once or after some seconds. */
  async release(afterSeconds = 0): Promise<void> {
    await inTransaction(this.dataSource, SYSTEM_CALLER, (manager) =>
      manager.query(
        `update batch set lease_token = null, lease_until = now() + make_interval(secs => $3)
          where id = $1 and lease_token = $2`,
        [this.batchId, this.token, afterSeconds],
      ),
    );
  }

  async #requireHeld(manager: EntityManager, lock: 'for key share' | ''): Promise<void> {
    const [held] = await manager.query<HeldBatch[]>(
      `select is_cancelled as "isCancelled" from batch where id = $1 and lease_token = $2 ${lock}`,
      [this.batchId, this.token],
    );
    requireHeld(held);
  }
}

function requireHeld(batch: HeldBatch | undefined): void {
  if (!batch) throw new BatchLost();
  if (batch.isCancelled) throw new BatchCancelled();
}
