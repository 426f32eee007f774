import type { EntityManager } from 'typeorm';
import type { Caller } from '../access/caller';
import { inTransaction } from '../database/transaction';
import { EventsTables1763800000001 } from '../events/migrations/1763800000001-events-tables';
import { Feed1764100000200 } from '../events/migrations/1764100000200-feed';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { parsePlainDate, type PlainDate } from '../values/plain-date';
import { LedgerEntriesAtOnce1764100000400 } from './migrations/1764100000400-ledger-entries-at-once';
import { AuditEntriesAtOnce1764100000500 } from './migrations/1764100000500-audit-entries-at-once';
import { RecordsTables1763800000000 } from './migrations/1763800000000-records-tables';
import type { Migrating } from './migrating';
import { StateTransition } from './state-history';

/** A database with the tables of records and events and nothing else. */
export function recordsDatabase(): Promise<TestDatabase> {
  return testDatabase({
    service: 'kit',
    entities: [StateTransition],
    migrations: [
      RecordsTables1763800000000,
      EventsTables1763800000001,
      Feed1764100000200,
      LedgerEntriesAtOnce1764100000400,
      AuditEntriesAtOnce1764100000500,
    ],
    poolSize: 8,
  });
}

/** The parts of a command's context that records look at. */
export interface TestCommand {
  readonly manager: EntityManager;
  readonly caller: Caller;
  readonly today: PlainDate;
  readonly requestId: string;
  readonly operationName: string | null;
  readonly purpose: string | null;
}

/** Runs a command as a caller, as a mutation would: in a transaction of its own. */
export function asCommand<T>(
  { dataSource }: TestDatabase,
  work: (command: TestCommand) => Promise<T>,
  caller: Caller = aCaller('ministry_admin'),
): Promise<T> {
  return inTransaction(
    dataSource,
    caller,
    (manager) =>
      work({
        manager,
        caller,
        today: parsePlainDate('2026-11-22'),
        requestId: 'a-request',
        operationName: 'DoIt',
        purpose: null,
      }),
    // As a request does: a refused payload leaves nothing behind.
    { rollbackWhen: (payload) => ((payload as { errors?: unknown[] } | undefined)?.errors?.length ?? 0) > 0 },
  );
}

/** Runs SQL as a migration would: as the owner. */
export function ownerOf(database: TestDatabase): Migrating {
  return { query: (text, values) => database.owner(text, values) };
}

export const day = parsePlainDate;
