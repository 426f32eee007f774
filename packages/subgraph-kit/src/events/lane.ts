import type PgBoss from 'pg-boss';
import type { Pool } from 'pg';
import { type EmittedEvent, type Subscriber, WebhookSender } from './subscriber';

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
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface LaneParts {
  readonly boss: PgBoss;
  readonly pool: Pool;
  readonly subscriber: Subscriber;
  readonly pace: Pace;
  readonly log: DeliveryLog;
}

type Job = PgBoss.Job<{ readonly subject: string }>;

/** Events of one subject that are read at once. */
const TOGETHER = 50;

const WAITING = {
  name: 'events waiting',
  text: `select event.id, event.seq, event.type, event.version, event.subject,
      to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt", event.payload, delivery.attempts
    from event_delivery delivery join event on event.seq = delivery.seq
   where delivery.subscriber = $1 and delivery.subject = $2 and delivery.delivered_at is null
   order by delivery.seq limit ${TOGETHER}`,
};
const DELIVERED = {
  name: 'event delivered',
  text: 'update event_delivery set delivered_at = now(), attempts = attempts + 1, last_failure = null where subscriber = $1 and seq = $2',
};
const FAILED = {
  name: 'event not delivered',
  text: 'update event_delivery set attempts = attempts + 1, last_failure = $3 where subscriber = $1 and seq = $2',
};

/**
 * Sends one subscriber its events. A job of the queue names a subject; whoever takes it sends all that waits for
 * that subject, in order, and stops at the first that is not taken: so no event overtakes an earlier one of its
 * subject, and other subjects go on. Should two workers ever send the same subject at once, each still sends an
 * event only when all before it were taken, so the receiver sees at worst some twice.
 */
export class Lane {
  readonly #queue: string;
  readonly #sender: WebhookSender;
  readonly #busy = new Set<Promise<void>>();
  #stopping = false;
  #running: Promise<void> | null = null;
  #woken = false;
  #wake: () => void = () => {};
  #lostJobs = false;

  constructor(private readonly parts: LaneParts) {
    const { subscriber, pace } = parts;
    this.#queue = `deliver_${subscriber.name}`;
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

  /** Takes no more jobs, gives what is under way some time, then gives it up: it is sent again after the next start. */
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
    const { boss, pace } = this.parts;
    while (!this.#stopping) {
      await this.#recoverLostJobs();
      const free = pace.atOnce - this.#busy.size;
      // pg-boss gives no jobs when the database does not answer; it is asked again after the usual wait.
      const jobs: Job[] = free > 0 ? await boss.fetch(this.#queue, { batchSize: free, priority: false }) : [];
      for (const job of jobs) this.#take(job);
      if (jobs.length === 0 || jobs.length < free) await this.#nextCall();
    }
  }

  #take(job: Job): void {
    const work = this.#drain(job)
      .catch((error: unknown) => {
        this.#lostJobs = true;
        const { name, message } = error as Error;
        this.parts.log.warn(
          { subscriber: this.parts.subscriber.name, fault: name, message },
          'a delivery was cut off',
        );
      })
      .finally(() => {
        this.#busy.delete(work);
        this.wake();
      });
    this.#busy.add(work);
  }

  async #drain(job: Job): Promise<void> {
    const { boss, pool, subscriber } = this.parts;
    const { subject } = job.data;
    for (;;) {
      const { rows } = await pool.query<EmittedEvent>({ ...WAITING, values: [subscriber.name, subject] });
      for (const event of rows) {
        if (this.#stopping) return this.#sendLater(job, 0);
        const failure = await this.#sender.send({ ...event, seq: Number(event.seq) });
        if (failure !== null) return this.#failed(job, event, failure);
        await pool.query({ ...DELIVERED, values: [subscriber.name, event.seq] });
      }
      if (rows.length < TOGETHER) {
        // What was emitted meanwhile has a job of its own.
        await boss.deleteJob(this.#queue, job.id);
        return;
      }
    }
  }

  async #failed(job: Job, event: EmittedEvent, failure: string): Promise<void> {
    const { pool, subscriber, log } = this.parts;
    if (this.#stopping) return this.#sendLater(job, 0);
    const waitMs = this.#waitAfter(event.attempts + 1);
    const { id, type, attempts } = event;
    log.warn(
      { subscriber: subscriber.name, event: id, type, attempts: attempts + 1, failure, waitMs },
      'an event was not taken',
    );
    await pool.query({ ...FAILED, values: [subscriber.name, event.seq, failure] });
    await this.#sendLater(job, waitMs);
  }

  /** The next attempt is a job of its own, which stands in the way of no other and of which there is but one. */
  async #sendLater(job: Job, waitMs: number): Promise<void> {
    const { boss } = this.parts;
    const { subject } = job.data;
    await boss.send(this.#queue, { subject }, { singletonKey: subject, startAfter: waitMs / 1000 });
    await boss.deleteJob(this.#queue, job.id);
  }

  #waitAfter(attempts: number): number {
    const { firstRetryMs, longestRetryMs } = this.parts.pace;
    const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 30));
    return Math.round(longest * (1 - Math.random() / 2));
  }

  /** A job whose worker lost the database would wait for pg-boss to give it up; all that waits gets a new one. */
  async #recoverLostJobs(): Promise<void> {
    if (!this.#lostJobs) return;
    try {
      await this.parts.pool.query('select event_requeue($1)', [this.parts.subscriber.name]);
      this.#lostJobs = false;
    } catch {
      // The database is still away: tried again before the next look at the queue.
    }
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
