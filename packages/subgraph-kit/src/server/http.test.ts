import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Info,
} from 'type-graphql';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { GraphQLResolveInfo } from 'graphql';
import type { FastifyInstance } from 'fastify';
import { Access } from '../access/access';
import { AssertionSigner, AssertionVerifier } from '../access/assertion';
import type { Caller } from '../access/caller';
import { protect } from '../database/grants';
import { PersonalRecord } from '../database/personal-record';
import { CodedError } from '../errors/coded-error';
import { defineRefusals, Refusal, refuse } from '../errors/refusal';
import { AuditTrail } from '../records/audit';
import { buildSubgraph } from '../schema/build';
import { rowsById } from '../schema/references';
import { askedColumns } from '../schema/selection';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { fixedClock } from '../values/clock';
import { personIdsWith } from '../values/person-id';
import { Answers } from './answer';
import type { CommandContext, ServiceContext } from './context';
import { createHttpServer } from './http';
import { createMetrics } from './metrics';
import { KIT_MIGRATIONS } from './migrations';
import { Operations } from './operation';
import { Requests } from './requests';

const KEY = 'a key of tests that has thirty-two characters or more';
const ada = '0a000000-0000-4000-8000-000000000001';
const mona = '0a000000-0000-4000-8000-000000000002';

@Entity('member')
@PersonalRecord('id')
@ObjectType()
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['registry:read'] })
class Member {
  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => String)
  name!: string;

  @Column('text')
  @Field(() => String)
  governorate!: string;
}

@InputType()
class RenameInput {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
@Access({ scopes: ['registry:write'] })
class RenamePayload {
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

const refusals = defineRefusals({ NAME_TAKEN: { en: 'The name is taken.', ar: 'الاسم مستخدم.' } });

@Resolver()
class MemberResolver {
  @Query(() => Member, { nullable: true })
  @Access({ audience: ['partner'], scopes: ['registry:read'] })
  member(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Member | null> {
    return ctx.reads.one(Member, id, askedColumns(info));
  }

  @Mutation(() => RenamePayload)
  @Access({ scopes: ['registry:write'] })
  async rename(
    @Arg('input', () => RenameInput) { id, name }: RenameInput,
    @Ctx() ctx: CommandContext,
  ): Promise<RenamePayload> {
    await ctx.manager.update(Member, { id }, { name });
    if (name === 'Mona') return { name: null, ...refuse(refusals.NAME_TAKEN, {}, 'input.name') };
    if (name === 'fault') throw new TypeError(`a fault that names ${name}`);
    return { name, errors: [] };
  }
}

class Members1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table member (id uuid primary key, name text not null, governorate text not null)',
    );
    const own = "governorate = (select claim('governorate'))";
    await protect(queryRunner, 'member', { read: { case_worker: own }, write: { case_worker: own } });
  }

  async down(): Promise<void> {
    throw new Error('A test goes one way.');
  }
}

