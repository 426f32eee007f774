import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import { SYSTEM_CALLER } from '../access/roles';
import { protect } from '../database/grants';
import { StateTransition } from '../records/state-history';
import type { ServiceDefinition } from '../server/service';
import { testService, type TestService } from '../testing/service';
import { fixedClock } from '../values/clock';
import { startDelivery, type Delivery } from './delivery';
import { eventually } from './eventually.fixture';
import { startFeed } from './feed-capability';
import { standingOf, told } from './feed.fixture';
import { receiveEvent } from './inbox';
import { hearNgoStanding, NgoStanding, NGO_STANDING_TABLE, NGO_STANDINGS } from './ngo-standing.projection';
import { rebuild, type RebuildParts } from './rebuild';
import { Receiver, TEST_SECRET } from './receiver.fixture';

@Resolver()
class NothingResolver {
  @Query(() => Boolean, { description: 'Nothing.' })
  @Access.everyone()
  nothing(): boolean {
    return true;
  }
}

class Standings1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(NGO_STANDING_TABLE);
    await protect(queryRunner, 'ngo_standing', {});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ngo_standing');
  }
}

const subgraph = { resolvers: [NothingResolver] as const, references: {} };
const TELLER: ServiceDefinition = {
  ...{ name: 'ngos', entities: [StateTransition], migrations: [], subgraph, handlers: [] },
};
const HEARER: ServiceDefinition = {
  ...{ name: 'care_homes', entities: [StateTransition, NgoStanding], migrations: [Standings1764000000000] },
  ...{ subgraph, handlers: [hearNgoStanding], projections: [NGO_STANDINGS] },
};
const clock = fixedClock('2026-11-22T09:00:00Z');

let teller: TestService;
let hearer: TestService;
let server: FastifyInstance;
let address: string;
let receiver: Receiver;
let delivery: Delivery | null = null;

beforeEach(async () => {
  [teller, hearer] = await Promise.all([testService(TELLER, clock), testService(HEARER, clock)]);
  server = await teller.serve(startFeed);
  await server.listen({ host: '127.0.0.1', port: 0 });
  address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  receiver = new Receiver();
  receiver.answer = ({ headers, rawBody }) =>
    receiveEvent({
      ...{ headers, rawBody, secret: TEST_SECRET, handlers: HEARER.handlers },
      dataSource: hearer.database.dataSource,
    });
  await receiver.up();
});

afterEach(async () => {
  await delivery?.stop(0);
  delivery = null;
  await receiver.down();
  await server.close();
  await Promise.all([teller.close(), hearer.close()]);
});

const parts = (differing: Partial<RebuildParts> = {}): RebuildParts => ({
  ...{ definition: HEARER, ownerUrl: hearer.database.ownerUrl, addresses: { ngos: address }, clock },
  authorization: () => teller.authorization(SYSTEM_CALLER),
  ...differing,
});

async function deliver(): Promise<void> {
  delivery = await startDelivery({
    databaseUrl: teller.database.appUrl,
    subscribers: [receiver.subscriber('care_homes', ['ngo.standing_changed'])],
    pace: { pollMs: 50, firstRetryMs: 20, longestRetryMs: 100 },
  });
}

async function allIsDelivered(): Promise<void> {
  await eventually('all is delivered', async () => {
    const waiting = await teller.database.owner('select 1 from event_delivery where delivered_at is null');
    return waiting.length === 0;
  });
}

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'];

/** What the hearer keeps: the day of each NGO, which the events of these tests tell apart by. */
async function kept(): Promise<Record<string, string>> {
  const rows = await hearer.database.owner<{ ngo_id: string; since: string }>(
    'select ngo_id, since::text from ngo_standing',
  );
  return Object.fromEntries(rows.map(({ ngo_id, since }) => [ngo_id, since]));
}

async function tellAll(ngoIds: readonly string[], days = DAYS): Promise<void> {
  for (const since of days) for (const ngoId of ngoIds) await told(teller.database, standingOf(ngoId, since));
}

