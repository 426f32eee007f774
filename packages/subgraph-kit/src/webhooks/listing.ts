import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { decodeCursor, encodeCursor, requirePageSize } from '../values/connection';
import { PAUSE_REASONS, type PauseReason } from './pause-reasons';
import type { Store } from './store';

/** A page as the routes answer it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** Which part of a list is asked for. */
export interface Asked {
  readonly first: number;
  readonly after: string | null;
}

/** A webhook as the routes answer it, with what this service sends it. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly description: string;
  readonly state: string;
  readonly pausedBecause: {
    readonly code: string;
    readonly since: string;
    readonly message: { readonly ar: string; readonly en: string };
  } | null;
  readonly createdAt: string;
  readonly secretLastFour: string;
  readonly lane: {
    readonly service: string;
    readonly state: string;
    readonly failingSince: string | null;
    /** Counted up to 100,000. */
    readonly waiting: number;
    readonly oldestWaitingAt: string | null;
    readonly lastDeliveredAt: string | null;
    readonly lastFailure: string | null;
    readonly lastFailureAt: string | null;
  };
}

interface Row {
  readonly id: string;
  readonly url: string;
  readonly types: string[];
  readonly description: string;
  readonly state: string;
  readonly paused_because: PauseReason | null;
  readonly paused_at: string | null;
  readonly failing_since: string | null;
  readonly created_at: string;
  readonly secret_last_four: string;
  readonly waiting: number;
  readonly oldest_waiting_at: string | null;
  readonly last_delivered_at: string | null;
  readonly last_failure: string | null;
  readonly last_failure_at: string | null;
}

const COUNTED = 100_000;
const VIEW = `
select webhook.*, waiting.*
  from webhook cross join lateral (
    select count(*)::integer as waiting, min(created_at) as oldest_waiting_at
      from (select created_at from webhook_delivery
             where webhook_id = webhook.id and state = 'WAITING' limit ${COUNTED}) as delivery) as waiting`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws NOT_FOUND for what can be no id of a webhook. */
export function webhookIdOf(text: string): string {
  if (!UUID.test(text)) throw new CodedError('NOT_FOUND');
  return text;
}

/** A webhook that the caller may see; missing ones and others' are not found alike. */
export async function webhookOf(
  store: Store,
  service: string,
  caller: Caller,
  id: string,
): Promise<WebhookView> {
  const [row] = await store.as<Row>(caller, `${VIEW} where id = $1`, [webhookIdOf(id)]);
  if (!row) throw new CodedError('NOT_FOUND');
  return viewOf(row, service);
}

/** The webhooks that the caller may see, newest first. */
export async function webhooksOf(
  store: Store,
  service: string,
  caller: Caller,
  { first, after }: Asked,
): Promise<Page<WebhookView>> {
  requirePageSize(first);
  const [at, id] = after === null ? ['infinity', null] : decodeCursor(after, 2);
  const rows = await store
    .as<Row>(
      caller,
      `${VIEW} where (created_at, id) < ($1, coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        order by created_at desc, id desc limit ${first + 1}`,
      [at, id],
    )
    .catch((error: unknown) => {
      throw after === null ? error : new CodedError('CURSOR_INVALID', {}, { originalError: error as Error });
    });
  return pageOf(
    rows,
    first,
    (row) => viewOf(row, service),
    ({ created_at, id: of }) => [created_at, of],
  );
}

/** A page out of the rows that were read: one row more than asked for says that there is a next page. */
export function pageOf<Row, Node>(
  rows: readonly Row[],
  first: number,
  nodeOf: (row: Row) => Node,
  keyOf: (row: Row) => readonly string[],
): Page<Node> {
  const shown = rows.slice(0, first);
  const last = shown.at(-1);
  return {
    nodes: shown.map(nodeOf),
    endCursor: last === undefined ? null : encodeCursor(keyOf(last)),
    hasNextPage: rows.length > first,
  };
}

function viewOf(row: Row, service: string): WebhookView {
  const { paused_because: because, paused_at: since } = row;
  return {
    id: row.id,
    url: row.url,
    types: row.types,
    description: row.description,
    state: row.state,
    pausedBecause: because && since ? { code: because, since, message: PAUSE_REASONS[because] } : null,
    createdAt: row.created_at,
    secretLastFour: row.secret_last_four,
    lane: {
      service,
      state: row.state,
      failingSince: row.failing_since,
      waiting: row.waiting,
      oldestWaitingAt: row.oldest_waiting_at,
      lastDeliveredAt: row.last_delivered_at,
      lastFailure: row.last_failure,
      lastFailureAt: row.last_failure_at,
    },
  };
}
