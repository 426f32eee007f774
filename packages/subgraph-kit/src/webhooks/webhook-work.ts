import type { Caller } from '../access/caller';
import type { Batch, LaneWork, Load } from '../events/lane-work';
import { bodyOf } from '../events/subscriber';
import { Outcomes } from './outcomes';
import { Post, type Answer } from './post';
import { afterFailure, FAILING_AFTER } from './schedule';
import { secretsOf, type SecretColumns } from './secrets';
import { ownerOf, type OwnerColumns } from './settings';
import { sign } from './signature';
import { readWaiting, type Message, type Waiting } from './waiting';
import type { WebhookParts } from './parts';

/** Where and in whose name is sent, as it was when turns were last taken. */
interface Target {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly owner: Caller;
  readonly isFailing: boolean;
  readonly failingSince: string | null;
}

interface TakenRow extends OwnerColumns, SecretColumns {
  readonly subjects: string[] | null;
  readonly url: string;
  readonly state: string;
  readonly failing_since: string | null;
}

/** A worker that has not been heard of for so long has lost its turns. */
const TURN_SECONDS = 60;
/** To a receiver that takes nothing, so many are sent at the same time and no more. */
const WHILE_FAILING = 2;

const TAKE = `
with target as (
  select webhook.*, secret.* from webhook join webhook_secret secret on secret.webhook_id = webhook.id
   where webhook.id = $1 and state <> 'PAUSED' and resting_until <= $3),
taken as materialized (
  select webhook_take_turns($1, $2, $3, $4, interval '${TURN_SECONDS} seconds') as subject
   where exists (select from target))
select owner_subject, owner_role, owner_claims, owner_scopes, url, state, failing_since, webhook_id, current, previous,
       previous_ends_at, (select array_agg(subject) from taken) as subjects, set_config('synchronous_commit', 'off', true)
  from target`;
const KEEP = `
update webhook_turn set taken_until = now() + interval '${TURN_SECONDS} seconds'
 where webhook_id = $1 and taken_by = $2 and subject = $3 returning subject`;
const PUT_BACK = 'select webhook_put_back($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)';
const GIVE_BACK = 'select webhook_end_turns($1, $2, $3)';
const GIVE_ALL_BACK = `
update webhook_turn set taken_by = null, taken_until = '-infinity' where webhook_id = $1 and taken_by = $2`;
const PAUSE = 'select webhook_pause($1, $2, $3, $4) as paused';

/**
 * Sends a webhook what waits for it. A turn is a subject: whoever holds it is the only one to send of it, and holds it
 * by taking it again each time it reads what waits.
 */
export class WebhookWork implements LaneWork<Waiting> {
  readonly #outcomes: Outcomes;
  readonly #post: Post;
  #target: Target | null = null;
  #isPaused = false;

  constructor(
    private readonly parts: WebhookParts,
    private readonly webhookId: string,
    private readonly workerId: string,
  ) {
    const { store, clock, book, settings } = parts;
    this.#outcomes = new Outcomes(store, clock, webhookId, workerId);
    this.#post = new Post(book, settings.limits);
  }

  get atOnce(): number {
    return this.#target?.isFailing ? WHILE_FAILING : this.parts.settings.limits.connections;
  }

  async take(most: number): Promise<Load<Waiting>[]> {
    const { store, clock, box } = this.parts;
    const now = clock.now();
    const [row] = await store.asSystem<TakenRow>(TAKE, [this.webhookId, this.workerId, now, most]);
    this.#isPaused = row === undefined;
    if (!row) return [];
    const owner = ownerOf(row);
    const { url, failing_since: failingSince } = row;
    const secrets = secretsOf(box, row, now);
    this.#target = { url, owner, failingSince, isFailing: row.state === 'FAILING', secrets };
    const subjects = row.subjects ?? [];
    if (subjects.length === 0) return [];
    const batches = await readWaiting(store, owner, this.webhookId, subjects);
    return [...batches].map(([subject, batch]) => ({ subject, jobIds: [subject], ...batch }));
  }

