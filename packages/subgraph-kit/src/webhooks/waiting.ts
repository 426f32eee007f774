import type { Caller } from '../access/caller';
import type { Batch } from '../events/lane-work';
import type { Store } from './store';

/** What waits to be sent to a webhook. */
export interface Waiting {
  readonly nr: string;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly firstAttemptMs: number | null;
  readonly createdMs: number;
  /** What to say; null when the owner may not see it any more. */
  readonly message: Message | null;
}

/** What an event or a message about the webhook says. */
export interface Message {
  /** Rises with the events of the service; 0 of what is said about the webhook. */
  readonly seq: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly payload: unknown;
}

interface WaitingRow {
  readonly nr: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly position: string | null;
  readonly message: unknown;
  readonly first_attempt_at: string | null;
  readonly created_at: string;
}

interface EventRow {
  readonly id: string;
  readonly seq: string;
  readonly version: number;
  readonly occurred_at: string;
  readonly payload: unknown;
}

/** Deliveries of one subject that are read at once; where there are fewer, there are no more. */
const TOGETHER = 20;

const WAITING = `
select waiting.nr, event_id, type, waiting.subject, position, message, first_attempt_at, created_at
  from unnest($2::text[]) as asked (subject)
 cross join lateral webhook_waiting($1, asked.subject, ${TOGETHER}) as waiting
 where exists (select from webhook where id = $1 and state <> 'PAUSED')
 order by waiting.nr`;
const SEEN = 'select id, seq, version, occurred_at, payload from event where id = any ($1::uuid[])';

/**
 * Reads what waits, and with the owner's own rights what it says: of an event that the owner may not see any more
 * nothing comes but that it waits. Of a webhook that is paused or gone there is nothing.
 */
export async function readWaiting(
  store: Store,
  owner: Caller,
  webhookId: string,
  subjects: readonly string[],
): Promise<Map<string, Batch<Waiting>>> {
  const rows = await store.asSystem<WaitingRow>(WAITING, [webhookId, subjects]);
  const eventIds = rows.flatMap(({ position, event_id }) => (position === null ? [] : [event_id]));
  const events = eventIds.length === 0 ? [] : await store.as<EventRow>(owner, SEEN, [eventIds]);
  const seen = new Map(events.map((event) => [event.id, event]));
  const batches = new Map(subjects.map((subject) => [subject, [] as Waiting[]]));
  for (const row of rows) batches.get(row.subject)?.push(waitingOf(row, seen.get(row.event_id)));
  return new Map(
    [...batches].map(([subject, waiting]) => [
      subject,
      { events: waiting, areAll: waiting.length < TOGETHER },
    ]),
  );
}

function waitingOf(row: WaitingRow, event: EventRow | undefined): Waiting {
  return {
    nr: row.nr,
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    firstAttemptMs: row.first_attempt_at === null ? null : Date.parse(row.first_attempt_at),
    createdMs: Date.parse(row.created_at),
    message: messageOf(row, event),
  };
}

function messageOf(
  { position, message, created_at }: WaitingRow,
  event: EventRow | undefined,
): Message | null {
  if (position === null)
    return { seq: '0', version: 1, occurredAt: toMilliseconds(created_at), payload: message };
  if (!event) return null;
  const { seq, version, occurred_at, payload } = event;
  return { seq, version, occurredAt: toMilliseconds(occurred_at), payload };
}

const toMilliseconds = (instant: string): string => new Date(instant).toISOString();
