import { pino } from 'pino';
import { ClaimedPool } from '../database/statements';
import { createMetrics } from '../server/metrics';
import type { ServiceConfig } from '../server/config';
import { buildSubgraph } from '../schema/build';
import { Requests } from '../server/requests';
import { AuditTrail } from '../records/audit';
import { createDataSource } from '../database/data-source';
import { fixedClock } from '../values/clock';
import { personIdsWith } from '../values/person-id';
import { startImportsWith } from './capability';
import { VILLAGE_SERVICE, VILLAGERS } from './villagers.fixture';

/** Its villagers are committed in two sessions side by side. */
const definition = { ...VILLAGE_SERVICE, importKinds: [{ ...VILLAGERS, rangesAtOnce: 2 }] };

/** What `worker-child.fixture.cjs` runs: the worker alone, with pieces so small that it can be killed between two. */
async function run(): Promise<void> {
  const config = JSON.parse(process.env['SERVICE_CONFIG'] ?? '{}') as ServiceConfig;
  const clock = fixedClock('2026-11-22T10:00:00Z');
  const personIds = personIdsWith(config.PERSON_ID_PEPPER);
  const dataSource = createDataSource({ url: config.DATABASE_URL, entities: [], poolSize: 2 });
  await dataSource.initialize();
  const pool = new ClaimedPool({ connectionString: config.DATABASE_URL, max: 2 });
  const requests = new Requests({ dataSource, pool, clock, personIds, audit: new AuditTrail(dataSource) });
  await startImportsWith(
    {
      ...{ definition, config, dataSource, pool, requests, clock, personIds },
      schema: buildSubgraph(VILLAGE_SERVICE.subgraph).schema,
      metrics: createMetrics(VILLAGE_SERVICE.name),
      log: pino({ level: 'silent' }),
    },
    { chunkRows: 5, rangeRows: 5, leaseSeconds: 1, heartbeatMs: 100, pollMs: 50 },
  );
}

void run();
