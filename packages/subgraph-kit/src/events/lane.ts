import type { Batch, LaneWork, Load, Sendable } from './lane-work';

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

/** A subject that is being sent, with the jobs that were taken for it and are not done with. */
interface Errand {
  readonly subject: string;
  readonly jobs: string[];
}

/** What was read longer ago is read again before it is sent. */
const FRESH_MS = 5_000;

/**
 * Sends one receiver its events. A job names a subject; whoever takes it sends all that waits for that subject, in
 * order, and stops at the first that is not taken: so no event overtakes an earlier one of its subject, and other
 * subjects go on. Should two workers ever send the same subject at once, each still sends an event only when all
 * before it were taken, so the receiver sees at worst some twice.
 */
export class Lane<Event extends Sendable> {
  readonly #busy = new Set<Promise<void>>();
  readonly #underWay = new Map<string, Errand>();
  #stopping = false;
  #running: Promise<void> | null = null;
  #woken = false;
  #wake: () => void = () => {};
  #lostJobs = false;

  constructor(
    private readonly work: LaneWork<Event>,
    private readonly pollMs: number,
  ) {}

  /** Subjects that are being sent now. */
  get underWay(): number {
    return this.#busy.size;
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
    const timer = setTimeout(() => this.work.abort(), graceMs);
    await this.#running;
    await Promise.all(this.#busy);
    clearTimeout(timer);
    await this.work.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const free = this.work.atOnce - this.#busy.size;
      const loads = free > 0 ? await this.#take(free) : [];
      for (const load of loads) this.#begin(load);
      if (loads.length === 0 || loads.length < free) await this.#nextCall();
    }
  }

  async #take(most: number): Promise<Load<Event>[]> {
    try {
      if (this.#lostJobs) {
        await new Promise((resolve) => setTimeout(resolve, this.pollMs));
        await this.work.recover();
        this.#lostJobs = false;
      }
      return await this.work.take(most);
    } catch (error) {
      this.#cutOff(error);
      return [];
    }
  }

  #begin({ subject, jobIds, ...batch }: Load<Event>): void {
    const under = this.#underWay.get(subject);
    if (under) {
      // Whoever sends this subject already goes on with what has come since.
      under.jobs.push(...jobIds);
      return;
    }
    const errand: Errand = { subject, jobs: [...jobIds] };
    this.#underWay.set(subject, errand);
    const work = this.#drain(errand, batch)
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
    this.#lostJobs = true;
    this.work.cutOff(error);
  }

  /**
   * Sends what waits for a subject until its jobs are done with, those too that come meanwhile. A job is done with
   * when what was read after it was taken has been sent, or when its next attempt is planned.
   */
  async #drain(errand: Errand, first: Batch<Event>): Promise<void> {
    const { subject, jobs } = errand;
    let done = jobs.splice(0);
    let batch = first;
    for (;;) {
      const areDone = await this.#sendInOrder(subject, batch, done);
      if (areDone && jobs.length === 0) return this.#end(errand);
      done = [...(areDone ? [] : done), ...jobs.splice(0)];
      batch = await this.work.waiting(subject);
    }
  }

  /** Sends events until one is not taken. Tells whether the jobs are done with: by the last event, or for now. */
  async #sendInOrder(
    subject: string,
    { events, areAll }: Batch<Event>,
    jobs: readonly string[],
  ): Promise<boolean> {
    const readMs = performance.now();
    if (events.length === 0) {
      await this.work.finish(subject, jobs);
      return true;
    }
    for (const event of events) {
      if (this.#stopping) {
        await this.work.giveBack(subject, jobs);
        return true;
      }
      if (performance.now() - readMs > FRESH_MS) return false;
      const isLast = areAll && event === events.at(-1);
      if (!(await this.work.deliver(event, jobs, isLast))) return true;
    }
    return areAll;
  }

  async #nextCall(): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.pollMs);
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
