import { z } from 'zod';
import type { Caller } from '../access/caller';
import type { ClaimedPool } from '../database/statements';
import { CodedError } from '../errors/coded-error';
import type { RunningService, StartCapability } from '../server/capability';
import { EVENT_TYPES } from './catalogue';
import { measureDelivery } from './delivery-metrics';
import type { EventType } from './event-type';
import { readFeed, type FeedAsked, type FeedEvent, type FeedPage, type FeedQuery } from './feed';
import { feedCursor, placeText, readFeedCursor } from './feed-cursor';

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1_000;

/** Types, subjects: ids and names of this house, and nothing that a statement could stumble over. */
const name = z.string().regex(/^[\w.:-]{1,100}$/);
const query = z.object({
  after: z.string().max(500).optional(),
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(name).max(100))
    .optional(),
  subject: name.optional(),
  first: z.string().optional(),
});

/**
 * The service's feed, for the gateway and the other services: what has happened, as far as the caller may see it.
 * Reading it leaves no trace on the audit trail: it names ids alone, of records that the caller may open, and opening
 * one does leave a trace.
 */
export const startFeed: StartCapability = async (service) => {
  measureDelivery(service);
  const { pool } = service;
  return {
    addRoutes(scope, door) {
      scope.get('/feed', async (request) => {
        const caller = await door.callerOf(request, 'events:read');
        const page = await readFeed(statementsOf(pool, caller), askedOf(request.query));
        const events = page.events.map((event) => onTheWire(event, page));
        const endCursor = feedCursor(placeText(page.endPosition, page));
        return { events, endCursor, hasMore: page.hasMore };
      });
      scope.get('/feed/types', async (request) => {
        const caller = await door.callerOf(request, 'events:read');
        return { types: (await typesSeen(service, caller)).map(kindOnTheWire) };
      });
    },
  };
};

function askedOf(given: unknown): FeedAsked {
  const parsed = query.safeParse(given);
  if (!parsed.success) throw new CodedError('BAD_USER_INPUT');
  const { after, types = null, subject = null, first } = parsed.data;
  const place = after === undefined ? { after: null } : readFeedCursor(after);
  return { ...place, types, subject, first: pageSize(first) };
}

function pageSize(text: string | undefined): number {
  const size = text === undefined ? USUAL_PAGE : Number(text);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    throw new CodedError('PAGE_SIZE_INVALID', { most: LARGEST_PAGE });
  return size;
}

/** Statements of a caller, each in a transaction of its own. */
export function statementsOf(pool: ClaimedPool, caller: Caller): FeedQuery {
  return async <Row extends object>(text: string, values: readonly unknown[]) => {
    const { columns, rows } = await pool.run(caller, text, values);
    return rows.map((row) => Object.fromEntries(row.map((value, index) => [columns[index], value])) as Row);
  };
}

/** An event as JSON has it: its place as the text that a cursor after it is made of. */
function onTheWire(event: FeedEvent, page: FeedPage): object {
  return { ...event, position: placeText(event.position, page) };
}

/** The kinds that this service emits and the caller can see any of. */
async function typesSeen(
  { pool, definition }: RunningService,
  caller: Caller,
): Promise<readonly EventType<unknown>[]> {
  const own = EVENT_TYPES.filter(({ owner }) => owner === definition.name);
  const asked = own.map(({ type }) => type);
  const [row] = await pool.query(caller, 'select event_types_seen($1)', [asked]);
  const seen = row?.[0] as readonly string[];
  return own.filter(({ type }) => seen.includes(type));
}

function kindOnTheWire({ type, version, owner, description, schema }: EventType<unknown>): object {
  return { type, version, owner, description, schema };
}
