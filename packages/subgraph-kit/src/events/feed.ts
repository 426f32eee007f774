import { CodedError } from '../errors/coded-error';

/** An event as the feed gives it to those who may see it. */
export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** When it became true: an ISO instant, UTC. */
  readonly time: string;
  /** Whom or what it is about: an id. */
  readonly subject: string;
  /** The role of who acted; never who. */
  readonly actorKind: string;
  /** What the catalogue's form says: ids, states, days and amounts. */
  readonly payload: unknown;
  /** Rises with each event of its subject: the number that a delivery of it carries. */
  readonly seq: number;
  /** Its place in the service's order. */
  readonly position: bigint;
}

/** Which part of the feed is read. */
export interface FeedAsked {
  /** The position after which to begin; null from the oldest that is kept. */
  readonly after: bigint | null;
  /**
   * The horizon of the page with which the reader began from null, while it has not passed it: of what lies before
   * the horizon only the last of each type and subject is kept, and who reads just that has missed nothing.
   */
  readonly begunAt?: bigint | null;
  /** Events of these types only; null for all. */
  readonly types: readonly string[] | null;
  /** Events about this one only; null for all. */
  readonly subject: string | null;
  /** Events at most; 1 to 1000. */
  readonly first: number;
}

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** Where to go on. It moves past what the reader may not see, so a page may be empty and not the last. */
  readonly endPosition: bigint;
  /** Whether there is more behind it, which the reader may or may not see. */
  readonly hasMore: boolean;
  /** Up to here only the last event of each type and subject is kept; 0 when all are. */
  readonly horizon: bigint;
}

/** Runs a statement as the reader: under its role and claims, which decide what it sees. */
export type FeedQuery = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** Places that are looked at for one page, so that a reader who may see little does not walk the whole feed at once. */
export const LOOKED_AT = 5_000;
const PLACED_AT_ONCE = 10_000;

const PLACE = `select event_place_new(${PLACED_AT_ONCE}) as placed`;

const LOOKED = `event_places_after($1, $2, $3, ${LOOKED_AT})`;

/**
 * Events are fetched one after the other in the order of their places, by their key, and the policies asked of each,
 * until the page is full: `offset 0` keeps PostgreSQL from joining and sorting all that is looked at instead.
 */
const PAGE = `
with page as (
  select looked.place, event.seq, event.id, event.type, event.version, event.subject, event.actor_role, event.payload,
         to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time
    from ${LOOKED} with ordinality as looked (place, event_seq, nth)
   cross join lateral (select * from event where event.seq = looked.event_seq offset 0) as event
   order by looked.nth limit $4)
select ends.pruned_through::text as "prunedThrough", ends.last_position::text as "lastPosition",
       looked.through::text as "lookedThrough", looked.count as "lookedAt",
       (select coalesce(json_agg(json_build_object('id', id, 'type', type, 'version', version, 'time', time,
               'subject', subject, 'actorKind', actor_role, 'payload', payload, 'seq', seq, 'position', place::text)
               order by place), '[]') from page)::text as events
  from event_feed_ends() as ends,
       (select max(place) as through, count(*)::integer as count from ${LOOKED}) as looked`;

interface PageRow {
  readonly prunedThrough: string;
  readonly lastPosition: string;
  readonly lookedThrough: string | null;
  readonly lookedAt: number;
  readonly events: string;
}

/**
 * Reads on from a position. Of two events of one subject the earlier always comes first; an event that commits late
 * gets a later place, so none is ever skipped. Read it in no transaction, or one that ends at once: until then
 * nobody else is given new places.
 */
export async function readFeed(query: FeedQuery, asked: FeedAsked): Promise<FeedPage> {
  const { after, subject, first } = asked;
  if (!Number.isInteger(first) || first < 1 || first > 1_000)
    throw new RangeError('A page of the feed has 1 to 1000 events.');
  const types = asked.types && [...new Set(asked.types)];
  const [placing] = await query<{ placed: number }>(PLACE, []);
  const values = [(after ?? 0n).toString(), types, subject, first];
  const [row] = await query<PageRow>(PAGE, values);
  if (!row) throw new Error('The feed has no horizon.');
  return pageOf(row, asked, placing?.placed === PLACED_AT_ONCE);
}

function pageOf(row: PageRow, asked: FeedAsked, areMoreUnplaced: boolean): FeedPage {
  const { after, begunAt, first } = asked;
  const [lastPosition, horizon] = [BigInt(row.lastPosition), BigInt(row.prunedThrough)];
  const hasMissed = after !== null && after < horizon && (begunAt ?? -1n) < horizon;
  // A position past the end is none of this database's: it was restored from an older copy, say.
  if (hasMissed || (after !== null && after > lastPosition)) throw new CodedError('CURSOR_EXPIRED');
  const events = (JSON.parse(row.events) as (Omit<FeedEvent, 'position'> & { position: string })[]).map(
    (event): FeedEvent => ({ ...event, position: BigInt(event.position) }),
  );
  const last = events.at(-1);
  const isCut = row.lookedAt === LOOKED_AT;
  const lookedThrough = isCut && row.lookedThrough !== null ? BigInt(row.lookedThrough) : lastPosition;
  const endPosition = last && events.length === first ? last.position : lookedThrough;
  // Where nothing of what was asked for is left, the end of the feed is the place to go on from: a reader of what
  // happens seldom would otherwise stay behind until its position is no longer kept.
  return { events, endPosition, hasMore: endPosition < lastPosition || areMoreUnplaced, horizon };
}
