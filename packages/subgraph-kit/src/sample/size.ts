import type { Population } from './population';

/** How many of everything a sample has. */
export interface SampleSize {
  readonly households: number;
  readonly ngos: number;
  readonly homes: number;
  readonly lenders: number;
  readonly loans: number;
  readonly fosterApplications: number;
  readonly producers: number;
  readonly products: number;
}

/** What all services load from: the people, and how many of everything else there are. */
export interface Sample {
  readonly population: Population;
  readonly size: SampleSize;
}

export const DEFAULT_HOUSEHOLDS = 2_000;

/**
 * What goes with so many households: loans, applications and products grow with them, organisations more slowly. For
 * 2,000 households there are 60 NGOs, 40 homes, 400 loans and 300 products.
 */
export function sampleSize(households: number = DEFAULT_HOUSEHOLDS): SampleSize {
  const times = households / DEFAULT_HOUSEHOLDS;
  const atLeast = (least: number, number: number) => Math.max(least, Math.round(number));
  return {
    households,
    ngos: atLeast(60, 60 * Math.sqrt(times)),
    homes: atLeast(40, 40 * Math.sqrt(times)),
    lenders: 12,
    loans: atLeast(1, 400 * times),
    fosterApplications: atLeast(1, 60 * times),
    producers: atLeast(1, 80 * times),
    products: atLeast(1, 300 * times),
  };
}
