import { Client, Pool } from 'pg';
import PgBoss from 'pg-boss';
import { callerRole } from '../database/cluster';
import { poolSettings } from '../database/data-source';
import { Backlog } from './backlog';
import { type DeliveryLog, Lane, type Pace, USUAL_PACE } from './lane';
import { allowQueue, QUEUE_SCHEMA } from './migrations/queue';
import type { Subscriber } from './subscriber';
import { SubscriberWork } from './subscriber-work';
import { WakeUp } from './wake-up';

export interface DeliveryConfig {
  /** PostgreSQL, as the app's login. */
  readonly databaseUrl: string;
  readonly subscribers: readonly Subscriber[];
  readonly log?: DeliveryLog;
  readonly pace?: Partial<Pace>;
}

export interface Delivery {
  /** Ends within the grace, and a little: what was not taken by then is sent after the next start. */
  stop(graceMs?: number): Promise<void>;
}

const SILENT: DeliveryLog = { warn: () => {} };
const GRACE_MS = 2_000;
const SUPERVISE_SECONDS = 30;

/**
 * Brings pg-boss's schema to the version that is installed, as the owner; run it after the migrations. It has no
 * effect when it is up to date.
 */
export async function prepareQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    migrate: true,
    supervise: false,
    schedule: false,
    max: 1,
  });
  await boss.start();
  await boss.stop({ graceful: false });
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await allowQueue(owner);
  } finally {
    await owner.end();
  }
}

/** Sends the service's events to its subscribers until it is stopped, first of all what was left when it last was. */
export async function startDelivery({
  databaseUrl,
  subscribers,
  log = SILENT,
  pace,
}: DeliveryConfig): Promise<Delivery> {
  const pool = systemPool(databaseUrl, subscribers.length, log);
  const boss = queueOver(pool, log);
  const lanes = new Map(
    subscribers.map((subscriber) => {
      const fullPace = { ...USUAL_PACE, ...pace };
      const backlog = new Backlog(boss, pool, subscriber.name);
      const work = new SubscriberWork({ backlog, subscriber, pace: fullPace, log });
      return [subscriber.name, new Lane(work, fullPace.pollMs)];
    }),
  );
  const wakeUp = new WakeUp(databaseUrl, (name) => {
    for (const [subscriber, lane] of lanes) if (name === null || name === subscriber) lane.wake();
  });
  try {
    await boss.start();
    await subscribe(pool, subscribers);
  } catch (error) {
    await boss.stop({ graceful: false });
    await pool.end();
    throw error;
  }
  if (lanes.size > 0) await wakeUp.start();
  for (const lane of lanes.values()) lane.start();

  let stopped: Promise<void> | null = null;
  const stop = async (graceMs: number): Promise<void> => {
    await wakeUp.stop();
    await Promise.all([...lanes.values()].map((lane) => lane.stop(graceMs)));
    await boss.stop({ graceful: false });
    await pool.end();
  };
  return { stop: (graceMs = GRACE_MS) => (stopped ??= stop(graceMs)) };
}

function queueOver(pool: Pool, log: DeliveryLog): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => executeSql(pool, text, values) },
    schema: QUEUE_SCHEMA,
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on('error', ({ name }) => log.warn({ fault: name }, 'the queue failed'));
  return boss;
}

async function subscribe(pool: Pool, subscribers: readonly Subscriber[]): Promise<void> {
  await pool.query('select event_unsubscribe_others($1)', [subscribers.map(({ name }) => name)]);
  for (const { name, types } of subscribers) {
    await pool.query('select event_subscribe($1, $2)', [name, types]);
    await pool.query('select event_requeue($1)', [name]);
  }
}

/**
 * Connections that act as the system. What they write may be lost when PostgreSQL crashes, and is then only sent
 * again, so they don't wait for the disk.
 */
function systemPool(url: string, lanes: number, log: DeliveryLog): Pool {
  const settings = poolSettings({ url, poolSize: 2 + 2 * lanes, applicationName: 'event delivery' });
  const pool = new Pool({
    ...settings,
    options: `${settings.options ?? ''} -c role=${callerRole('system')} -c synchronous_commit=off`,
    lock_timeout: 30_000,
    statement_timeout: 60_000,
  });
  pool.on('error', (error) => log.warn({ fault: error.name }, 'a connection was lost'));
  // While a connection is lent out the pool does not listen to it, and an 'error' no one hears ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A statement of pg-boss may be several in a transaction: a connection on which one failed is not used again. */
async function executeSql(pool: Pool, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const client = await pool.connect();
  try {
    const result = await client.query(text, values);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
