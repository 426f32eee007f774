import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { asCommand, day } from '../records/records.fixture';
import type { TestDatabase } from '../testing/database';
import { ngoStandingChanged } from './catalogue';
import type { NewEvent } from './event-type';
import { readFeed, type FeedAsked, type FeedPage } from './feed';
import { statementsOf } from './feed-capability';
import { emit } from './outbox';

/** A page of the feed; of everything, from the beginning, when not said. */
export function pageOfFeed(
  database: TestDatabase,
  asked: Partial<FeedAsked> = {},
  caller: Caller = SYSTEM_CALLER,
): Promise<FeedPage> {
  const all: FeedAsked = { after: null, types: null, subject: null, first: 100 };
  return readFeed(statementsOf(database.pool, caller), { ...all, ...asked });
}

/** That the standing of an NGO has changed; the day tells the events apart. */
export function standingOf(ngoId: string, since = '2026-11-22'): NewEvent {
  return ngoStandingChanged.of(ngoId, { ngoId, standing: 'GOOD', since: day(since), licensedUntil: null });
}

/** Emits in a transaction of its own. */
export async function told(
  database: TestDatabase,
  event: NewEvent = standingOf(randomUUID()),
): Promise<string> {
  const [id] = await asCommand(database, ({ manager }) => emit(manager, event));
  if (id === undefined) throw new Error('Nothing was emitted.');
  return id;
}
