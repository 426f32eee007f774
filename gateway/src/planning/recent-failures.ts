import type { PlanRefusal } from './plan-refused';

/** Enough for what clients send, and little for a stranger to fill. */
const MOST_REMEMBERED = 1_000;

interface Failure {
  readonly refusal: PlanRefusal;
  readonly until: number;
}

/** Operations that were too much for the planner, so that they are not tried again at once. */
export class RecentFailures {
  readonly #failures = new Map<string, Failure>();

  /** Remembers each for so many milliseconds on the given clock. */
  constructor(
    private readonly rememberMs: number,
    private readonly now: () => number,
  ) {}

  add(operation: string, refusal: PlanRefusal): void {
    this.#failures.delete(operation);
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined && this.#failures.size >= MOST_REMEMBERED) this.#failures.delete(oldest);
    this.#failures.set(operation, { refusal, until: this.now() + this.rememberMs });
  }

  /** Why the operation was refused not long ago; null when it may be tried. */
  recent(operation: string): PlanRefusal | null {
    const failure = this.#failures.get(operation);
    if (!failure) return null;
    if (failure.until > this.now()) return failure.refusal;
    this.#failures.delete(operation);
    return null;
  }
}
