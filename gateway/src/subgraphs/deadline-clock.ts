import type { Abandonable } from './request-deadline';

export interface Timed extends Abandonable {
  /** By performance.now(). */
  readonly endsAt: number;
  /** Where the clock keeps it; -1 when it does not. For the clock to set. */
  place: number;
}

/**
 * Gives up what has reached its end. One timer serves everything that is under way: it is set for the end that comes
 * first, and what ends in time, as nearly all does, costs no timer at all.
 */
export class DeadlineClock {
  /** In no order. Not a Set: its tables, outgrown and old, would keep thousands of answers from being collected. */
  readonly #underWay: Timed[] = [];
  #timer: NodeJS.Timeout | null = null;
  #ringsAt = Infinity;

  watch(timed: Timed): void {
    timed.place = this.#underWay.push(timed) - 1;
    if (timed.endsAt < this.#ringsAt) this.#ringAt(timed.endsAt);
  }

  forget(timed: Timed): void {
    if (timed.place === -1) return;
    const last = this.#underWay.pop();
    if (last && last !== timed) {
      this.#underWay[timed.place] = last;
      last.place = timed.place;
    }
    timed.place = -1;
  }

  #ringAt(time: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#ringsAt = time;
    // What is waited for holds the process open by its socket; this need not.
    this.#timer = setTimeout(() => this.#ring(), Math.max(0, Math.ceil(time - performance.now()))).unref();
  }

  #ring(): void {
    this.#timer = null;
    this.#ringsAt = Infinity;
    const now = performance.now();
    for (const timed of this.#underWay.filter(({ endsAt }) => endsAt <= now)) timed.giveUp('deadline');
    const next = this.#underWay.reduce((first, { endsAt }) => Math.min(first, endsAt), Infinity);
    if (next < this.#ringsAt) this.#ringAt(next);
  }
}
