import type { ClientBase } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Caller } from '../access/caller';
import { queryClaimed } from './claimed-query';
import { isLostConnection, namedFault } from './faults';

export { violatedConstraint } from './faults';

/** When a result that is no error shall still leave no trace, as a payload with refusals does. */
export interface TransactionOptions<T> {
  readonly rollbackWhen?: (result: T) => boolean;
}

/**
 * Runs work in one transaction under the caller's claims and row-level security. It is committed when the work is
 * done, rolled back when it throws or when its result says so. Locks and statements are waited for as long as the
 * data source allows; a deadlock or a change that came in between is the error CONFLICT.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  caller: Caller,
  work: (manager: EntityManager) => Promise<T>,
  { rollbackWhen }: TransactionOptions<T> = {},
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await begin(runner, caller);
    const result = await work(runner.manager);
    if (rollbackWhen?.(result)) await runner.rollbackTransaction();
    else await runner.commitTransaction();
    return result;
  } catch (error) {
    if (isLostConnection(error)) await drop(runner, error);
    else if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => drop(runner, error));
    throw namedFault(error);
  } finally {
    await runner.release();
  }
}

/** BEGIN and the claims in one round trip; TypeORM is then told that its transaction has begun. */
async function begin(runner: QueryRunner, caller: Caller): Promise<void> {
  const client = (await runner.connect()) as ClientBase;
  await queryClaimed(client, caller, 'begin');
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
}

/** A connection that is lost, or may still be in the transaction, is given to nobody else. */
async function drop(runner: QueryRunner, error: unknown): Promise<void> {
  await (runner as PostgresRunner).releasePostgresConnection(error);
}

/** What TypeORM's runner for PostgreSQL can do beyond others. */
interface PostgresRunner extends QueryRunner {
  releasePostgresConnection(error: unknown): Promise<void>;
}
