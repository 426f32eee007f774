import { pino } from 'pino';
import { createDataSource } from '../database/data-source';
import { ClaimedPool } from '../database/statements';
import { AuditTrail } from '../records/audit';
import { buildSubgraph } from '../schema/build';
import type { ServiceConfig } from '../server/config';
import { createMetrics } from '../server/metrics';
import { Requests } from '../server/requests';
import { fixedClock } from '../values/clock';
import { personIdsWith } from '../values/person-id';
import { batchesAt } from './capability';
import { COUNTING_HOUSE } from './tallies.fixture';

/** The worker of the counting house alone, in a process that is to be killed. */
async function run(): Promise<void> {
  const config = JSON.parse(process.env['SERVICE_CONFIG'] ?? '{}') as ServiceConfig;
  const clock = fixedClock('2026-11-22T10:00:00Z');
  const personIds = personIdsWith(config.PERSON_ID_PEPPER);
  const dataSource = createDataSource({ url: config.DATABASE_URL, entities: [], poolSize: 2 });
  await dataSource.initialize();
  const pool = new ClaimedPool({ connectionString: config.DATABASE_URL, max: 2 });
  await batchesAt({ leaseSeconds: 1, heartbeatMs: 100, pollMs: 50 })({
    ...{ definition: COUNTING_HOUSE, config, dataSource, pool, clock, personIds },
    requests: new Requests({ dataSource, pool, clock, personIds, audit: new AuditTrail(dataSource) }),
    schema: buildSubgraph(COUNTING_HOUSE.subgraph).schema,
    metrics: createMetrics(COUNTING_HOUSE.name),
    log: pino({ level: 'silent' }),
  });
}

void run();
