import { pino } from 'pino';
import { SYSTEM_CALLER } from '../access/roles';
import { AssertionVerifier } from '../access/assertion';
import { startBatches } from '../batches/capability';
import { createDataSource } from '../database/data-source';
import { ClaimedPool } from '../database/statements';
import { startDelivery } from '../events/delivery';
import { startFeed } from '../events/feed-capability';
import { startImports } from '../imports/capability';
import { receiveEvent } from '../events/inbox';
import { startRetention } from '../events/retention';
import { AuditTrail } from '../records/audit';
import type { Fault } from '../errors/format';
import { startExports } from '../exports/capability';
import { startDuties } from '../schedule/capability';
import { buildSubgraph } from '../schema/build';
import { systemClock } from '../values/clock';
import { personIdsWith } from '../values/person-id';
import { startWebhooks } from '../webhooks/capability';
import { Answers } from './answer';
import { readConfig } from './config';
import { createHttpServer } from './http';
import { createMetrics } from './metrics';
import { Operations } from './operation';
import { Requests } from './requests';
import type { ServiceDefinition } from './service';
import type { StartCapability } from './capability';

/** A drain that takes longer than this is cut off, so that a stop takes 5 s at the most. */
const DRAIN_MS = 3_000;
/** What works in the background is given this long when the service stops. */
const GRACE_MS = 1_500;

/** What every service can do beside the graph. */
const CAPABILITIES: readonly StartCapability[] = [
  startFeed,
  startRetention,
  startImports,
  startBatches,
  startDuties,
  startExports,
  startWebhooks,
];

/** Starts a service from its environment and runs it until it is told to stop. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const config = readConfig();
  const log = pino({ name: definition.name, level: config.LOG_LEVEL, base: { service: definition.name } });
  const metrics = createMetrics(definition.name);
  const { schema } = buildSubgraph(definition.subgraph);
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    entities: [...definition.entities],
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
  });
  await dataSource.initialize();
  const pool = new ClaimedPool({
    connectionString: config.DATABASE_URL,
    max: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    onStatement: ({ role }) => {
      if (role !== 'system') metrics.statements.inc();
    },
  });
  const audit = new AuditTrail(dataSource);
  const delivery = await startDelivery({
    databaseUrl: config.DATABASE_URL,
    subscribers: config.EVENT_SUBSCRIBERS,
    log,
  });
  const personIds = personIdsWith(config.PERSON_ID_PEPPER);
  const requests = new Requests({ dataSource, pool, audit, clock: systemClock, personIds });
  const onFault = (fault: Fault) => log.error(fault, 'a fault');
  const answers = new Answers(new Operations(schema), requests, onFault);
  const running = {
    ...{ definition, config, dataSource, pool, requests, schema, personIds, metrics, log },
    clock: systemClock,
  };
  const capabilities = await Promise.all(CAPABILITIES.map((start) => start(running)));
  const state = { draining: false };
  const server = createHttpServer({
    answers,
    verifier: new AssertionVerifier(config.CALLER_ASSERTION_KEY),
    metrics,
    log,
    receiveEvent: (headers, rawBody) =>
      receiveEvent({
        headers,
        rawBody,
        secret: config.EVENT_SECRET,
        handlers: definition.handlers,
        dataSource,
        log,
        onTaken: (type, seconds) => metrics.eventTakenSeconds.observe({ type }, seconds),
      }),
    isReady: async () => !state.draining && (await isDatabaseThere(pool)),
    capabilities,
    onFault,
  });
  await server.listen({ port: config.PORT, host: config.HOST });
  log.info({ port: config.PORT }, 'ready');

  const stop = async (): Promise<void> => {
    if (state.draining) return;
    state.draining = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await server.close();
    await Promise.all([delivery.stop(), ...capabilities.map((capability) => capability.stop?.(GRACE_MS))]);
    await audit.close();
    await pool.end();
    await dataSource.destroy();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

async function isDatabaseThere(pool: ClaimedPool): Promise<boolean> {
  try {
    await pool.query(SYSTEM_CALLER, 'select 1', []);
    return true;
  } catch {
    return false;
  }
}
