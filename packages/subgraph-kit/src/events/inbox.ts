import { Webhook } from 'standardwebhooks';
import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';
import { systemClock, todayOf, type Clock } from '../values/clock';
import type { PlainDate } from '../values/plain-date';
import type { EventType } from './event-type';

/** An event that has come. */
export interface HeardEvent<Payload> {
  readonly id: string;
  readonly subject: string;
  /** When it became true: an ISO instant. */
  readonly occurredAt: string;
  readonly payload: Payload;
}

/** What a handler is given: the transaction in which the event counts as heard, as the system. */
export interface HandlerContext {
  readonly manager: EntityManager;
  readonly caller: Caller;
  readonly clock: Clock;
  /** Today in Cairo. */
  readonly today: PlainDate;
  /** The event's id and type, for the audit trail. */
  readonly requestId: string;
  readonly operationName: string;
  readonly purpose: null;
}

/** What is done with events of one kind. */
export interface EventHandler {
  readonly type: string;
  readonly version: number;
  /** Checks the payload; gives the work that remains. */
  prepare(event: HeardEvent<unknown>): (context: HandlerContext) => Promise<void>;
}

export type EventHandlers = readonly EventHandler[];

/** Says what is done with events of one kind. It may come in any state of things: write what is true from now on. */
export function onEvent<Payload>(
  eventType: EventType<Payload>,
  handle: (event: HeardEvent<Payload>, context: HandlerContext) => Promise<void>,
): EventHandler {
  return {
    type: eventType.type,
    version: eventType.version,
    prepare(event) {
      const payload = eventType.parse(event.payload);
      return (context) => handle({ ...event, payload }, context);
    },
  };
}

export interface IncomingEvent {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as it came: the signature is over these very bytes. */
  readonly rawBody: string;
  /** What the sender signs with; two with a space between while one replaces the other. */
  readonly secret: string;
  readonly handlers: EventHandlers;
  readonly dataSource: DataSource;
  readonly log?: { warn(facts: object, message: string): void };
  readonly clock?: Clock;
  /** Told, of an event that is new, how long after it became true it was taken in. */
  readonly onTaken?: (type: string, seconds: number) => void;
}

const envelope = z.object({
  type: z.string().min(1).max(200),
  version: z.int().positive(),
  timestamp: z.iso.datetime(),
  subject: z.string().min(1).max(200),
  seq: z.int().positive(),
  data: z.unknown(),
});

/** Characters of a body at most: a signature is computed before anybody has proved anything. */
const LARGEST = 262_144;

const TAKEN = 204;
const MALFORMED = 400;
const NOT_SIGNED = 401;
const TOO_LARGE = 413;
const NOT_UNDERSTOOD = 422;
const FAILED = 500;

/**
 * Takes an event in and gives the HTTP status to answer with. Handler and note that the event was heard are one
 * transaction, so it takes effect once however often it comes. An event that is older than the last one heard of
 * its type and subject is dropped: senders keep the order, so it can only be a late repetition. What is not
 * understood is refused and not dropped, so that it comes again when this service has learnt it.
 */
export async function receiveEvent(incoming: IncomingEvent): Promise<number> {
  const { rawBody, handlers, dataSource, log, clock = systemClock } = incoming;
  if (rawBody.length > LARGEST) return TOO_LARGE;
  const id = verifiedId(incoming);
  if (id === null) return NOT_SIGNED;
  const parsed = envelope.safeParse(jsonOf(rawBody));
  if (!parsed.success || !z.uuid().safeParse(id).success) return MALFORMED;
  const { type, version, timestamp, subject, seq, data } = parsed.data;

  const work = prepared(handlers, type, version, { id, subject, occurredAt: timestamp, payload: data });
  if (!work) {
    log?.warn({ event: id, type, version }, 'an event was not understood');
    return NOT_UNDERSTOOD;
  }
  try {
    const isTaken = await inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
      if (!(await isNew(manager, { id, type, subject, seq }))) return false;
      await work({
        manager,
        caller: SYSTEM_CALLER,
        clock,
        today: todayOf(clock),
        requestId: id,
        operationName: type,
        purpose: null,
      });
      return true;
    });
    if (isTaken) incoming.onTaken?.(type, (clock.now().getTime() - Date.parse(timestamp)) / 1000);
    return TAKEN;
  } catch (error) {
    // The sender tries again; what went wrong is for this service's log.
    log?.warn(
      { event: id, type, fault: error instanceof Error ? error.name : typeof error },
      'an event could not be taken in',
    );
    return FAILED;
  }
}

/** The event's id when a secret of ours has signed the request within the last five minutes; else null. */
function verifiedId({ headers, rawBody, secret }: IncomingEvent): string | null {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && name.toLowerCase().startsWith('webhook-'))
      given[name.toLowerCase()] = value;
  }
  for (const one of secret.split(' ')) {
    try {
      new Webhook(one).verify(rawBody, given, { jsonParse: false });
      return given['webhook-id'] ?? null;
    } catch {
      // Not signed with this one; the next may fit.
    }
  }
  return null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function prepared(
  handlers: EventHandlers,
  type: string,
  version: number,
  event: HeardEvent<unknown>,
): ((context: HandlerContext) => Promise<void>) | null {
  const handler = handlers.find((one) => one.type === type && one.version === version);
  try {
    return handler?.prepare(event) ?? null;
  } catch {
    // The payload does not have the form of the catalogue.
    return null;
  }
}

interface Arrival {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly seq: number;
}

/** Notes the arrival. Of two at once the second waits for the end of the first. */
async function isNew(manager: EntityManager, { id, type, subject, seq }: Arrival): Promise<boolean> {
  const heard = await manager.query<unknown[]>(
    'insert into inbox (event_id, type) values ($1, $2) on conflict do nothing returning event_id',
    [id, type],
  );
  if (heard.length === 0) return false;
  const inOrder = await manager.query<unknown[]>(
    `insert into inbox_subject (type, subject, last_seq) values ($1, $2, $3)
     on conflict (type, subject) do update set last_seq = excluded.last_seq where inbox_subject.last_seq < excluded.last_seq
     returning last_seq`,
    [type, subject, seq],
  );
  return inOrder.length > 0;
}
