import { randomUUID } from 'node:crypto';
import { asCommand, day, recordsDatabase } from '../records/records.fixture';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { personDied } from './catalogue';
import { pageOfFeed, standingOf, told } from './feed.fixture';
import { emit } from './outbox';

let database: TestDatabase;

beforeEach(async () => {
  database = await recordsDatabase();
});

afterEach(() => database.close());

const idsOf = (page: Awaited<ReturnType<typeof pageOfFeed>>) => page.events.map(({ id }) => id);

describe('the feed', () => {
  it('gives an event as it was emitted, with the role that acted and its place', async () => {
    const ngoId = randomUUID();
    const id = await told(database, standingOf(ngoId));

    const page = await pageOfFeed(database);

    expect(page).toEqual({
      events: [
        {
          id,
          type: 'ngo.standing_changed',
          version: 1,
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          subject: ngoId,
          actorKind: 'ministry_admin',
          payload: { ngoId, standing: 'GOOD', since: '2026-11-22', licensedUntil: null },
          seq: 1,
          position: 1n,
        },
      ],
      endPosition: 1n,
      hasMore: false,
      horizon: 0n,
    });
  });

  it('goes on after a position, page by page, and ends', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await told(database));

    const first = await pageOfFeed(database, { first: 3 });
    const second = await pageOfFeed(database, { first: 3, after: first.endPosition });
    const third = await pageOfFeed(database, { first: 3, after: second.endPosition });

    expect([idsOf(first), first.hasMore]).toEqual([ids.slice(0, 3), true]);
    expect([idsOf(second), second.hasMore]).toEqual([ids.slice(3), false]);
    expect(third).toEqual({ events: [], endPosition: second.endPosition, hasMore: false, horizon: 0n });
  });

  it('gives the types and the subject that are asked for', async () => {
    const [ngoId, personId] = [randomUUID(), randomUUID()];
    const standing = await told(database, standingOf(ngoId));
    const death = await told(database, personDied.of(personId, { personId, diedOn: day('2026-11-01') }));

    expect(idsOf(await pageOfFeed(database, { types: ['person.died'] }))).toEqual([death]);
    expect(idsOf(await pageOfFeed(database, { subject: ngoId }))).toEqual([standing]);
    expect(idsOf(await pageOfFeed(database, { subject: ngoId, types: ['person.died'] }))).toEqual([]);
    expect(idsOf(await pageOfFeed(database, { types: ['person.died', 'person.died', 'none'] }))).toEqual([
      death,
    ]);
  });

  it('takes a reader of seldom events to the end, so that its position is kept as long as any', async () => {
    for (let index = 0; index < 3; index += 1) await told(database);

    expect(await pageOfFeed(database, { types: ['person.died'] })).toEqual({
      events: [],
      endPosition: 3n,
      hasMore: false,
      horizon: 0n,
    });
  });

  it('does not skip an event whose transaction began first and committed last', async () => {
    const [slow, quick] = [randomUUID(), randomUUID()];
    let before: Awaited<ReturnType<typeof pageOfFeed>> | undefined;
    let quickId = '';
    const [slowId] = await asCommand(database, async ({ manager }) => {
      const ids = await emit(manager, standingOf(slow));
      quickId = await told(database, standingOf(quick));
      before = await pageOfFeed(database);
      return ids;
    });

    const afterwards = await pageOfFeed(database, { after: before?.endPosition ?? 0n });

    expect(before && idsOf(before)).toEqual([quickId]);
    expect(idsOf(afterwards)).toEqual([slowId]);
    const seqs = await database.owner<{ id: string }>('select id from event order by seq');
    expect(seqs.map(({ id }) => id)).toEqual([slowId, quickId]);
  });

  it('has no event of what was rolled back', async () => {
    await expect(
      asCommand(database, async ({ manager }) => {
        await emit(manager, standingOf(randomUUID()));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');

    expect((await pageOfFeed(database)).events).toEqual([]);
  });

  it('refuses a position beyond its end, which is of some other database', async () => {
    await told(database);

    await expect(pageOfFeed(database, { after: 2n })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
  });

  it('shows nothing to a role that no policy lets see an event, and is closed to others', async () => {
    await told(database);

    await expect(pageOfFeed(database, {}, aCaller('public'))).rejects.toThrow(/permission denied/);
    expect((await pageOfFeed(database, {}, aCaller('auditor'))).events).toHaveLength(1);
    await expect(
      asCommand(database, ({ manager }) => manager.query('select * from event_place'), aCaller('auditor')),
    ).rejects.toThrow(/permission denied/);
  });
});
