/** How much a PlanCache may hold. */
export interface PlanCacheBounds {
  readonly entries: number;
  /** Of all plans together, as JSON text. */
  readonly characters: number;
}

/** What an entry is worth: how large it is, and how long it took to make. */
export interface PlanCacheCost {
  readonly characters: number;
  readonly millis: number;
}

interface Entry<Value> extends PlanCacheCost {
  readonly value: Value;
  uses: number;
  worth: number;
  /** When it was used last, counted in uses of the cache. */
  lastUse: number;
}

/** Beyond so many uses an entry is worth no more: one that was hot long ago must not stay for ever. */
const MOST_USES_COUNTED = 1_000;

/**
 * Keeps what was dear to make, is used often and takes little room (GreedyDual-Size-Frequency, Cherkasova 1998): an
 * entry is worth uses × time to make ÷ size, and what is worth least goes first. What every entry that goes was
 * worth is added to the worth of those that are used afterwards, so that what is not used any more falls behind.
 */
export class PlanCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  #characters = 0;
  #floor = 0;
  #uses = 0;

  constructor(private readonly bounds: PlanCacheBounds) {}

  get size(): number {
    return this.#entries.size;
  }

  /** Of all entries together. */
  get characters(): number {
    return this.#characters;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#use(entry);
    return entry.value;
  }

  /** Keeps a value, in the place of the one with the same key. What alone is larger than the bound is not kept. */
  set(key: string, value: Value, { characters, millis }: PlanCacheCost): void {
    const known = this.#entries.get(key);
    this.#remove(key);
    if (characters > this.bounds.characters || this.bounds.entries < 1) return;
    while (
      this.#entries.size >= this.bounds.entries ||
      this.#characters + characters > this.bounds.characters
    ) {
      this.#removeLeastWorth();
    }
    const entry = { value, characters, millis, uses: known?.uses ?? 0, worth: 0, lastUse: 0 };
    this.#use(entry);
    this.#entries.set(key, entry);
    this.#characters += characters;
  }

  /** The keys that are worth most, best first. */
  hottest(count: number): string[] {
    return [...this.#entries]
      .sort(([, one], [, other]) => (isLessWorth(one, other) ? 1 : -1))
      .slice(0, count)
      .map(([key]) => key);
  }

  #use(entry: Entry<Value>): void {
    this.#uses += 1;
    entry.lastUse = this.#uses;
    entry.uses = Math.min(entry.uses + 1, MOST_USES_COUNTED);
    entry.worth = this.#floor + (entry.uses * entry.millis) / Math.max(entry.characters, 1);
  }

  /** Looks at all of them: next to making a plan that costs nothing. */
  #removeLeastWorth(): void {
    let least: [string, Entry<Value>] | undefined;
    for (const candidate of this.#entries)
      if (!least || isLessWorth(candidate[1], least[1])) least = candidate;
    if (!least) return;
    this.#floor = least[1].worth;
    this.#remove(least[0]);
  }

  #remove(key: string): void {
    this.#characters -= this.#entries.get(key)?.characters ?? 0;
    this.#entries.delete(key);
  }
}

function isLessWorth(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.worth === other.worth ? one.lastUse < other.lastUse : one.worth < other.worth;
}
