import { Client } from 'pg';
import { createDataSource, type MigrationClass } from './data-source';
import { KitFoundation1763700000000 } from './migrations/1763700000000-kit-foundation';

const MIGRATION_TIMEOUT_MS = 600_000;

/** The kit's foundation, then the service's own, in the order in which they run. */
export function withFoundation(migrations: readonly MigrationClass[]): MigrationClass[] {
  return [...new Set([KitFoundation1763700000000, ...migrations])];
}

/**
 * Runs, as the owner, the migrations that have not run yet, each in its own transaction, and tells their names.
 * Two instances that start at once run them once: the second waits for the first.
 */
export async function migrate(ownerUrl: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const lock = new Client({ connectionString: ownerUrl, application_name: 'migrate' });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock(hashtext('solidarity migrate'))");
    const dataSource = createDataSource({
      url: ownerUrl,
      entities: [],
      migrations: withFoundation(migrations),
      poolSize: 2,
      statementTimeoutMs: MIGRATION_TIMEOUT_MS,
      applicationName: 'migrate',
    });
    await dataSource.initialize();
    try {
      const done = await dataSource.runMigrations({ transaction: 'each' });
      return done.map(({ name }) => name);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await lock.end();
  }
}
