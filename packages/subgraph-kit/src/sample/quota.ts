import type { Weighted } from './random';

/** Where a thing of a row stands: its kind, and how many of its kind come before it. */
export interface Share<Kind> {
  readonly kind: Kind;
  readonly rank: number;
}

/**
 * Shares an endless row of things out among kinds by weight, so that any beginning of the row is in proportion, and
 * kind and rank of any thing are known without looking at those before it. The order repeats after one cycle.
 */
export class Quota<Kind> {
  readonly #cycle: readonly Share<Kind>[];
  readonly #positions: ReadonlyMap<Kind, readonly number[]>;

  /** `first` is the kind of the first thing of all. */
  constructor(weights: Weighted<Kind>, cycle: number, first: Kind) {
    const places = countsOf(weights, cycle).flatMap(([kind, count]) =>
      // The k-th of n things of a kind stands in the middle of the k-th of n equal parts of the cycle.
      Array.from({ length: count }, (_, k) => ({ kind, place: (k + 0.5) / count })),
    );
    const kinds = places.sort((a, b) => a.place - b.place).map(({ kind }) => kind);
    const firstOfKind = kinds.indexOf(first);
    [kinds[0], kinds[firstOfKind]] = [kinds[firstOfKind] as Kind, kinds[0] as Kind];

    const positions = new Map(weights.map(([kind]) => [kind, [] as number[]]));
    this.#cycle = kinds.map((kind, position) => {
      const ofKind = positions.get(kind) as number[];
      ofKind.push(position);
      return { kind, rank: ofKind.length - 1 };
    });
    this.#positions = positions;
  }

  at(index: number): Share<Kind> {
    const { kind, rank } = this.#cycle[index % this.#cycle.length] as Share<Kind>;
    return { kind, rank: rank + Math.floor(index / this.#cycle.length) * this.#positionsOf(kind).length };
  }

  /** The place in the row of the thing of that kind and rank. */
  indexOf(kind: Kind, rank: number): number {
    const positions = this.#positionsOf(kind);
    const cycles = Math.floor(rank / positions.length);
    return cycles * this.#cycle.length + (positions[rank % positions.length] as number);
  }

  /** How many of the first `total` things are of that kind. */
  countOf(kind: Kind, total: number): number {
    const positions = this.#positionsOf(kind);
    const rest = total % this.#cycle.length;
    const inRest = positions.filter((position) => position < rest).length;
    return Math.floor(total / this.#cycle.length) * positions.length + inRest;
  }

  #positionsOf(kind: Kind): readonly number[] {
    const positions = this.#positions.get(kind);
    if (!positions?.length) throw new RangeError('No share is given to this kind.');
    return positions;
  }
}

/** Whole numbers in proportion that sum to the total: the largest remainders are rounded up. */
function countsOf<Kind>(weights: Weighted<Kind>, total: number): [kind: Kind, count: number][] {
  const whole = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const exact = weights.map(([kind, weight]) => ({ kind, share: (weight / whole) * total }));
  const missing = total - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const roundedUp = new Set(
    [...exact]
      .sort((a, b) => (b.share % 1) - (a.share % 1))
      .slice(0, missing)
      .map(({ kind }) => kind),
  );
  return exact.map(({ kind, share }) => [kind, Math.floor(share) + (roundedUp.has(kind) ? 1 : 0)]);
}
