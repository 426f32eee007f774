import { isCodedError } from '../errors/coded-error';
import { readFeed } from '../events/feed';
import { ownerOf, type OwnerColumns } from './settings';
import type { WebhookParts } from './parts';

interface PulledRow extends OwnerColumns {
  readonly types: string[];
  readonly position: string;
}

/** Events that become deliveries in one transaction. */
const TOGETHER = 1_000;
/**
 * No more is pulled for a webhook of which so many wait: what follows is kept in the feed, so that a receiver that is
 * down for days does not fill the table.
 */
const MOST_WAITING = 100_000;

const WEBHOOK = `
select owner_subject, owner_role, owner_claims, owner_scopes, types, position from webhook
 where id = $1 and state <> 'PAUSED'
   and (select count(*) from (select from webhook_delivery where webhook_id = $1 and state = 'WAITING' limit ${MOST_WAITING}) as waiting)
       < ${MOST_WAITING}`;
const PULLED = 'select webhook_pulled($1, $2, $3, $4, $5, $6, $7, $8)';
/** Past what is gone; back to the end when the database was restored from an older copy. */
const FIND_PLACE = `
update webhook set position = least(greatest(position, ends.pruned_through), ends.last_position)
  from event_feed_ends() as ends where id = $1 and position = $2`;

/**
 * Makes deliveries of the next events that the owner of a webhook may see. Should two do so at once, one of them moves
 * the position and the other has done nothing. Tells whether there is more.
 */
export async function pull({ store, clock, log }: WebhookParts, webhookId: string): Promise<boolean> {
  const [webhook] = await store.asSystem<PulledRow>(WEBHOOK, [webhookId]);
  if (!webhook) return false;
  const owner = ownerOf(webhook);
  const { types, position } = webhook;
  try {
    const { events, endPosition, hasMore } = await readFeed((text, values) => store.as(owner, text, values), {
      after: BigInt(position),
      types,
      subject: null,
      first: TOGETHER,
    });
    await store.asSystem(PULLED, [
      ...[webhookId, position, endPosition, clock.now()],
      events.map(({ id }) => id),
      events.map(({ position: place }) => place),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject),
    ]);
    return hasMore;
  } catch (error) {
    if (!isCodedError(error) || error.code !== 'CURSOR_EXPIRED') throw error;
    // It was paused for longer than events are kept, or the database is an older copy.
    await store.asSystem(FIND_PLACE, [webhookId, position]);
    log.warn({ webhook: webhookId }, 'the place of a webhook in the feed is no longer kept');
    return true;
  }
}
