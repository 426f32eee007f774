import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { Caller } from '../access/caller';
import type { Fault } from '../errors/format';
import { AuditTrail } from '../records/audit';
import { buildSubgraph } from '../schema/build';
import { Answers } from '../server/answer';
import { KIT_MIGRATIONS } from '../server/migrations';
import { Operations } from '../server/operation';
import { Requests } from '../server/requests';
import type { ServiceDefinition } from '../server/service';
import type { Clock } from '../values/clock';
import { personIdsWith, type PersonIds } from '../values/person-id';
import { testDatabase, type TestDatabase } from './database';

/** The pepper of all tests; person ids made with it mean nothing elsewhere. */
export const TEST_PEPPER = 'a pepper for tests, of no use elsewhere';

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
  const answers = new Answers(
    new Operations(buildSubgraph(definition.subgraph).schema),
    new Requests({ dataSource, pool, audit, clock, personIds }),
    (fault) => faults.push(fault),
  );
  return {
    database,
    personIds,
    faults,
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
