import type { Clock } from '../values/clock';
import type { Store } from './store';

/** How a delivery was settled. */
export interface Outcome {
  readonly nr: string;
  readonly state: 'DELIVERED' | 'FAILED' | 'DROPPED';
  readonly httpStatus: number | null;
  readonly failure: string | null;
  readonly durationMs: number | null;
}

interface Note {
  readonly outcome: Outcome | null;
  readonly ended: readonly string[];
}

const SETTLE = 'select webhook_settle($1, $2, $3, $4, $5, $6, $7, $8, $9)';

/** Notes what became of deliveries: what is noted while one statement is under way goes together with the next. */
export class Outcomes {
  #notes: Note[] = [];
  #next: Promise<void> | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly webhookId: string,
    private readonly workerId: string,
  ) {}

  /** Notes how a delivery was settled, that turns have ended, or both. */
  note(outcome: Outcome | null, ended: readonly string[]): Promise<void> {
    this.#notes.push({ outcome, ended });
    this.#next ??= this.#writeAfter(this.#underWay);
    return this.#next;
  }

  /** Resolves when all that was noted until now is written, or was lost. */
  async written(): Promise<void> {
    await (this.#next ?? this.#underWay).catch(() => undefined);
  }

  async #writeAfter(underWay: Promise<void>): Promise<void> {
    await underWay;
    await new Promise(setImmediate);
    const notes = this.#notes;
    this.#notes = [];
    this.#next = null;
    const writing = this.#write(notes);
    this.#underWay = writing.catch(() => undefined);
    await writing;
  }

  async #write(notes: readonly Note[]): Promise<void> {
    const outcomes = notes.flatMap(({ outcome }) => (outcome ? [outcome] : []));
    const ended = notes.flatMap(({ ended: subjects }) => subjects);
    await this.store.asSystem(SETTLE, [
      this.webhookId,
      this.workerId,
      this.clock.now(),
      outcomes.map(({ nr }) => nr),
      outcomes.map(({ state }) => state),
      outcomes.map(({ httpStatus }) => httpStatus),
      outcomes.map(({ failure }) => failure),
      outcomes.map(({ durationMs }) => durationMs),
      ended,
    ]);
  }
}
