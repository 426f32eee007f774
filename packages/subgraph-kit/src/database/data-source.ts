import './localized-text.columns';
import type { PoolConfig } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { EntityClass } from './columns';
import { SnakeNaming } from './naming';
import { TEXT_TYPES } from './text-types';

/** How a service reaches its database. */
export interface ConnectionSettings {
  readonly url: string;
  /** Connections held at most; 10 when not said. */
  readonly poolSize?: number;
  /** PostgreSQL stops a statement that runs longer; 5 seconds when not said. */
  readonly statementTimeoutMs?: number;
  /** Shown in PostgreSQL's list of sessions. */
  readonly applicationName?: string;
}

/** A migration's class; its name ends with the time (milliseconds) that orders it. */
export type MigrationClass = new () => MigrationInterface;

/** How a service reaches its database through TypeORM. */
export interface DataSourceSettings extends ConnectionSettings {
  readonly entities: readonly EntityClass<object>[];
  readonly migrations?: readonly MigrationClass[];
  /** Told of a connection lost while it was idle; the next request opens another. */
  readonly onLostConnection?: (error: Error) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** PostgreSQL stops what takes too long; if even that answer does not come by then, the connection is given up. */
const SILENCE_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 3_000;
const IDLE_IN_TRANSACTION_MS = 15_000;
const INSTANT_TYPES: ReadonlySet<unknown> = new Set(['timestamptz', 'timestamp with time zone']);

/** How long an answer is waited for before the connection is given up. */
export function longestSilence({
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
}: Partial<ConnectionSettings>): number {
  return statementTimeoutMs + SILENCE_MS;
}

/** One set of connection settings for fast reads and for TypeORM: UTC, ISO dates, bounded waits. */
export function poolSettings(settings: ConnectionSettings): PoolConfig {
  return {
    connectionString: settings.url,
    max: settings.poolSize ?? 10,
    application_name: settings.applicationName ?? 'service',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 0,
    keepAlive: true,
    statement_timeout: settings.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    options: '-c TimeZone=UTC -c DateStyle=ISO -c client_min_messages=warning',
    types: TEXT_TYPES,
  };
}

/** TypeORM over the service's database: entities, migrations and writes. It never changes the schema by itself. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { connectionString, ...extra } = poolSettings(settings);
  const dataSource = new DataSource({
    type: 'postgres',
    url: connectionString,
    poolSize: extra.max,
    entities: [...settings.entities],
    migrations: [...(settings.migrations ?? [])],
    migrationsTableName: 'migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    logger: 'debug',
    namingStrategy: new SnakeNaming(),
    extra: { ...extra, query_timeout: longestSilence(settings) },
    poolErrorHandler: (error: Error) => settings.onLostConnection?.(error),
  });
  keepInstantsAsText(dataSource);
  return dataSource;
}

/** TypeORM would make a `Date` of an instant, and lose its microseconds; here it is ISO text as everywhere else. */
function keepInstantsAsText({ driver }: DataSource): void {
  const isInstantText = (value: unknown, column: ColumnMetadata) =>
    typeof value === 'string' && INSTANT_TYPES.has(column.type) && !column.transformer;
  const read = driver.prepareHydratedValue.bind(driver);
  const write = driver.preparePersistentValue.bind(driver);
  driver.prepareHydratedValue = (value: unknown, column) =>
    isInstantText(value, column) ? value : (read(value, column) as unknown);
  driver.preparePersistentValue = (value: unknown, column) =>
    isInstantText(value, column) ? value : (write(value, column) as unknown);
}
