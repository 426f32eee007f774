import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { asCommand, day, ownerOf } from '../records/records.fixture';
import { StateTransition } from '../records/state-history';
import type { ServiceDefinition } from '../server/service';
import { aCaller } from '../testing/callers';
import { testService, type TestService } from '../testing/service';
import { fixedClock } from '../values/clock';
import { personDied } from './catalogue';
import { hideEvents, letSeeEvents } from './event-rights';
import { standingOf, told } from './feed.fixture';
import { startFeed } from './feed-capability';

@Resolver()
class NothingResolver {
  @Query(() => Boolean, { description: 'Nothing.' })
  @Access.everyone()
  nothing(): boolean {
    return true;
  }
}

const definition: ServiceDefinition = {
  name: 'ngos',
  entities: [StateTransition],
  migrations: [],
  subgraph: { resolvers: [NothingResolver], references: {} },
  handlers: [],
};

interface Answer {
  readonly events: readonly { readonly id: string; readonly position: string }[];
  readonly endCursor: string;
  readonly hasMore: boolean;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly facts?: object } }[];
}

let service: TestService;
let server: FastifyInstance;

beforeEach(async () => {
  service = await testService(definition, fixedClock('2026-11-22T09:00:00Z'));
  server = await service.serve(startFeed);
});

afterEach(async () => {
  await server.close();
  await service.close();
});

async function get<T = Answer>(url: string, caller: Caller = SYSTEM_CALLER) {
  const authorization = await service.authorization(caller);
  const answer = await server.inject({ url, headers: { authorization } });
  return { status: answer.statusCode, body: answer.json<T>() };
}

const codesOf = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code);
const inspector = aCaller('inspector');
const died = (personId: string) => personDied.of(personId, { personId, diedOn: day('2026-11-01') });

describe('GET /feed', () => {
  it('gives events page by page, each cursor going on where the page ended', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) ids.push(await told(service.database));

    const first = await get('/feed?first=2');
    const second = await get(`/feed?first=2&after=${first.body.endCursor}`);

    expect(first.status).toBe(200);
    expect([first.body.events.map(({ id }) => id), first.body.hasMore]).toEqual([ids.slice(0, 2), true]);
    expect([second.body.events.map(({ id }) => id), second.body.hasMore]).toEqual([ids.slice(2), false]);
    expect(first.body.events[0]).toEqual({
      ...{ id: ids[0], type: 'ngo.standing_changed', version: 1, time: expect.any(String), seq: 1 },
      ...{
        subject: expect.any(String),
        actorKind: 'ministry_admin',
        payload: expect.any(Object),
        position: '1',
      },
    });
  });

  it('gives the types and the subject that are asked for', async () => {
    const [ngoId, personId] = [randomUUID(), randomUUID()];
    const standing = await told(service.database, standingOf(ngoId));
    const death = await told(service.database, died(personId));

    const idsAt = async (url: string) => (await get(url)).body.events.map(({ id }) => id);

    expect(await idsAt('/feed?types=person.died')).toEqual([death]);
    expect(await idsAt('/feed?types=person.died,ngo.standing_changed')).toEqual([standing, death]);
    expect(await idsAt(`/feed?subject=${ngoId}`)).toEqual([standing]);
  });

  it.each([
    ['?first=0', 'PAGE_SIZE_INVALID'],
    ['?first=1001', 'PAGE_SIZE_INVALID'],
    ['?first=ten', 'PAGE_SIZE_INVALID'],
    ['?after=12', 'CURSOR_INVALID'],
    [`?after=${cursorOf(['1', '2'])}`, 'CURSOR_INVALID'],
    [`?after=${cursorOf(['-1'])}`, 'CURSOR_INVALID'],
    [`?after=${cursorOf(['1.'])}`, 'CURSOR_INVALID'],
    [`?after=${cursorOf(['1'.repeat(30)])}`, 'CURSOR_INVALID'],
    ['?types=', 'BAD_USER_INPUT'],
    ['?subject=%00', 'BAD_USER_INPUT'],
  ])('refuses %s with %s', async (search, code) => {
    const { status, body } = await get(`/feed${search}`);

    expect([status, codesOf(body)]).toEqual([400, [code]]);
  });

  it('says that a cursor is too old with a status of its own', async () => {
    await told(service.database);
    const { body } = await get('/feed');
    await told(service.database);
    await get('/feed');
    await service.database.owner('update event_horizon set pruned_through = 2');

    const { status, body: refused } = await get(`/feed?after=${body.endCursor}`);

    expect([status, codesOf(refused)]).toEqual([410, ['CURSOR_EXPIRED']]);
  });

  it('lets who began anew read on below the horizon', async () => {
    for (let index = 0; index < 3; index += 1) await told(service.database);
    await get('/feed');
    await service.database.owner('update event_horizon set pruned_through = 3');

    const first = await get('/feed?first=1');
    const byCursor = await get(`/feed?first=1&after=${first.body.endCursor}`);
    const byPlace = await get(`/feed?first=2&after=${cursorOf([first.body.events[0]?.position ?? ''])}`);

    expect(byCursor.body.events.map(({ position }) => position)).toEqual(['2.3']);
    expect(byPlace.body.events.map(({ position }) => position)).toEqual(['2.3', '3']);
  });

  it('is for callers with the scope, and nobody else', async () => {
    const unknown = await server.inject({ url: '/feed' });

    expect([unknown.statusCode, codesOf(unknown.json<Answer>())]).toEqual([401, ['UNAUTHENTICATED']]);
    expect((await get('/feed', aCaller('public'))).status).toBe(403);
    expect((await get('/feed/types', aCaller('citizen'))).status).toBe(403);
  });

  it('shows a role what a policy lets it see, its types and its rows, and moves past the rest', async () => {
    const [seen, unseen] = [randomUUID(), randomUUID()];
    const id = await told(service.database, standingOf(seen));
    await told(service.database, standingOf(unseen));
    await told(service.database, died(randomUUID()));
    const none = await get('/feed', inspector);
    const sight = { type: 'ngo.standing_changed', roles: ['inspector'] as const };
    await letSeeEvents(ownerOf(service.database), { ...sight, when: `subject = '${seen}'` });

    const some = await get('/feed?first=2', inspector);
    await hideEvents(ownerOf(service.database), sight);
    const noneAgain = await get('/feed', inspector);

    expect([none.body.events, none.body.hasMore]).toEqual([[], false]);
    expect([some.body.events.map((event) => event.id), some.body.hasMore]).toEqual([[id], false]);
    expect(noneAgain.body.events).toEqual([]);
    expect((await get('/feed', aCaller('ministry_admin'))).body.events).toHaveLength(3);
  });

  it('looks at so many events for a page and says that there are more', async () => {
    const ngoId = randomUUID();
    await letSeeEvents(ownerOf(service.database), {
      type: 'ngo.standing_changed',
      roles: ['inspector'],
      when: `subject = '${ngoId}'`,
    });
    await service.database.owner(
      `insert into event (type, version, subject, actor_role, payload)
         select 'ngo.standing_changed', 1, gen_random_uuid()::text, 'system', '{}' from generate_series(1, 5000)`,
    );
    const id = await told(service.database, standingOf(ngoId));

    const first = await get('/feed', inspector);
    const second = await get(`/feed?after=${first.body.endCursor}`, inspector);

    expect([first.body.events, first.body.hasMore]).toEqual([[], true]);
    expect([second.body.events.map((event) => event.id), second.body.hasMore]).toEqual([[id], false]);
  });
});

