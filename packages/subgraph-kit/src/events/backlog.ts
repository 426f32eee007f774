import type PgBoss from 'pg-boss';
import type { Pool } from 'pg';
import type { Batch, Load } from './lane-work';
import type { EmittedEvent } from './subscriber';

interface Settlement {
  readonly delivered: EmittedEvent | null;
  readonly finished: readonly string[];
}

/** Events of one subject that are read at once; where there are fewer, there are no more. */
const TOGETHER = 50;

const WAITING = {
  name: 'events waiting',
  text: `select event.id, event.seq, event.type, event.version, event.subject, event.payload, delivery.attempts,
      to_char(event.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from unnest($2::text[]) as asked (subject)
   cross join lateral (
      select seq, attempts from event_delivery
       where subscriber = $1 and event_delivery.subject = asked.subject and delivered_at is null
       order by seq limit ${TOGETHER}) as delivery
    join event on event.seq = delivery.seq
   order by event.seq`,
};
const SETTLE = {
  name: 'events delivered',
  text: `with delivered as (
      update event_delivery set delivered_at = now(), attempts = attempts + 1, last_failure = null
       where subscriber = $1 and seq = any ($2::bigint[]))
    delete from pgboss.job where name = $3 and id = any ($4::uuid[])`,
};
const FAILED = {
  name: 'event not delivered',
  text: 'update event_delivery set attempts = attempts + 1, last_failure = $3 where subscriber = $1 and seq = $2',
};

/**
 * What one subscriber is still to be sent, as the database has it. Reads and notes are made for many subjects at
 * once: what is noted while one statement is under way goes together with the next.
 */
export class Backlog {
  readonly #queue: string;
  #settlements: Settlement[] = [];
  #next: Promise<void> | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly boss: PgBoss,
    private readonly pool: Pool,
    private readonly subscriber: string,
  ) {
    this.#queue = `deliver_${subscriber}`;
  }

  /** Takes jobs from the queue, as many as there are and at most so many, with what waits for their subjects. */
  async take(most: number): Promise<Load<EmittedEvent>[]> {
    // pg-boss gives no jobs when the database does not answer; it is asked again after the usual wait.
    const jobs = await this.boss.fetch<{ subject: string }>(this.#queue, {
      batchSize: most,
      priority: false,
    });
    if (jobs.length === 0) return [];
    const events = await this.#read(jobs.map(({ data }) => data.subject));
    return jobs.map(({ id, data: { subject } }) => ({
      jobIds: [id],
      subject,
      ...batchOf(events.filter((event) => event.subject === subject)),
    }));
  }

  /** What waits for a subject now, in order. */
  async waiting(subject: string): Promise<Batch<EmittedEvent>> {
    return batchOf(await this.#read([subject]));
  }

  async #read(subjects: readonly string[]): Promise<EmittedEvent[]> {
    const { rows } = await this.pool.query<EmittedEvent>({ ...WAITING, values: [this.subscriber, subjects] });
    return rows;
  }

  /** Notes that an event was taken, that jobs are done with, or both. */
  settle(delivered: EmittedEvent | null, finished: readonly string[]): Promise<void> {
    this.#settlements.push({ delivered, finished });
    this.#next ??= this.#settleAfter(this.#underWay);
    return this.#next;
  }

  async #settleAfter(underWay: Promise<void>): Promise<void> {
    await underWay;
    await new Promise(setImmediate);
    const settlements = this.#settlements;
    this.#settlements = [];
    this.#next = null;
    const writing = this.#write(settlements);
    this.#underWay = writing.catch(() => undefined);
    await writing;
  }

  async #write(settlements: readonly Settlement[]): Promise<void> {
    const seqs = settlements.flatMap(({ delivered }) => (delivered ? [delivered.seq] : []));
    const jobIds = settlements.flatMap(({ finished }) => finished);
    await this.pool.query({ ...SETTLE, values: [this.subscriber, seqs, this.#queue, jobIds] });
  }

  /** Notes an attempt in vain. */
  async failed(event: EmittedEvent, failure: string): Promise<void> {
    await this.pool.query({ ...FAILED, values: [this.subscriber, event.seq, failure] });
  }

  /** Plans the next attempt: a job that is in nobody's way, and of which a subject has but one. */
  async plan(subject: string, waitMs: number): Promise<void> {
    await this.boss.send(this.#queue, { subject }, { singletonKey: subject, startAfter: waitMs / 1000 });
  }

  /** Gives everything that waits a job again, for jobs whose worker is lost would wait until pg-boss gives them up. */
  async requeue(): Promise<void> {
    await this.pool.query('select event_requeue($1)', [this.subscriber]);
  }
}

const batchOf = (events: readonly EmittedEvent[]): Batch<EmittedEvent> => ({
  events,
  areAll: events.length < TOGETHER,
});
