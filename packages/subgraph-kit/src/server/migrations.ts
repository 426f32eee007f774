import type { MigrationInterface } from 'typeorm';
import { EventsTables1763800000001 } from '../events/migrations/1763800000001-events-tables';
import { KitFoundation1763700000000 } from '../database/migrations/1763700000000-kit-foundation';
import { RecordsTables1763800000000 } from '../records/migrations/1763800000000-records-tables';

/** The tables and functions that every service has, before its own. */
export const KIT_MIGRATIONS: readonly (new () => MigrationInterface)[] = [
  KitFoundation1763700000000,
  RecordsTables1763800000000,
  EventsTables1763800000001,
];
