import { z } from 'zod';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';
import { rulesOn } from '../records/rules-data';
import type { RunningService, StartCapability } from '../server/capability';
import { todayOf } from '../values/clock';

/** Days that something is kept at least: no slip of the pen in a rule may empty a table. */
const days = z.int().min(30);

/** What is pruned, in what order, and by which rule. */
const KEPT = [
  { prune: 'event_prune', rule: 'event_retention_days' },
  { prune: 'inbox_prune', rule: 'event_retention_days' },
  { prune: 'idempotency_prune', rule: 'idempotency_key_retention_days' },
] as const;

const AT_ONCE = 5_000;
const AFTER_START_MS = 60_000;
const DAY_MS = 86_400_000;

type Pruned = Pick<RunningService, 'dataSource' | 'clock'>;

/**
 * Removes events, notes of arrivals and idempotency keys that are older than the rules say, a few thousand in a
 * transaction, until all is done or `goOn` says no. Gives how many events it passed.
 */
export async function prune(
  { dataSource, clock }: Pruned,
  goOn: () => boolean = () => true,
): Promise<number> {
  // What nobody has read has no place yet, and without one is never pruned.
  await repeat(goOn, () => ask({ dataSource, clock }, 'select event_place_new($1) as count', [AT_ONCE]));
  let events = 0;
  for (const { prune: name, rule } of KEPT) {
    await repeat(goOn, async () => {
      const count = await inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
        const { value } = await rulesOn(manager, rule, todayOf(clock), days);
        const sql = `select ${name}($1, $2) as count`;
        const [row] = await manager.query<[{ count: number }]>(sql, [value, AT_ONCE]);
        return row.count;
      });
      if (name === 'event_prune') events += count;
      return count;
    });
  }
  return events;
}

async function repeat(goOn: () => boolean, work: () => Promise<number>): Promise<void> {
  while (goOn() && (await work()) === AT_ONCE);
}

function ask({ dataSource }: Pruned, sql: string, values: readonly unknown[]): Promise<number> {
  return inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
    const [row] = await manager.query<[{ count: number }]>(sql, [...values]);
    return row.count;
  });
}

/** Prunes a minute after the start and then each day. Of two instances at once one does it. */
export const startRetention: StartCapability = async (service) => {
  let isStopping = false;
  let working: Promise<unknown> = Promise.resolve();
  const work = () => {
    working = prune(service, () => !isStopping).then(
      (events) => service.log.info({ events }, 'what is too old was pruned'),
      (error: Error) => service.log.warn({ fault: error.name }, 'pruning failed; it is tried again tomorrow'),
    );
  };
  const first = setTimeout(work, AFTER_START_MS).unref();
  const daily = setInterval(work, DAY_MS).unref();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(first);
      clearInterval(daily);
      await working;
    },
  };
};
