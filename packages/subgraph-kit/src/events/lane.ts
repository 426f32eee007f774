import type PgBoss from 'pg-boss';
import type { Pool } from 'pg';
import { Backlog, TOGETHER, type Load } from './backlog';
import { WebhookSender, type EmittedEvent, type Subscriber } from './subscriber';

/** How fast and how patiently events are sent. */
export interface Pace {
  /** Subjects that are sent at the same time to one subscriber. */
  readonly atOnce: number;
  /** How often the queue is looked at when nobody has called, for jobs that wait for their next attempt. */
  readonly pollMs: number;
  /** The wait before the second attempt; it doubles with each further one, and chance takes up to half of it off. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** How long a subscriber may take to answer. */
  readonly deadlineMs: number;
}

export const USUAL_PACE: Pace = {
  atOnce: 16,
  pollMs: 1_000,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  deadlineMs: 10_000,
};

/** What a lane tells of its doings; never a payload. */
export interface DeliveryLog {
  warn(facts: object, message: string): void;
}

export interface LaneParts {
  readonly boss: PgBoss;
  readonly pool: Pool;
  readonly subscriber: Subscriber;
  readonly pace: Pace;
  readonly log: DeliveryLog;
}

/** A subject that is being sent, with the jobs that were taken for it and are not done with. */
interface Errand {
  readonly subject: string;
  readonly jobs: string[];
}

interface Refused {
  readonly event: EmittedEvent;
  readonly cause: string;
}

const STOPPING = 'stopping';

/**
 * Sends one subscriber its events. A job of the queue names a subject; whoever takes it sends all that waits for
 * that subject, in order, and stops at the first that is not taken: so no event overtakes an earlier one of its
 * subject, and other subjects go on. Should two workers ever send the same subject at once, each still sends an
 * event only when all before it were taken, so the receiver sees at worst some twice.
 */
export class Lane {
  readonly #backlog: Backlog;
  readonly #sender: WebhookSender;
  readonly #busy = new Set<Promise<void>>();
  readonly #underWay = new Map<string, Errand>();
  #stopping = false;
  #running: Promise<void> | null = null;
  #woken = false;
  #wake: () => void = () => {};
  #lostJobs = false;

  constructor(private readonly parts: LaneParts) {
    const { boss, pool, subscriber, pace } = parts;
    this.#backlog = new Backlog(boss, pool, subscriber.name);
    this.#sender = new WebhookSender(subscriber, pace.atOnce, pace.deadlineMs);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Something may be waiting. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Takes no more, gives what is under way some time, then gives it up: it is sent again after the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    const timer = setTimeout(() => this.#sender.abort(), graceMs);
    await this.#running;
    await Promise.all(this.#busy);
    clearTimeout(timer);
    await this.#sender.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const free = this.parts.pace.atOnce - this.#busy.size;
      const loads = free > 0 ? await this.#take(free) : [];
      for (const load of loads) this.#begin(load);
      if (loads.length === 0 || loads.length < free) await this.#nextCall();
    }
  }

  async #take(most: number): Promise<Load[]> {
    try {
      if (this.#lostJobs) {
        await new Promise((resolve) => setTimeout(resolve, this.parts.pace.pollMs));
        await this.#backlog.requeue();
        this.#lostJobs = false;
      }
      return await this.#backlog.take(most);
    } catch (error) {
      this.#cutOff(error);
      return [];
    }
  }

  #begin(load: Load): void {
    const { subject, jobIds } = load;
    const under = this.#underWay.get(subject);
    if (under) {
      // Whoever sends this subject already goes on with what has come since.
      under.jobs.push(...jobIds);
      return;
    }
    const errand: Errand = { subject, jobs: [...jobIds] };
    this.#underWay.set(subject, errand);
    const work = this.#drain(errand, load.events)
      .catch((error: unknown) => this.#cutOff(error))
      .finally(() => {
        this.#end(errand);
        this.#busy.delete(work);
        this.wake();
      });
    this.#busy.add(work);
  }

  #end(errand: Errand): void {
    if (this.#underWay.get(errand.subject) === errand) this.#underWay.delete(errand.subject);
  }

  /** The database failed under a job that was taken: jobs may be lost, so after a while all that waits gets a new one. */
  #cutOff(error: unknown): void {
    const { subscriber, log } = this.parts;
    this.#lostJobs = true;
    log.warn({ subscriber: subscriber.name, fault: (error as Error).name }, 'a delivery was cut off');
  }

  /**
   * Sends what waits for a subject until its jobs are done with, those too that come meanwhile. A job is done with
   * when what was read after it was taken has been sent, or when its next attempt is planned.
   */
  async #drain(errand: Errand, first: readonly EmittedEvent[]): Promise<void> {
    const { subject, jobs } = errand;
    let done = jobs.splice(0);
    let events = first;
    for (;;) {
      const areAll = events.length < TOGETHER;
      const refused = await this.#sendInOrder(events, areAll ? done : []);
      if (refused) await this.#putBack(refused, done);
      const isDone = areAll || refused !== null;
      if (isDone && jobs.length === 0) return this.#end(errand);
      done = [...(isDone ? [] : done), ...jobs.splice(0)];
      events = await this.#backlog.waiting([subject]);
    }
  }

  /** Sends events until one is not taken, which it gives with the cause; with the last one the jobs are done. */
  async #sendInOrder(events: readonly EmittedEvent[], done: readonly string[]): Promise<Refused | null> {
    const last = events.at(-1);
    if (!last) await this.#backlog.settle(null, done);
    for (const event of events) {
      const cause = this.#stopping ? STOPPING : await this.#sender.send(event);
      if (cause !== null) return { event, cause };
      await this.#backlog.settle(event, event === last ? done : []);
    }
    return null;
  }

  /** Plans the next attempt, in place of the jobs that have led to this one. */
  async #putBack({ event, cause }: Refused, jobs: readonly string[]): Promise<void> {
    const attempts = event.attempts + 1;
    const waitMs = this.#stopping ? 0 : this.#waitAfter(attempts);
    if (!this.#stopping) {
      const { id, type } = event;
      const facts = { subscriber: this.parts.subscriber.name, event: id, type, attempts, cause, waitMs };
      this.parts.log.warn(facts, 'an event was not taken');
      await this.#backlog.failed(event, cause);
    }
    await this.#backlog.plan(event.subject, waitMs);
    await this.#backlog.settle(null, jobs);
  }

  #waitAfter(attempts: number): number {
    const { firstRetryMs, longestRetryMs } = this.parts.pace;
    const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 30));
    return Math.round(longest * (1 - Math.random() / 2));
  }

  async #nextCall(): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.parts.pace.pollMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
    this.#wake = () => {};
  }
}
