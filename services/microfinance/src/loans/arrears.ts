/**
 * Arrears by age: a loan is in arrears from the day after the due date of its oldest instalment that is not paid in
 * full, and the whole loan belongs to the age of that instalment (DOMAIN: 1–30, 31–60, 61–90, 91–180, over 180 days).
 */
import { sumMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { unpaidOf, type InstalmentBalance } from './instalment-balance';

export const ArrearsAge = {
  NONE: 'NONE',
  DAYS_1_TO_30: 'DAYS_1_TO_30',
  DAYS_31_TO_60: 'DAYS_31_TO_60',
  DAYS_61_TO_90: 'DAYS_61_TO_90',
  DAYS_91_TO_180: 'DAYS_91_TO_180',
  OVER_180_DAYS: 'OVER_180_DAYS',
} as const;
export type ArrearsAge = keyof typeof ArrearsAge;

/** Each age with the last of its days. */
const LAST_DAYS: readonly (readonly [ArrearsAge, number])[] = [
  ['NONE', 0],
  ['DAYS_1_TO_30', 30],
  ['DAYS_31_TO_60', 60],
  ['DAYS_61_TO_90', 90],
  ['DAYS_91_TO_180', 180],
];

/** Days since the oldest unpaid instalment fell due; zero when it has not, or when there is none. */
export function daysLate(oldestUnpaidDueOn: PlainDate | null, today: PlainDate): number {
  return oldestUnpaidDueOn === null ? 0 : Math.max(0, daysBetween(oldestUnpaidDueOn, today));
}

export function arrearsAge(days: number): ArrearsAge {
  return LAST_DAYS.find(([, last]) => days <= last)?.[0] ?? 'OVER_180_DAYS';
}

/** What should have been paid before the day and was not. */
export function overdueOn(instalments: readonly InstalmentBalance[], today: PlainDate): Money {
  return sumMoney(instalments.filter(({ dueOn }) => dueOn < today).map(unpaidOf));
}
