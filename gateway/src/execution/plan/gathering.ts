/**
 * Fetches of one group become ready at different times, and one call for all is better than one for each. But an
 * independent branch must not wait: a ready fetch is held only while experience says that its siblings come at once,
 * and then no longer than HOLD_MS.
 */
const HOLD_MS = 1;
/** Beyond this mean lag nobody is held. */
const LONGEST_MEAN_LAG_MS = 1.5;
/** One pause of the whole process must not spoil what was learnt. */
const MOST_LAG_MS = 8;
/** What the newest lag counts for in the mean. */
const WEIGHT = 1 / 8;

/** What a group has learnt from all runs of its plan: how long after its first member its last one became ready. */
export class LagAverage {
  #meanMs = 0;

  observe(lagMs: number): void {
    this.#meanMs += (Math.min(lagMs, MOST_LAG_MS) - this.#meanMs) * WEIGHT;
  }

  /** Whether waiting for the siblings is worth it. */
  get isShort(): boolean {
    return this.#meanMs <= LONGEST_MEAN_LAG_MS;
  }
}

/** The members of a group in one run, as they become ready. */
export class Gathering {
  #arrived = 0;
  #firstMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isLate = false;
  #leavesAfterTurn = false;

  /** `expected`: how many members this run has; `send` sends what is pending, if anything is. */
  constructor(
    private readonly expected: number,
    private readonly lag: LagAverage,
    private readonly send: () => void,
  ) {}

  /** A member is ready, or has turned out to have nothing to ask; what it asks is pending. */
  arrive(): void {
    this.#arrived += 1;
    if (this.#arrived === this.expected) return this.#complete();
    if (this.#arrived === 1) this.#firstMs = performance.now();
    // It runs even when nobody is held: that is how it is known whether a hold would have been enough.
    this.#timer ??= setTimeout(() => this.#onHeldEnough(), HOLD_MS);
    if (!this.lag.isShort) this.#sendAfterTurn();
  }

  #complete(): void {
    clearTimeout(this.#timer);
    if (this.expected > 1) {
      const lagMs = performance.now() - this.#firstMs;
      // In a busy process all that came before the timer's turn came in time, whatever the clock says.
      this.lag.observe(this.#isLate ? lagMs : Math.min(lagMs, HOLD_MS));
    }
    this.send();
  }

  #onHeldEnough(): void {
    this.#timer = undefined;
    this.#isLate = true;
    this.send();
  }

  /** Siblings that one answer makes ready are asked for together even when nobody is held. */
  #sendAfterTurn(): void {
    if (this.#leavesAfterTurn) return;
    this.#leavesAfterTurn = true;
    queueMicrotask(() =>
      process.nextTick(() => {
        this.#leavesAfterTurn = false;
        this.send();
      }),
    );
  }
}