const keep = (ngoId: string, since: string) =>
  hearer.database.owner(`insert into ngo_standing (ngo_id, standing, since) values ($1, 'GOOD', $2)`, [
    ngoId,
    since,
  ]);

describe('rebuilding a projection', () => {
  it('makes rows anew that were lost or are wrong, and leaves those that no event tells of', async () => {
    const [lost, wrong, older] = [randomUUID(), randomUUID(), randomUUID()];
    await tellAll([lost, wrong]);
    await keep(wrong, '1999-01-01');
    await keep(older, '2000-01-01');

    const rebuilt = await rebuild(parts());

    expect(rebuilt).toEqual([{ table: 'ngo_standing', told: 2, left: 1 }]);
    expect(await kept()).toEqual({ [lost]: '2026-01-03', [wrong]: '2026-01-03', [older]: '2000-01-01' });
  });

  it('drops what is delivered later and was heard, and goes on in order with what is new', async () => {
    const ngoId = randomUUID();
    await tellAll([ngoId]);
    await rebuild(parts());
    await hearer.database.owner(`update ngo_standing set since = '1999-01-01'`);

    await deliver();
    await allIsDelivered();
    const afterRepetition = await kept();
    await told(teller.database, standingOf(ngoId, '2026-02-01'));
    await allIsDelivered();

    expect(receiver.calls).toHaveLength(4);
    expect(afterRepetition).toEqual({ [ngoId]: '1999-01-01' });
    expect(await kept()).toEqual({ [ngoId]: '2026-02-01' });
  });

  it('is right while events come, and readers see all rows at any time', async () => {
    const ngoIds = Array.from({ length: 30 }, () => randomUUID());
    const days = Array.from({ length: 12 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
    await tellAll(ngoIds, ['2026-01-01']);
    await deliver();
    await allIsDelivered();
    let isDone = false;
    const counts = new Set<number>();
    const watch = async () => {
      while (!isDone) counts.add(Object.keys(await kept()).length);
    };
    const watching = watch();

    const telling = tellAll(ngoIds, days);
    for (let round = 0; round < 3; round += 1) await rebuild(parts());
    await telling;
    await allIsDelivered();
    isDone = true;
    await watching;

    expect([...counts]).toEqual([30]);
    expect(await kept()).toEqual(Object.fromEntries(ngoIds.map((ngoId) => [ngoId, days.at(-1)])));
  });

  it('brings into line what follows from the table', async () => {
    await tellAll([randomUUID()]);
    const seen: number[] = [];
    const projection = {
      ...NGO_STANDINGS,
      follow: async (manager: { query<T>(text: string): Promise<T> }) => {
        seen.push((await manager.query<unknown[]>('select 1 from public.ngo_standing')).length);
      },
    };

    await rebuild(parts({ definition: { ...HEARER, projections: [projection] } }));

    expect(seen).toEqual([1]);
  });

  it('tells how far it is', async () => {
    await tellAll([randomUUID(), randomUUID()]);
    const heard: number[] = [];

    await rebuild(parts({ onProgress: (events) => void heard.push(events) }));

    expect(heard).toEqual([6]);
  });

  it('changes nothing when a service does not answer, refuses, or is not known', async () => {
    const ngoId = randomUUID();
    await keep(ngoId, '2000-01-01');

    await expect(rebuild(parts({ addresses: { ngos: 'http://127.0.0.1:9' } }))).rejects.toThrow(
      'ngos does not answer at http://127.0.0.1:9',
    );
    await expect(rebuild(parts({ authorization: async () => 'Caller nobody' }))).rejects.toThrow(
      'ngos refused to give its feed: HTTP 401',
    );
    await expect(rebuild(parts({ addresses: {} }))).rejects.toThrow('does not say where ngos is');

    expect(await kept()).toEqual({ [ngoId]: '2000-01-01' });
  });
});
