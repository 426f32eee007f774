import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/**
 * Days on which something holds: from the first day on, and no longer on the day named last. Who moves on a day
 * belongs to the new place on that day. A period that ends on its first day holds on no day at all.
 */
export interface Period {
  readonly from: PlainDate;
  /** The first day on which it no longer holds; null while no end is known. */
  readonly until: PlainDate | null;
}

export function holdsOn({ from, until }: Period, day: PlainDate): boolean {
  return from <= day && (until === null || day < until);
}

/** Whether there is a day on which both hold. */
export function overlap(a: Period, b: Period): boolean {
  const isEmpty = ({ from, until }: Period) => until !== null && until <= from;
  if (isEmpty(a) || isEmpty(b)) return false;
  return (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until);
}

/** The later of two days. */
export function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}
