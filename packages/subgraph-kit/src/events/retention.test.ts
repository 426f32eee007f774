import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '../access/roles';
import { asCommand, day, ownerOf, recordsDatabase } from '../records/records.fixture';
import { forgetRules, seedRule } from '../records/rules-data';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { fixedClock } from '../values/clock';
import { personDied } from './catalogue';
import { pageOfFeed, standingOf, told } from './feed.fixture';
import { eventually } from './eventually.fixture';
import { prune, startRetention } from './retention';
import type { RunningService } from '../server/capability';

let database: TestDatabase;

beforeEach(async () => {
  database = await recordsDatabase();
});

afterEach(() => database.close());

const clock = fixedClock('2026-11-22T09:00:00Z');
const pruned = () => prune({ dataSource: database.dataSource, clock });
const idsOf = ({ events }: Awaited<ReturnType<typeof pageOfFeed>>) => events.map(({ id }) => id);

/** Emits an event as if it had been so many days ago: its id says when. */
async function toldLongAgo(event: ReturnType<typeof standingOf>, days = 500): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into event (id, type, version, subject, actor_role, payload)
       values (uuidv7(make_interval(days => $1)), $2, 1, $3, 'system', $4) returning id`,
    [-days, event.type, event.subject, JSON.stringify(event.payload)],
  );
  return row?.id ?? '';
}

async function subscribe(name: string, types: readonly string[]): Promise<void> {
  await asCommand(
    database,
    ({ manager }) => manager.query('select event_subscribe($1, $2)', [name, types]),
    SYSTEM_CALLER,
  );
}

describe('retention', () => {
  it('removes old events, but for the last of each type and subject, and no young one', async () => {
    const [ngoId, other] = [randomUUID(), randomUUID()];
    await toldLongAgo(standingOf(ngoId, '2025-01-01'));
    const last = await toldLongAgo(standingOf(ngoId, '2025-01-02'));
    const death = await toldLongAgo(personDied.of(ngoId, { personId: ngoId, diedOn: day('2025-01-02') }));
    const only = await toldLongAgo(standingOf(other));
    const young = [await told(database, standingOf(other)), await told(database, standingOf(other))];

    expect(await pruned()).toBe(4);

    expect(idsOf(await pageOfFeed(database))).toEqual([last, death, only, ...young]);
  });

  it('removes what was the last once an old one has followed it', async () => {
    const ngoId = randomUUID();
    await toldLongAgo(standingOf(ngoId, '2025-01-01'));
    await pruned();
    const next = await toldLongAgo(standingOf(ngoId, '2025-02-01'), 401);

    await pruned();

    expect(idsOf(await pageOfFeed(database))).toEqual([next]);
  });

  it('keeps events of 399 days and removes those of 401, as the rule says', async () => {
    const ngoId = randomUUID();
    await toldLongAgo(standingOf(ngoId), 402);
    const older = await toldLongAgo(standingOf(ngoId), 401);
    const younger = await toldLongAgo(standingOf(ngoId), 399);

    expect(await pruned()).toBe(2);

    expect(idsOf(await pageOfFeed(database))).toEqual([older, younger]);
  });

  it('follows a rule that is changed by a row', async () => {
    const ngoId = randomUUID();
    await toldLongAgo(standingOf(ngoId), 101);
    const last = await toldLongAgo(standingOf(ngoId), 100);
    await seedRule(ownerOf(database), {
      name: 'event_retention_days',
      from: '2026-11-22',
      value: 60,
      source: 'a test',
    });
    forgetRules(database.dataSource.manager);

    await pruned();

    expect(idsOf(await pageOfFeed(database))).toEqual([last]);
  });

  it('stops at an event that a subscriber has not been sent', async () => {
    const ngoId = randomUUID();
    const ids = [];
    for (let index = 0; index < 4; index += 1) ids.push(await toldLongAgo(standingOf(ngoId)));
    await subscribe('care_homes', ['ngo.standing_changed']);
    await database.owner('update event_delivery set delivered_at = now() where seq <> 3');

    expect(await pruned()).toBe(2);

    expect(idsOf(await pageOfFeed(database))).toEqual(ids.slice(1));
    expect(await database.owner('select seq from event_delivery order by seq')).toHaveLength(3);
  });

  it('does not wait for a subscriber that is not there any more', async () => {
    const ngoId = randomUUID();
    for (let index = 0; index < 3; index += 1) await toldLongAgo(standingOf(ngoId));
    await subscribe('care_homes', ['ngo.standing_changed']);
    await asCommand(
      database,
      ({ manager }) => manager.query(`select event_unsubscribe_others('{}')`),
      SYSTEM_CALLER,
    );

    expect(await pruned()).toBe(3);
  });

  it('tells a reader that has missed some to begin anew, and lets who began anew read on', async () => {
    for (let index = 0; index < 6; index += 1) await toldLongAgo(standingOf(randomUUID()));
    const early = await pageOfFeed(database, { first: 2 });
    await pruned();

    await expect(pageOfFeed(database, { after: early.endPosition })).rejects.toMatchObject({
      code: 'CURSOR_EXPIRED',
    });
    const anew = await pageOfFeed(database, { first: 2 });
    const next = await pageOfFeed(database, { after: anew.endPosition, begunAt: anew.horizon });

    expect([anew.horizon, anew.events.length, next.events.length]).toEqual([6n, 2, 4]);
    expect((await pageOfFeed(database, { after: next.endPosition })).events).toEqual([]);
  });

  it('removes notes of arrivals and idempotency keys when they are too old', async () => {
    await database.owner(
      `insert into inbox (event_id, type, received_at) values (uuidv7(), 'old', now() - interval '401 days'),
         (uuidv7(), 'young', now() - interval '399 days')`,
    );
    await database.owner(
      `insert into idempotency_key (subject, operation, key, input_hash, created_at)
         values ('a', 'b', 'an old key', 'h', now() - interval '91 days'), ('a', 'b', 'a young key', 'h', now() - interval '89 days')`,
    );

    await pruned();

    expect(await database.owner('select type from inbox')).toEqual([{ type: 'young' }]);
    expect(await database.owner('select key from idempotency_key')).toEqual([{ key: 'a young key' }]);
  });

  it('happens a minute after the start, and not before', async () => {
    const told: string[] = [];
    const log = { info: (_facts: object, message: string) => void told.push(message) };
    const service = { dataSource: database.dataSource, clock, log } as unknown as RunningService;
    const passes = async (ms: number) => {
      jest.advanceTimersByTime(ms);
      jest.useRealTimers();
      const before = told.length;
      await eventually('it was done', () => told.length > before);
    };
    jest.useFakeTimers();

    const { stop } = await startRetention(service);
    jest.advanceTimersByTime(59_000);
    expect(told).toEqual([]);
    await passes(1_000);
    await stop?.(0);

    expect(told).toEqual(['what is too old was pruned']);
  });

  it('is for the system alone, and events are still removed by nobody else, not even their owner', async () => {
    const ngoId = randomUUID();
    for (let index = 0; index < 2; index += 1) await toldLongAgo(standingOf(ngoId));
    await pruned();
    const asAdmin = asCommand(
      database,
      ({ manager }) => manager.query('select event_prune(400, 10)'),
      aCaller('ministry_admin'),
    );

    await expect(asAdmin).rejects.toThrow(/permission denied/);
    await expect(database.owner('delete from event')).rejects.toThrow(/never changed or removed/);
    expect((await pageOfFeed(database)).events).toHaveLength(1);
  });
});
