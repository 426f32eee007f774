import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { ASSERTION_SCHEME, AssertionSigner, AssertionVerifier } from '../access/assertion';
import type { Caller } from '../access/caller';
import type { Fault } from '../errors/format';
import { AuditTrail } from '../records/audit';
import { buildSubgraph } from '../schema/build';
import { Answers } from '../server/answer';
import type { Capability, RunningService, StartCapability } from '../server/capability';
import { readConfig, type ServiceConfig } from '../server/config';
import { createHttpServer } from '../server/http';
import { createMetrics } from '../server/metrics';
import { KIT_MIGRATIONS } from '../server/migrations';
import { Operations } from '../server/operation';
import { Requests } from '../server/requests';
import type { ServiceDefinition } from '../server/service';
import type { Clock } from '../values/clock';
import { personIdsWith, type PersonIds } from '../values/person-id';
import { testDatabase, type TestDatabase } from './database';

/** The pepper of all tests; person ids made with it mean nothing elsewhere. */
export const TEST_PEPPER = 'a pepper for tests, of no use elsewhere';

const TEST_KEY = 'a key for tests, of no use elsewhere at all';
const TEST_GRACE_MS = 1_000;

function testConfig(databaseUrl: string): ServiceConfig {
  return readConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    CALLER_ASSERTION_KEY: TEST_KEY,
    PERSON_ID_PEPPER: TEST_PEPPER,
    EVENT_SECRET: `whsec_${Buffer.from(TEST_KEY).toString('base64')}`,
    WEBHOOK_SECRETS_KEY: TEST_KEY.replaceAll(' ', '-'),
    WEBHOOKS_ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: 'silent',
  });
}

export interface TestAnswer<T> {
  readonly status: number;
  readonly data: T;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A whole service on a database of its own, asked as the gateway would ask it, without sockets. */
export interface TestService {
  readonly database: TestDatabase;
  readonly personIds: PersonIds;
  /** Faults that no caller should have been able to cause. */
  readonly faults: readonly Fault[];
  ask<T = Record<string, never>>(
    caller: Caller,
    query: string,
    variables?: Record<string, unknown>,
    language?: 'ar' | 'en',
  ): Promise<TestAnswer<T>>;
  /** What capabilities beside the graph are started with. */
  readonly running: RunningService;
  /** The service's server with these capabilities; they end with it. Ask it by `inject`, or let it listen. */
  serve(...start: readonly StartCapability[]): Promise<FastifyInstance>;
  /** The header that proves to the server who asks. */
  authorization(caller: Caller): Promise<string>;
  /** SQL statements of the read path that the work needed. */
  statementsOf(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function testService(definition: ServiceDefinition, clock: Clock): Promise<TestService> {
  const database = await testDatabase({
    service: definition.name,
    entities: [...definition.entities],
    migrations: [...KIT_MIGRATIONS, ...definition.migrations],
  });
  const { dataSource, pool } = database;
  const audit = new AuditTrail(dataSource);
  const personIds = personIdsWith(TEST_PEPPER);
  const faults: Fault[] = [];
  const { schema } = buildSubgraph(definition.subgraph);
  const requests = new Requests({ dataSource, pool, audit, clock, personIds });
  const onFault = (fault: Fault) => void faults.push(fault);
  const answers = new Answers(new Operations(schema), requests, onFault);
  const signer = new AssertionSigner(TEST_KEY, clock);
  const metrics = createMetrics(definition.name);
  const log = pino({ level: 'silent' });
  const running: RunningService = {
    ...{ definition, dataSource, pool, requests, schema, clock, personIds, metrics, log },
    config: testConfig(database.appUrl),
  };
  return {
    database,
    personIds,
    faults,
    running,
    async serve(...start) {
      const capabilities: readonly Capability[] = await Promise.all(start.map((each) => each(running)));
      const server = createHttpServer({
        ...{ answers, metrics, log, capabilities, onFault },
        verifier: new AssertionVerifier(TEST_KEY, clock),
        receiveEvent: async () => 404,
        isReady: async () => true,
      });
      server.addHook('onClose', async () => {
        await Promise.all(capabilities.map(async (each) => each.stop?.(TEST_GRACE_MS)));
      });
      return server;
    },
    authorization: async (caller) => ASSERTION_SCHEME + (await signer.sign(caller)),
    async ask<T>(caller: Caller, query: string, variables = {}, language: 'ar' | 'en' = 'en') {
      const facts = { requestId: randomUUID(), language, purpose: null, operationName: null };
      const answer = await answers.answer({ query, variables }, caller, facts);
      return { status: answer.status, ...(JSON.parse(answer.body) as { data: T }) };
    },
    async statementsOf(work) {
      const before = pool.statements;
      await work();
      return pool.statements - before;
    },
    async close() {
      await audit.close();
      await database.close();
    },
  };
}
