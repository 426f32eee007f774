import type { Backlog } from './backlog';
import type { DeliveryLog, Pace } from './lane';
import type { Batch, LaneWork, Load } from './lane-work';
import { WebhookSender, type EmittedEvent, type Subscriber } from './subscriber';

interface SubscriberParts {
  readonly backlog: Backlog;
  readonly subscriber: Subscriber;
  readonly pace: Pace;
  readonly log: DeliveryLog;
}

/** Sends events to another service, again and again until it takes them. */
export class SubscriberWork implements LaneWork<EmittedEvent> {
  readonly #sender: WebhookSender;
  #isAborted = false;

  constructor(private readonly parts: SubscriberParts) {
    const { subscriber, pace } = parts;
    this.#sender = new WebhookSender(subscriber, pace.atOnce, pace.deadlineMs);
  }

  get atOnce(): number {
    return this.parts.pace.atOnce;
  }

  take(most: number): Promise<Load<EmittedEvent>[]> {
    return this.parts.backlog.take(most);
  }

  waiting(subject: string): Promise<Batch<EmittedEvent>> {
    return this.parts.backlog.waiting(subject);
  }

  async deliver(event: EmittedEvent, jobs: readonly string[], isLast: boolean): Promise<boolean> {
    const { backlog } = this.parts;
    const cause = await this.#sender.send(event);
    if (cause === null) {
      await backlog.settle(event, isLast ? jobs : []);
      return true;
    }
    if (this.#isAborted) await this.giveBack(event.subject, jobs);
    else await this.#putBack(event, cause, jobs);
    return false;
  }

  finish(_subject: string, jobs: readonly string[]): Promise<void> {
    return this.parts.backlog.settle(null, jobs);
  }

  async giveBack(subject: string, jobs: readonly string[]): Promise<void> {
    await this.parts.backlog.plan(subject, 0);
    await this.parts.backlog.settle(null, jobs);
  }

  recover(): Promise<void> {
    return this.parts.backlog.requeue();
  }

  cutOff(error: unknown): void {
    const { subscriber, log } = this.parts;
    log.warn({ subscriber: subscriber.name, fault: (error as Error).name }, 'a delivery was cut off');
  }

  abort(): void {
    this.#isAborted = true;
    this.#sender.abort();
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  /** Plans the next attempt, in place of the jobs that have led to this one. */
  async #putBack(event: EmittedEvent, cause: string, jobs: readonly string[]): Promise<void> {
    const { backlog, log, subscriber } = this.parts;
    const { id, type, subject } = event;
    const attempts = event.attempts + 1;
    const waitMs = this.#waitAfter(attempts);
    const facts = { subscriber: subscriber.name, event: id, type, attempts, cause, waitMs };
    log.warn(facts, 'an event was not taken');
    await backlog.failed(event, cause);
    await backlog.plan(subject, waitMs);
    await backlog.settle(null, jobs);
  }

  #waitAfter(attempts: number): number {
    const { firstRetryMs, longestRetryMs } = this.parts.pace;
    const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 30));
    return Math.round(longest * (1 - Math.random() / 2));
  }
}
