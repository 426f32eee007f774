/** Taken once, since the tests' sandbox makes every look at a global dear. */
const { floor, imul } = Math;

/** A step on the way to a generator: what is drawn at ('household', 7) has nothing to do with ('household', 8). */
export type PathStep = string | number;

/** What can be drawn from, each with how often it comes in proportion to the others. */
export type Weighted<Value> = readonly (readonly [value: Value, weight: number])[];

/**
 * Pseudo-random draws for sample data: fast, the same on every machine for the same seed and path, and never to be
 * used where somebody must not guess the next number. The generator is Chris Doty-Humphrey's sfc32.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(a: number, b: number, c: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    // The first draws still show the seed.
    for (let round = 0; round < 12; round += 1) this.#next();
  }

  /** At least 0 and less than 1. */
  fraction(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** A whole number from the least to the most, both included. */
  int(least: number, most: number): number {
    return least + floor(this.fraction() * (most - least + 1));
  }

  /** True as often as the probability says, 0 never and 1 always. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of the values, all equally likely. */
  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.int(0, values.length - 1)];
    if (value === undefined) throw new RangeError('There is nothing to pick from.');
    return value;
  }

  /** One of the values, each as often as its weight says. */
  weighted<Value>(choices: Weighted<Value>): Value {
    let whole = 0;
    for (const [, weight] of choices) whole += weight;
    let left = this.fraction() * whole;
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices.at(-1);
    if (!last) throw new RangeError('There is nothing to pick from.');
    return last[0];
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}

/** The generator of one place in the sample: `randomOf(seed, 'household', 7)` needs none of the households before. */
export function randomOf(seed: string, ...path: readonly PathStep[]): Random {
  let a = hashOf(seed);
  let b = imul(a, 0x27d4eb2f) ^ path.length;
  for (const step of path) {
    const value = typeof step === 'number' ? imul(step, 0x9e3779b1) : hashOf(step);
    a = imul(a ^ value, 0x85ebca6b);
    a = imul(a ^ (a >>> 15), 0xc2b2ae35) + b;
    b = imul(b ^ (value + a), 0x165667b1);
    b ^= b >>> 13;
  }
  return new Random(a, b, a ^ imul(b, 0x85ebca6b));
}

/** FNV-1a over the letters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
