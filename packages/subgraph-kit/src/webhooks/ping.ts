import { LRUCache } from 'lru-cache';
import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { bodyOf } from '../events/subscriber';
import { webhookIdOf } from './listing';
import type { WebhookParts } from './parts';
import { Post, type Answer } from './post';
import { secretsOf, type SecretColumns } from './secrets';
import { sign } from './signature';

/** How a ping ended. */
export interface PingOutcome extends Pick<Answer, 'httpStatus' | 'failure' | 'durationMs'> {
  readonly eventId: string;
  readonly state: 'DELIVERED' | 'FAILED';
}

const PAUSE_SECONDS = 5;
const MOST_KNOWN = 10_000;

const TARGET = `
select webhook_id, url, current, previous, previous_ends_at, uuidv7() as event_id
  from webhook join webhook_secret on webhook_id = id where id = $1 and owner_subject = $2`;
const NOTE = `
insert into webhook_delivery (webhook_id, event_id, type, subject, message, state, attempts, first_attempt_at,
    last_attempt_at, http_status, failure, duration_ms, created_at, ended_at)
  select id, $2, 'webhook.ping', id::text, $3, $4, 1, $8, $8, $5, $6, $7, $8, $8 from webhook where id = $1`;

/** Sends a signed `webhook.ping` at once, also while the webhook is paused, and keeps the outcome in the log. */
export class Ping {
  readonly #post: Post;
  /** A ping is no way to have somebody else called again and again. */
  readonly #recent = new LRUCache<string, true>({ max: MOST_KNOWN, ttl: PAUSE_SECONDS * 1_000 });

  constructor(private readonly parts: WebhookParts) {
    this.#post = new Post(parts.book, parts.settings.limits);
  }

  async send(caller: Caller, id: string): Promise<PingOutcome> {
    const { store, box, clock } = this.parts;
    const [target] = await store.asSystem<SecretColumns & { url: string; event_id: string }>(TARGET, [
      ...[webhookIdOf(id), caller.subject],
    ]);
    if (!target) throw new CodedError('NOT_FOUND');
    if (this.#recent.has(id)) throw new CodedError('RATE_LIMITED', { seconds: PAUSE_SECONDS });
    this.#recent.set(id, true);
    const now = clock.now();
    const { event_id: eventId, url } = target;
    const payload = { webhookId: id };
    const body = bodyOf({
      ...{ type: 'webhook.ping', version: 1, subject: id, seq: '0' },
      ...{ occurredAt: now.toISOString(), payload },
    });
    const answer = await this.#post.send(url, sign(secretsOf(box, target, now), eventId, now, body), body);
    const { httpStatus, failure, durationMs } = answer;
    const state = failure === null ? 'DELIVERED' : 'FAILED';
    await store.asSystem(NOTE, [id, eventId, payload, state, httpStatus, failure, durationMs, now]);
    return { eventId, state, httpStatus, failure, durationMs };
  }

  async close(): Promise<void> {
    this.#post.abort();
    await this.#post.close();
  }
}
