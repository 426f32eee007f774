import { setImmediate as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { LendingWorld } from './lending-world';

const PATIENCE_MS = 2_500;

/**
 * Does several works truly at once: nobody may write to the table until all of them wait, for it or for each other, so
 * that each has read what it decides on before any has written.
 */
export async function atOnce<T>(
  world: LendingWorld,
  table: string,
  ...works: readonly (() => Promise<T>)[]
): Promise<T[]> {
  const holder = new Client({ connectionString: world.service.database.ownerUrl });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query(`lock table ${table} in exclusive mode`);
    const doing = Promise.all(works.map((work) => work()));
    await untilWaiting(holder, works.length);
    await holder.query('commit');
    return await doing;
  } finally {
    await holder.end();
  }
}

async function untilWaiting(client: Client, sessions: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    // Within a transaction the list of sessions stays as it was first seen.
    await client.query('select pg_stat_clear_snapshot()');
    const { rows } = await client.query<{ count: number }>(
      `select count(distinct waiting.pid)::int as count from pg_locks waiting join pg_stat_activity session using (pid)
       where not waiting.granted and session.datname = current_database()`,
    );
    if (rows[0]?.count === sessions) return;
    await pause();
  }
  throw new Error(`Not all of the ${sessions} works came to wait.`);
}