describe('GET /feed/types', () => {
  it('gives the kinds that the service emits and the caller can see, with the form of their payloads', async () => {
    const { body } = await get<{ types: { type: string; schema: object }[] }>('/feed/types');

    expect(body.types).toMatchObject([
      {
        ...{ type: 'ngo.standing_changed', version: 1, owner: 'ngos' },
        description: { en: expect.any(String), ar: expect.any(String) },
        schema: {
          $id: 'urn:solidarity:event:ngo.standing_changed:v1',
          type: 'object',
          required: ['ngoId', 'standing', 'since', 'licensedUntil'],
        },
      },
    ]);
    expect((await get('/feed/types', inspector)).body).toEqual({ types: [] });
  });
});

describe('the metrics', () => {
  it('say how far behind each consumer is, and forget one that is gone', async () => {
    const subscribe = (names: string[]) =>
      asCommand(
        service.database,
        async ({ manager }) => {
          await manager.query('select event_unsubscribe_others($1)', [names]);
          for (const name of names)
            await manager.query('select event_subscribe($1, $2)', [name, ['ngo.standing_changed']]);
        },
        SYSTEM_CALLER,
      );
    const metrics = async () => (await service.running.metrics.registry.metrics()).split('\n');
    await subscribe(['care_homes', 'microfinance']);
    await told(service.database);
    await told(service.database);
    await service.database.owner(
      `update event_delivery set delivered_at = now() where subscriber = 'microfinance'`,
    );

    const lines = await metrics();
    await subscribe(['microfinance']);
    const later = await metrics();

    expect(lines).toContain('event_backlog{consumer="care_homes",service="ngos"} 2');
    expect(lines).toContain('event_backlog{consumer="microfinance",service="ngos"} 0');
    expect(lines).toContain('event_lag_seconds{consumer="microfinance",service="ngos"} 0');
    const lag = lines.find((line) => line.startsWith('event_lag_seconds{consumer="care_homes"'));
    expect(Number(lag?.split(' ').at(-1))).toBeGreaterThan(0);
    expect(later.filter((line) => line.includes('consumer="care_homes"'))).toEqual([]);
  });
});

function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}
