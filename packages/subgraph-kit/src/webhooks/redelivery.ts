import { z } from 'zod';
import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { readFeed, type FeedEvent } from '../events/feed';
import { webhookIdOf } from './listing';
import type { WebhookParts } from './parts';

/** One event, or all that were recorded from one instant up to before another. */
export const redeliveryInput = z.union([
  z.strictObject({ eventId: z.uuid() }),
  z.strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
]);

/** What is sent again. */
export interface Redelivery {
  /** How many events were found; those that wait anyway are not sent twice. */
  readonly events: number;
  /** Null when that was all; else ask again from the event with this id on: it was too much for one call. */
  readonly nextFrom: string | null;
}

/** Events that one call brings at most, and the time that it takes for that. */
const MOST = 100_000;
const LONGEST_MS = 6_000;
const PAGE = 1_000;

const OWNED = 'select types, position from webhook where id = $1 and owner_subject = $2';
const ONE = `
select event.id, event.type, event.subject from event where event.id = $1 and event.type = any ($2)`;
const PLACE_OF =
  'select position from event_place join event on event.seq = event_place.seq where event.id = $1';
const PLACES = `
select greatest(min(position) - 1, (select pruned_through from event_feed_ends())) as before, max(position) as last
  from event join event_place on event_place.seq = event.seq
 where event.id >= $1 and event.id < $2 and event.type = any ($3) and position <= $4`;
const AWAIT = 'select webhook_await($1, $2, $3, $4, $5, $6, true)';

/**
 * Has events sent once more, in order of each subject and behind what waits, with the ids that they had. Only what
 * the caller may see now, of the types that the webhook has now, and only what the webhook has passed in the feed:
 * the rest comes anyway.
 */
export async function redeliver(
  parts: WebhookParts,
  caller: Caller,
  id: string,
  input: z.infer<typeof redeliveryInput>,
): Promise<Redelivery> {
  const { store } = parts;
  const [webhook] = await store.asSystem<{ types: string[]; position: string }>(OWNED, [
    ...[webhookIdOf(id), caller.subject],
  ]);
  if (!webhook) throw new CodedError('NOT_FOUND');
  if ('eventId' in input) {
    const { eventId } = input;
    const [event] = await store.as<FeedEvent>(caller, ONE, [eventId, webhook.types]);
    const [place] = await store.asSystem<{ position: string }>(PLACE_OF, [eventId]);
    if (!event || !place) throw new CodedError('NOT_FOUND');
    await addAll(parts, id, [{ ...event, position: BigInt(place.position) }]);
    return { events: 1, nextFrom: null };
  }
  const [from, to] = [firstIdAt(input.from), firstIdAt(input.to)];
  const [places] = await store.asSystem<{ before: string; last: string | null }>(PLACES, [
    ...[from, to, webhook.types, webhook.position],
  ]);
  if (!places || places.last === null) return { events: 0, nextFrom: null };
  const range = { from, to, before: BigInt(places.before), last: BigInt(places.last) };
  return addRange(parts, caller, id, webhook.types, range);
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly before: bigint;
  readonly last: bigint;
}

async function addRange(
  parts: WebhookParts,
  caller: Caller,
  id: string,
  types: readonly string[],
  { from, to, before, last }: Range,
): Promise<Redelivery> {
  const beganMs = performance.now();
  let after = before;
  let events = 0;
  while (after < last) {
    const page = await readFeed((text, values) => parts.store.as(caller, text, values), {
      ...{ after, types, subject: null, first: PAGE },
    });
    const inRange = page.events.filter(
      (event) => event.id >= from && event.id < to && event.position <= last,
    );
    const next = inRange[0];
    const isTooMuch = events + inRange.length > MOST || performance.now() - beganMs > LONGEST_MS;
    if (next && events > 0 && isTooMuch) return { events, nextFrom: instantOf(next.id) };
    await addAll(parts, id, inRange);
    events += inRange.length;
    after = page.endPosition;
  }
  return { events, nextFrom: null };
}

async function addAll(
  { store, clock }: WebhookParts,
  id: string,
  events: readonly Pick<FeedEvent, 'id' | 'position' | 'type' | 'subject'>[],
): Promise<void> {
  if (events.length === 0) return;
  await store.asSystem(AWAIT, [
    ...[id, clock.now()],
    events.map((event) => event.id),
    events.map((event) => event.position),
    events.map((event) => event.type),
    events.map((event) => event.subject),
  ]);
}

const TIME_DIGITS = 12;

/** Ids of events (UUID version 7) begin with the millisecond in which they were recorded: the least id of an instant. */
function firstIdAt(instant: string): string {
  const hex = Math.max(0, Date.parse(instant)).toString(16).padStart(TIME_DIGITS, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, TIME_DIGITS)}-7000-8000-000000000000`;
}

function instantOf(id: string): string {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, TIME_DIGITS), 16)).toISOString();
}
