import { createHash, randomBytes } from 'node:crypto';
import { Pool, type Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Caller } from '../access/caller';
import {
  createDatabase,
  createRoles,
  databaseUrl,
  prepareDatabase,
  serviceUrls,
  withAdmin,
} from '../database/cluster';
import type { EntityClass } from '../database/columns';
import { createDataSource, poolSettings, type MigrationClass } from '../database/data-source';
import { migrate, withFoundation } from '../database/migrate';
import { Reads, type ReadsOptions } from '../database/reads';
import { ClaimedPool } from '../database/statements';

/** A service's database as a test wants it. */
export interface TestDatabaseOptions {
  /** Names the owner's and the app's login, as in production. */
  readonly service: string;
  readonly entities: readonly EntityClass<object>[];
  readonly migrations: readonly MigrationClass[];
  /** Connections of the reads and of TypeORM each; 4 when not said. */
  readonly poolSize?: number;
}

/** A migrated database that one test file has for itself. */
export interface TestDatabase {
  /** TypeORM with the app's login. */
  readonly dataSource: DataSource;
  /** Fast reads with the app's login. */
  readonly pool: ClaimedPool;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Runs SQL as the owner, who sees and may write every row: to arrange and to assert. */
  owner<T extends object = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** What a request of this caller can read. */
  as(caller: Caller, onRead?: ReadsOptions['onRead']): Reads;
  close(): Promise<void>;
}

/** Arranging a test may write more rows than a request ever would. */
const ARRANGING_MS = 60_000;
const PASSWORDS = { ownerPassword: 'owner of tests', appPassword: 'app of tests' };

/**
 * Gives a test file a database of its own, a copy of one that was migrated once for the whole run. Everything in it
 * is as in production: the owner migrates, the app's login reads and writes under row-level security.
 */
export async function testDatabase({
  service,
  entities,
  migrations,
  poolSize = 4,
}: TestDatabaseOptions): Promise<TestDatabase> {
  const { adminUrl, run } = serverOfRun();
  const template = await migratedTemplate(adminUrl, run, service, migrations);
  const database = `${run}_${service}_${randomBytes(4).toString('hex')}`;
  await withAdmin(adminUrl, (admin) => createDatabase(admin, service, database, template));

  const { ownerUrl, appUrl } = serviceUrls(adminUrl, service, PASSWORDS, database);
  const dataSource = createDataSource({ url: appUrl, entities, poolSize });
  await dataSource.initialize();
  const pool = new ClaimedPool({ connectionString: appUrl, max: poolSize });
  const owners = new Pool(poolSettings({ url: ownerUrl, poolSize: 2, statementTimeoutMs: ARRANGING_MS }));
  // A pool has ended before its sockets have, and the database is dropped under them: what they hear then is no fault.
  owners.on('error', () => undefined);
  return {
    dataSource,
    pool,
    ownerUrl,
    appUrl,
    async owner<T extends object>(sql: string, values: readonly unknown[] = []) {
      const { rows } = await owners.query<T>(sql, [...values]);
      return rows;
    },
    as: (caller, onRead) => new Reads({ pool, dataSource, caller, onRead }),
    async close() {
      await Promise.all([pool.end(), dataSource.destroy(), owners.end()]);
      await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists "${database}" with (force)`));
    },
  };
}

/** Lends the owner of a service a database in which nothing stands yet but what every database of a service has. */
export async function withEmptyDatabase<T>(
  service: string,
  work: (ownerUrl: string) => Promise<T>,
): Promise<T> {
  const { adminUrl, run } = serverOfRun();
  const database = `${run}_${service}_empty_${randomBytes(4).toString('hex')}`;
  await withAdmin(adminUrl, (admin) => makeEmpty(admin, adminUrl, service, database));
  try {
    return await work(serviceUrls(adminUrl, service, PASSWORDS, database).ownerUrl);
  } finally {
    await withAdmin(adminUrl, (admin) => admin.query(`drop database if exists "${database}" with (force)`));
  }
}

/** The PostgreSQL of this run of jest, and what the names of its databases begin with. */
function serverOfRun(): { adminUrl: string; run: string } {
  const adminUrl = process.env['TEST_DATABASE_ADMIN_URL'];
  if (!adminUrl)
    throw new Error('TEST_DATABASE_ADMIN_URL is not set: run tests through jest, which starts PostgreSQL.');
  return { adminUrl, run: process.env['TEST_DATABASE_RUN'] ?? 'test' };
}

async function makeEmpty(admin: Client, adminUrl: string, service: string, database: string): Promise<void> {
  await createRoles(admin, service, PASSWORDS);
  await createDatabase(admin, service, database);
  await withAdmin(databaseUrl(adminUrl, database), prepareDatabase);
}

/** The database that is copied: made by whichever test file needs it first, the others wait for it. */
async function migratedTemplate(
  adminUrl: string,
  run: string,
  service: string,
  migrations: readonly MigrationClass[],
): Promise<string> {
  const source = withFoundation(migrations).map(String).join('\n');
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  const template = `${run}_${service}_template_${hash}`;
  await withAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    // Under another name until it is whole, so that a run that was killed meanwhile leaves nothing that looks so.
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists "${draft}" with (force)`);
    await makeEmpty(admin, adminUrl, service, draft);
    await migrate(serviceUrls(adminUrl, service, PASSWORDS, draft).ownerUrl, migrations);
    await admin.query(`alter database "${draft}" rename to "${template}"`);
  });
  return template;
}
