import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { asCommand, recordsDatabase } from '../records/records.fixture';
import type { TestDatabase } from '../testing/database';
import { Random } from '../sample/random';
import type { NewEvent } from './event-type';
import type { FeedEvent } from './feed';
import { pageOfFeed, standingOf } from './feed.fixture';
import { emit } from './outbox';

let database: TestDatabase;

beforeEach(async () => {
  database = await recordsDatabase();
});

afterEach(() => database.close());

/** Reads page after page, also while others write, until all is told and nothing is left. */
async function drain(first: number, isAllTold: () => boolean): Promise<FeedEvent[]> {
  const read: FeedEvent[] = [];
  for (let position: bigint | null = null; ;) {
    const wasAllTold = isAllTold();
    const page = await pageOfFeed(database, { after: position, first });
    read.push(...page.events);
    position = page.endPosition;
    if (wasAllTold && !page.hasMore) return read;
  }
}

interface Emitted {
  readonly id: string;
  readonly subject: string;
}

/** What was emitted and committed, of each subject in the order of the commits. */
const emitted = () => database.owner<Emitted>('select id, subject from event order by seq');

function bySubject(events: readonly Emitted[]): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const { subject, id } of [...events].sort((a, b) => a.subject.localeCompare(b.subject)))
    (ids[subject] ??= []).push(id);
  return ids;
}

it('skips nothing, repeats nothing and keeps the order of each subject while many write and some fail', async () => {
  const random = new Random(2, 7, 1);
  const subjects = Array.from({ length: 12 }, () => randomUUID());
  const aCommand = () => {
    const told = Array.from({ length: random.int(1, 4) }, () => standingOf(random.pick(subjects)));
    return { told: told as [NewEvent, ...NewEvent[]], lastsMs: random.int(0, 12), fails: random.chance(0.1) };
  };
  const plans = Array.from({ length: 6 }, () => Array.from({ length: 40 }, aCommand));
  const write = async (plan: readonly ReturnType<typeof aCommand>[]) => {
    for (const { told, lastsMs, fails } of plan) {
      const command = asCommand(database, async ({ manager }) => {
        await emit(manager, ...told);
        await after(lastsMs);
        if (fails) throw new Error('no');
      });
      await command.catch((error: Error) => expect(error.message).toBe('no'));
    }
  };
  let isAllTold = false;
  const readers = [drain(7, () => isAllTold), drain(1000, () => isAllTold)];

  await Promise.all(plans.map(write));
  isAllTold = true;
  const [slow = [], quick = []] = await Promise.all(readers);

  const all = await emitted();
  for (const read of [slow, quick]) {
    expect(bySubject(read)).toEqual(bySubject(all));
    expect(read).toHaveLength(all.length);
  }
  expect(slow.map(({ id }) => id)).toEqual(quick.map(({ id }) => id));
  // By their numbers alone some would have been skipped: they were written out of the order of the commits.
  expect(slow.map(({ id }) => id)).not.toEqual(all.map(({ id }) => id));
});

it('drains twenty thousand events, none lost and none out of order for its subject', async () => {
  const subjects = Array.from({ length: 1_000 }, () => randomUUID());
  for (let round = 0; round < 20; round += 1) {
    const told = subjects.map((subject) => standingOf(subject)) as [NewEvent, ...NewEvent[]];
    await asCommand(database, ({ manager }) => emit(manager, ...told));
  }

  const read = await drain(1_000, () => true);

  expect(read).toHaveLength(20_000);
  expect(bySubject(read)).toEqual(bySubject(await emitted()));
});
