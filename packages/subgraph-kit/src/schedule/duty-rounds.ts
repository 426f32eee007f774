import { faultFacts } from '../database/faults';
import { lastDueDay, type Duty } from './duty';
import type { DutyMetrics } from './duty-metrics';
import { doPart, lastDone, noteDuties, type DutyPlace } from './duty-work';

/** What is told of duties: their names and how much they did, never what is in a record. */
export interface DutyLog {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface DutyRoundsParts {
  readonly place: DutyPlace;
  readonly duties: readonly Duty[];
  readonly metrics: DutyMetrics;
  readonly log: DutyLog;
}

/** How often it is looked whether a duty's hour has come. */
const ROUND_MS = 60_000;
/** A duty that failed is left alone for so long. */
const RETRY_MS = 300_000;

/** Goes round the duties of a service, as long as the process lives. Several processes may: each day is done by one. */
export class DutyRounds {
  readonly #notBefore = new Map<string, number>();
  #stopping = false;
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(private readonly parts: DutyRoundsParts) {}

  start(): void {
    this.#underWay = this.round().finally(() => {
      if (!this.#stopping) this.#timer = setTimeout(() => this.start(), ROUND_MS).unref();
    });
  }

  /** Ends after the part that is under way; the rest is done by another process or after the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#underWay;
  }

  /** Does every duty whose day is not done. One that fails, or a database that is away, is left for a later round. */
  async round(): Promise<void> {
    const { place, duties, metrics, log } = this.parts;
    try {
      await noteDuties(place, duties);
      for (const duty of duties) await this.#attempt(duty);
      for (const [name, seconds] of await lastDone(place)) metrics.lastDone.set({ duty: name }, seconds);
    } catch (error) {
      log.error(faultFacts(error), 'the duties of the day were cut off');
    }
  }

  async #attempt(duty: Duty): Promise<void> {
    const { clock } = this.parts.place;
    const { metrics, log } = this.parts;
    if (clock.now().getTime() < (this.#notBefore.get(duty.name) ?? 0)) return;
    try {
      await this.#do(duty);
      this.#notBefore.delete(duty.name);
    } catch (error) {
      this.#notBefore.set(duty.name, clock.now().getTime() + RETRY_MS);
      metrics.failures.inc({ duty: duty.name });
      log.error({ duty: duty.name, ...faultFacts(error) }, 'a duty failed; it is tried again');
    }
  }

  async #do(duty: Duty): Promise<void> {
    const { place, log } = this.parts;
    const day = lastDueDay(duty.at, place.clock.now());
    let count = 0;
    while (!this.#stopping) {
      const part = await doPart(place, duty, day);
      if (!part) return;
      count += part.count;
      if (part.isAll) return log.info({ duty: duty.name, day, count }, 'a duty is done');
    }
  }
}
