import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { decodeCursor, requirePageSize } from '../values/connection';
import { pageOf, webhookIdOf, type Asked, type Page } from './listing';
import type { Store } from './store';

/** The states of a delivery. */
export const DELIVERY_STATES = ['WAITING', 'DELIVERED', 'FAILED', 'DROPPED'] as const;

/** A delivery as the log tells it; never what was sent. */
export interface DeliveryView {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly service: string;
  readonly state: (typeof DELIVERY_STATES)[number];
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly httpStatus: number | null;
  /** A code. */
  readonly failure: string | null;
  readonly durationMs: number | null;
  /** Whether the owner asked for it once more. */
  readonly isRedelivery: boolean;
  readonly createdAt: string;
}

interface Row {
  readonly nr: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly state: DeliveryView['state'];
  readonly attempts: number;
  readonly last_attempt_at: string | null;
  readonly next_attempt_at: string | null;
  readonly http_status: number | null;
  readonly failure: string | null;
  readonly duration_ms: number | null;
  readonly is_redelivery: boolean;
  readonly created_at: string;
}

const AFTER_ALL = '9223372036854775807';

/** The deliveries of a webhook that the caller may see, newest first; of one state when asked. */
export async function deliveriesOf(
  store: Store,
  service: string,
  caller: Caller,
  webhookId: string,
  { first, after, state }: Asked & { readonly state: string | null },
): Promise<Page<DeliveryView>> {
  requirePageSize(first);
  if (state !== null && !DELIVERY_STATES.some((known) => known === state))
    throw new CodedError('BAD_USER_INPUT');
  const [nr = AFTER_ALL] = after === null ? [] : decodeCursor(after, 1);
  if (!/^\d{1,19}$/.test(nr)) throw new CodedError('CURSOR_INVALID');
  const [webhook] = await store.as(caller, 'select from webhook where id = $1', [webhookIdOf(webhookId)]);
  if (!webhook) throw new CodedError('NOT_FOUND');
  const rows = await store.as<Row>(
    caller,
    `select nr, event_id, type, subject, state, attempts, last_attempt_at, next_attempt_at, http_status, failure,
            duration_ms, is_redelivery, created_at
       from webhook_delivery where webhook_id = $1 and nr < $2 ${state === null ? '' : 'and state = $3'}
      order by nr desc limit ${first + 1}`,
    [webhookId, nr, ...(state === null ? [] : [state])],
  );
  return pageOf(
    rows,
    first,
    (row) => viewOf(row, service),
    ({ nr: of }) => [of],
  );
}

function viewOf(row: Row, service: string): DeliveryView {
  return {
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    service,
    state: row.state,
    attempts: row.attempts,
    lastAttemptAt: row.last_attempt_at,
    nextAttemptAt: row.next_attempt_at,
    httpStatus: row.http_status,
    failure: row.failure,
    durationMs: row.duration_ms,
    isRedelivery: row.is_redelivery,
    createdAt: row.created_at,
  };
}