  async waiting(subject: string): Promise<Batch<Waiting>> {
    const { store } = this.parts;
    // What was sent and is not noted yet would be read as waiting, and sent again.
    await this.#outcomes.written();
    const kept = await store.asSystem(KEEP, [this.webhookId, this.workerId, subject]);
    const batches =
      kept.length > 0 && this.#target && !this.#isPaused
        ? await readWaiting(store, this.#target.owner, this.webhookId, [subject])
        : new Map<string, Batch<Waiting>>();
    return batches.get(subject) ?? { events: [], areAll: true };
  }

  async deliver(waiting: Waiting, jobs: readonly string[], isLast: boolean): Promise<boolean> {
    const ended = isLast ? jobs : [];
    const { message } = waiting;
    if (message === null) {
      await this.#settle(waiting, 'DROPPED', null, 'NOT_VISIBLE', ended);
      return true;
    }
    if (!this.#target || this.#isPaused) {
      await this.giveBack(waiting.subject);
      return false;
    }
    const answer = await this.#send(this.#target, waiting, message);
    if (answer.failure === null) {
      await this.#settle(waiting, 'DELIVERED', answer, null, ended);
      const seconds = (this.parts.clock.now().getTime() - waiting.createdMs) / 1000;
      this.parts.metrics.lagSeconds.observe(Math.max(0, seconds));
      return true;
    }
    if (this.#post.isAborted) {
      await this.giveBack(waiting.subject);
      return false;
    }
    return this.#afterFailure(this.#target, waiting, answer, ended);
  }

  finish(_subject: string, jobs: readonly string[]): Promise<void> {
    return this.#outcomes.note(null, jobs);
  }

  async giveBack(subject: string): Promise<void> {
    await this.#outcomes.written();
    await this.parts.store.asSystem(GIVE_BACK, [this.webhookId, this.workerId, [subject]]);
  }

  async recover(): Promise<void> {
    await this.parts.store.asSystem(GIVE_ALL_BACK, [this.webhookId, this.workerId]);
  }

  cutOff(error: unknown): void {
    this.parts.log.warn({ webhook: this.webhookId, fault: (error as Error).name }, 'a delivery was cut off');
  }

  abort(): void {
    this.#post.abort();
  }

  close(): Promise<void> {
    return this.#post.close();
  }

  async #send({ url, secrets }: Target, waiting: Waiting, message: Message): Promise<Answer> {
    const { type, subject, eventId } = waiting;
    const { inFlight } = this.parts.metrics;
    const body = bodyOf({ type, subject, ...message });
    inFlight.inc();
    try {
      return await this.#post.send(url, sign(secrets, eventId, this.parts.clock.now(), body), body);
    } finally {
      inFlight.dec();
    }
  }

  /** Whether the next of the subject may follow: when this one is given up. */
  async #afterFailure(
    target: Target,
    waiting: Waiting,
    answer: Answer,
    ended: readonly string[],
  ): Promise<boolean> {
    await this.#outcomes.written();
    const now = this.parts.clock.now();
    const nowMs = now.getTime();
    const next = afterFailure({
      failure: { isGone: answer.failure === 'GONE', retryAfterMs: answer.retryAfterMs },
      firstAttemptMs: waiting.firstAttemptMs ?? nowMs,
      failingSinceMs: target.failingSince === null ? null : Date.parse(target.failingSince),
      nowMs,
      chance: Math.random(),
    });
    if (next.step === 'GIVE_UP') {
      await this.#settle(waiting, 'FAILED', answer, answer.failure, ended);
      return true;
    }
    const nextMs = next.step === 'AGAIN' ? next.atMs : nowMs;
    const restsUntilMs = next.step === 'AGAIN' ? next.restsUntilMs : null;
    if (next.step === 'PAUSE') await this.#pause(next.because, now, target.failingSince);
    await this.parts.store.asSystem(PUT_BACK, [
      ...[this.webhookId, this.workerId, now, waiting.nr, new Date(nextMs)],
      ...[answer.httpStatus, answer.failure, answer.durationMs],
      ...[restsUntilMs === null ? null : new Date(restsUntilMs), FAILING_AFTER],
    ]);
    this.parts.metrics.deliveries.inc({ outcome: 'again' });
    return false;
  }

  async #pause(because: 'GONE' | 'NO_SUCCESS', now: Date, failingSince: string | null): Promise<void> {
    const { store, log, metrics } = this.parts;
    const unlessSuccess = because === 'NO_SUCCESS' ? failingSince : null;
    const [row] = await store.asSystem<{ paused: boolean }>(PAUSE, [
      ...[this.webhookId, because, now, unlessSuccess],
    ]);
    if (!row?.paused) return;
    this.#isPaused = true;
    metrics.paused.inc({ because });
    log.warn({ webhook: this.webhookId, because }, 'a webhook was paused');
  }

  async #settle(
    { nr }: Waiting,
    state: 'DELIVERED' | 'FAILED' | 'DROPPED',
    answer: Answer | null,
    failure: string | null,
    ended: readonly string[],
  ): Promise<void> {
    const { httpStatus = null, durationMs = null } = answer ?? {};
    const noted = this.#outcomes.note({ nr, state, httpStatus, failure, durationMs }, ended);
    // The next of the subject need not wait for the note: should that be lost, both are sent again, in order.
    if (ended.length > 0) await noted;
    else noted.catch((error: unknown) => this.cutOff(error));
    this.parts.metrics.deliveries.inc({ outcome: state.toLowerCase() });
  }
}
