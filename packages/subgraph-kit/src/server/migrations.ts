import type { MigrationInterface } from 'typeorm';
import { AuditEntriesAtOnce1764100000500 } from '../records/migrations/1764100000500-audit-entries-at-once';
import { Batches1764150000000 } from '../batches/migrations/1764150000000-batches';
import { EventsTables1763800000001 } from '../events/migrations/1763800000001-events-tables';
import { Exports1764100000100 } from '../exports/migrations/1764100000100-exports';
import { Feed1764100000200 } from '../events/migrations/1764100000200-feed';
import { KitFoundation1763700000000 } from '../database/migrations/1763700000000-kit-foundation';
import { Imports1764100000000 } from '../imports/migrations/1764100000000-imports';
import { Duties1764160000000 } from '../schedule/migrations/1764160000000-duties';
import { RangesSideBySide1764100000600 } from '../imports/migrations/1764100000600-ranges-side-by-side';
import { LedgerEntriesAtOnce1764100000400 } from '../records/migrations/1764100000400-ledger-entries-at-once';
import { RecordsTables1763800000000 } from '../records/migrations/1763800000000-records-tables';
import { Webhooks1764100000300 } from '../webhooks/migrations/1764100000300-webhooks';

/** The tables and functions that every service has, before its own. */
export const KIT_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  KitFoundation1763700000000,
  RecordsTables1763800000000,
  EventsTables1763800000001,
  Imports1764100000000,
  Exports1764100000100,
  Feed1764100000200,
  Webhooks1764100000300,
  LedgerEntriesAtOnce1764100000400,
  AuditEntriesAtOnce1764100000500,
  RangesSideBySide1764100000600,
  Batches1764150000000,
  Duties1764160000000,
];
