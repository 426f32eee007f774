/**
 * Nobody lends without a licence that is in force. NGOs are licensed by the financial regulator in a category that goes
 * with their portfolio (A from 50 million pounds, B from 10 million, C under that; data, since they change); the
 * ministry's own funds and the social bank lend under a licence without a category. An NGO whose standing is not good
 * may go on collecting, but not lend.
 */
import { compareMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LenderCategoryRules } from './lending-rules';

export const LenderKind = { MINISTRY_FUND: 'MINISTRY_FUND', SOCIAL_BANK: 'SOCIAL_BANK', NGO: 'NGO' } as const;
export type LenderKind = keyof typeof LenderKind;

export const LenderCategory = { A: 'A', B: 'B', C: 'C' } as const;
export type LenderCategory = keyof typeof LenderCategory;

/** The time for which a licence was given, and when it was taken back. */
export interface LicencePeriod {
  readonly validFrom: PlainDate;
  /** The last day; null when it has no end. */
  readonly validUntil: PlainDate | null;
  /** The first day on which it is no longer in force; null when nobody withdrew it. */
  readonly withdrawnOn: PlainDate | null;
}

export function isInForce({ validFrom, validUntil, withdrawnOn }: LicencePeriod, date: PlainDate): boolean {
  const isOver = (validUntil !== null && date > validUntil) || (withdrawnOn !== null && date >= withdrawnOn);
  return date >= validFrom && !isOver;
}

/** The licence under which a lender lends on a day; null when it may not lend. */
export function licenceInForce<Licence extends LicencePeriod>(
  licences: readonly Licence[],
  date: PlainDate,
): Licence | null {
  return licences.find((licence) => isInForce(licence, date)) ?? null;
}

/** The category that a portfolio of this size asks for. */
export function categoryOf(portfolio: Money, { fromA, fromB }: LenderCategoryRules): LenderCategory {
  if (compareMoney(portfolio, fromA) >= 0) return 'A';
  return compareMoney(portfolio, fromB) >= 0 ? 'B' : 'C';
}
