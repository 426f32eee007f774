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

interface Row {
  readonly nr: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly position: string | null;
  readonly message: unknown;
  readonly first_attempt_at: string | null;
  readonly created_at: string;
  readonly seq: string | null;
  readonly version: number | null;
  readonly occurred_at: string | null;
  readonly payload: unknown;
}

/** Deliveries of one subject that are read at once; where there are fewer, there are no more. */
const TOGETHER = 20;

const WAITING = `
select delivery.*, event.seq, event.version, event.occurred_at, event.payload
  from unnest($2::text[]) as asked (subject)
 cross join lateral (
    select nr, event_id, type, subject, position, message, first_attempt_at, created_at from webhook_delivery
     where webhook_id = $1 and webhook_delivery.subject = asked.subject and state = 'WAITING'
     order by nr limit ${TOGETHER}) as delivery
  left join event on event.id = delivery.event_id
 where exists (select from webhook where id = $1 and state <> 'PAUSED')
 order by delivery.nr`;

/**
 * Reads what waits, and what it says, with the owner's own rights: of an event that the owner may not see any more
 * nothing comes but that it waits. Of a webhook that is paused or gone there is nothing.
 */
export async function readWaiting(
  store: Store,
  owner: Caller,
  webhookId: string,
  subjects: readonly string[],
): Promise<Map<string, Batch<Waiting>>> {
  const rows = await store.as<Row>(owner, WAITING, [webhookId, subjects]);
  return new Map(
    subjects.map((subject) => {
      const events = rows.filter((row) => row.subject === subject).map(waitingOf);
      return [subject, { events, areAll: events.length < TOGETHER }];
    }),
  );
}

function waitingOf(row: Row): Waiting {
  return {
    nr: row.nr,
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    firstAttemptMs: row.first_attempt_at === null ? null : Date.parse(row.first_attempt_at),
    createdMs: Date.parse(row.created_at),
    message: messageOf(row),
  };
}

function messageOf({
  position,
  message,
  created_at,
  seq,
  version,
  occurred_at,
  payload,
}: Row): Message | null {
  if (position === null)
    return { seq: '0', version: 1, occurredAt: toMilliseconds(created_at), payload: message };
  if (seq === null || version === null || occurred_at === null) return null;
  return { seq, version, occurredAt: toMilliseconds(occurred_at), payload };
}

const toMilliseconds = (instant: string): string => new Date(instant).toISOString();