describe('the door of a service', () => {
  let database: TestDatabase;
  let audit: AuditTrail;
  let server: FastifyInstance;
  const logged: string[] = [];
  const signer = new AssertionSigner(KEY);
  const giza = aCaller('case_worker', { governorate: 'EG_GZ' });

  beforeAll(async () => {
    database = await testDatabase({
      service: 'ngos',
      entities: [Member],
      migrations: [...KIT_MIGRATIONS, Members1770000000000],
    });
    const { dataSource, pool } = database;
    audit = new AuditTrail(dataSource);
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const { schema } = buildSubgraph({
      resolvers: [MemberResolver],
      references: { Member: rowsById(Member) },
    });
    const personIds = personIdsWith('a pepper for tests, of no use elsewhere');
    const requests = new Requests({
      dataSource,
      pool,
      audit,
      clock: fixedClock('2026-11-22T10:00:00Z'),
      personIds,
    });
    server = createHttpServer({
      answers: new Answers(new Operations(schema), requests, (fault) => log.error(fault)),
      verifier: new AssertionVerifier(KEY),
      metrics: createMetrics('test'),
      log,
      receiveEvent: async (_headers, rawBody) => {
        if (rawBody === '"fault"') throw new RangeError('a fault that names Ada');
        return rawBody === '{"a": 1}' ? 204 : 401;
      },
      isReady: async () => true,
      capabilities: [],
      onFault: (fault) => log.error(fault),
    });
  });

  afterAll(async () => {
    await server.close();
    await audit.close();
    await database.close();
  });

  beforeEach(async () => {
    await database.owner('delete from member');
    await database.owner("insert into member values ($1, 'Ada', 'EG_GZ'), ($2, 'Mona', 'EG_MN')", [
      ada,
      mona,
    ]);
  });

  async function ask(
    caller: Caller | null,
    query: string,
    variables = {},
    headers: Record<string, string> = {},
  ) {
    const authorization = caller ? { authorization: `Caller ${await signer.sign(caller)}` } : {};
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables },
      headers: { ...authorization, ...headers },
    });
    return {
      status: answer.statusCode,
      body: answer.json<{ data?: unknown; errors?: { message: string; extensions: object }[] }>(),
    };
  }

  const rename =
    'mutation ($id: ID!, $name: String!) { rename(input: { id: $id, name: $name }) { name errors { code message field } } }';
  const names = async () =>
    (await database.owner<{ name: string }>('select name from member order by id')).map(({ name }) => name);

  test('answers nobody who does not come with an assertion', async () => {
    const { status, body } = await ask(null, '{ __typename }');

    expect([status, body.errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }]);
  });

  test.each([
    ['of another key', async () => `Caller ${await new AssertionSigner(`${KEY}!`).sign(giza)}`],
    [
      'that has run out',
      async () => `Caller ${await new AssertionSigner(KEY, fixedClock('2020-01-01T00:00:00Z')).sign(giza)}`,
    ],
    [
      'that is not signed',
      async () => `Caller ${Buffer.from('{"alg":"none","typ":"caller+jwt"}').toString('base64url')}.e30.`,
    ],
    ['in the client’s own scheme', async () => `Bearer ${await signer.sign(giza)}`],
  ])('an assertion %s proves nothing', async (_name, authorization) => {
    const { status } = await ask(null, '{ __typename }', {}, { authorization: await authorization() });

    expect(status).toBe(401);
  });

  test('shows a caller the rows of theirs, and of others nothing', async () => {
    const query = 'query ($a: ID!, $b: ID!) { a: member(id: $a) { name } b: member(id: $b) { name } }';

    expect((await ask(giza, query, { a: ada, b: mona })).body).toEqual({
      data: { a: { name: 'Ada' }, b: null },
    });
  });

  test('refuses an operation beyond the caller’s scopes before it reads', async () => {
    const before = database.pool.statements;

    const { status, body } = await ask(aCaller('analyst'), 'query ($a: ID!) { member(id: $a) { name } }', {
      a: ada,
    });

    expect([status, body.errors?.[0]?.extensions, database.pool.statements - before]).toEqual([
      403,
      { code: 'FORBIDDEN' },
      0,
    ]);
  });

  test('keeps on the audit trail who has been shown whose record, and why', async () => {
    const requestId = randomUUID();

    await ask(
      giza,
      'query ($a: ID!) { member(id: $a) { name } }',
      { a: ada },
      { 'x-request-id': requestId, 'x-purpose': encodeURIComponent('زيارة') },
    );

    expect(
      await database.owner(
        'select role, action, entity, person_ids, purpose from audit_entry where request_id = $1',
        [requestId],
      ),
    ).toEqual([
      { role: 'case_worker', action: 'read', entity: 'Member', person_ids: [ada], purpose: 'زيارة' },
    ]);
  });

  test('shows nothing when the audit trail cannot be kept, and says nothing of the reason', async () => {
    const record = jest.spyOn(audit, 'record').mockRejectedValue(new TypeError('no trail of Ada'));

    const { status, body } = await ask(giza, 'query ($a: ID!) { member(id: $a) { name } }', { a: ada });

    record.mockRestore();
    expect([status, body.data, body.errors?.map(({ extensions }) => extensions)]).toEqual([
      500,
      undefined,
      [expect.objectContaining({ code: 'INTERNAL_ERROR' })],
    ]);
    expect(JSON.stringify(body)).not.toContain('Ada');
    expect(logged.join()).not.toContain('no trail of');
    expect(logged.join()).toContain('TypeError');
  });

  test('asks to come again when the audit trail takes no more', async () => {
    const record = jest.spyOn(audit, 'record').mockRejectedValue(new CodedError('SERVICE_UNAVAILABLE'));

    const { status, body } = await ask(giza, 'query ($a: ID!) { member(id: $a) { name } }', { a: ada });

    record.mockRestore();
    expect([status, body.errors?.[0]?.extensions]).toEqual([503, { code: 'SERVICE_UNAVAILABLE' }]);
  });

  test('a refused command changes nothing and says why in the caller’s language', async () => {
    const { body } = await ask(giza, rename, { id: ada, name: 'Mona' }, { 'accept-language': 'ar' });

    expect(body.data).toEqual({
      rename: { name: null, errors: [{ code: 'NAME_TAKEN', message: 'الاسم مستخدم.', field: 'input.name' }] },
    });
    expect(await names()).toEqual(['Ada', 'Mona']);
  });

  test('a fault changes nothing and tells only the request’s id', async () => {
    const { body } = await ask(giza, rename, { id: ada, name: 'fault' }, { 'x-request-id': 'r-7' });

    expect(body.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_ERROR', requestId: 'r-7' });
    expect(JSON.stringify(body)).not.toContain('names');
    expect(logged.join()).toContain('TypeError');
    expect(logged.join()).not.toContain('a fault that names');
    expect(await names()).toEqual(['Ada', 'Mona']);
  });

  test('each mutation stands alone: what the first has done stays though the second is refused', async () => {
    const query = `mutation ($id: ID!) {
      a: rename(input: { id: $id, name: "Adam" }) { name }
      b: rename(input: { id: $id, name: "Mona" }) { errors { code } }
    }`;

    await ask(giza, query, { id: ada });

    expect(await names()).toEqual(['Adam', 'Mona']);
  });

  test.each([
    ['no JSON', '{', 400],
    ['no query', '{"variables":{}}', 400],
    ['a query that is none', '{"query":"{"}', 400],
  ])('refuses %s', async (_name, payload, status) => {
    const authorization = `Caller ${await signer.sign(giza)}`;

    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      payload,
      headers: { authorization, 'content-type': 'application/json' },
    });

    expect(answer.statusCode).toBe(status);
  });

  test('hands an event on with its bytes as they came', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/events',
      payload: '{"a": 1}',
      headers: { 'content-type': 'application/json' },
    });

    expect(answer.statusCode).toBe(204);
  });

  test('says nothing of what failed inside, and logs its kind alone', async () => {
    const headers = { 'content-type': 'application/json' };

    const answer = await server.inject({ method: 'POST', url: '/events', payload: '"fault"', headers });

    expect([answer.statusCode, answer.json()]).toEqual([500, { status: 'refused' }]);
    expect(logged.join()).toContain('RangeError');
    expect(logged.join()).not.toContain('names Ada');
  });

  test('tells an operator whether it lives, is ready, and what it measures', async () => {
    const paths = ['/health/live', '/health/ready', '/metrics', '/elsewhere'];

    const answers = await Promise.all(paths.map((url) => server.inject({ url })));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 404]);
    expect(answers[2]?.body).toContain('graph_operations_total');
  });
});
