import type { Money } from '@solidarity/subgraph-kit/values/money';

/**
 * The terms of a loan: what lender and borrower have agreed. A product offers them; a loan keeps a copy of its own, so
 * that changing a product changes no contract.
 */

/** On what the interest is reckoned: what is still owed, or the whole principal all the time. */
export const InterestMethod = { DECLINING_BALANCE: 'DECLINING_BALANCE', FLAT: 'FLAT' } as const;
export type InterestMethod = keyof typeof InterestMethod;

/** What stays the same from one instalment to the next: their total, or the principal in them. */
export const RepaymentMethod = {
  EQUAL_INSTALMENTS: 'EQUAL_INSTALMENTS',
  EQUAL_PRINCIPAL: 'EQUAL_PRINCIPAL',
} as const;
export type RepaymentMethod = keyof typeof RepaymentMethod;

/** How often an instalment falls due. AT_END: everything at once when the term is over. */
export const Frequency = {
  WEEKLY: 'WEEKLY',
  FORTNIGHTLY: 'FORTNIGHTLY',
  MONTHLY: 'MONTHLY',
  QUARTERLY: 'QUARTERLY',
  AT_END: 'AT_END',
} as const;
export type Frequency = keyof typeof Frequency;

/**
 * What the borrower pays in the periods of grace. INTEREST_ONLY: their interest. MORATORIUM: nothing; their interest is
 * due with the first instalment after them, and bears no interest itself.
 */
export const GraceKind = { INTEREST_ONLY: 'INTEREST_ONLY', MORATORIUM: 'MORATORIUM' } as const;
export type GraceKind = keyof typeof GraceKind;

/**
 * How days become years. THIRTY_360: a month has 30 days, a quarter 90, a week 7, the year 360. ACTUAL_365: the days of
 * the calendar, the year 365, in leap years too.
 */
export const DayCount = { THIRTY_360: 'THIRTY_360', ACTUAL_365: 'ACTUAL_365' } as const;
export type DayCount = keyof typeof DayCount;

/** What interest is owed by who pays everything back early: that of the days gone by, or all that was scheduled. */
export const EarlySettlement = {
  INTEREST_TO_DATE: 'INTEREST_TO_DATE',
  FULL_INTEREST: 'FULL_INTEREST',
} as const;
export type EarlySettlement = keyof typeof EarlySettlement;

/** What an instalment is made of. */
export const Part = {
  FEE: 'FEE',
  LATE_FEE: 'LATE_FEE',
  INTEREST: 'INTEREST',
  PRINCIPAL: 'PRINCIPAL',
} as const;
export type Part = keyof typeof Part;

export const PARTS: readonly Part[] = Object.values(Part);

export interface LoanTerms {
  readonly interestMethod: InterestMethod;
  readonly repaymentMethod: RepaymentMethod;
  readonly frequency: Frequency;
  /** In periods of the frequency, grace included; in months when everything is repaid at the end. */
  readonly term: number;
  /** The first so many periods, in which no principal is due; fewer than the term, none when all is repaid at the end. */
  readonly gracePeriods: number;
  readonly graceKind: GraceKind;
  /** Per cent a year, "24.000"; zero for the target groups of interest-free loans. */
  readonly annualRatePercent: string;
  readonly dayCount: DayCount;
  /** Of the principal, once, due with the first instalment. */
  readonly feePercent: string;
  /** Of what is unpaid of an instalment, once for each that is late. */
  readonly lateFeePercent: string;
  /** An instalment is late for the late fee when more days than these have passed since it fell due. */
  readonly lateFeeAfterDays: number;
  /** Instalments are rounded to a multiple of it, the last one takes the difference; "0.01" rounds to the piastre. */
  readonly roundingUnit: Money;
  /** What a repayment pays first within an instalment. */
  readonly allocationOrder: readonly Part[];
  readonly earlySettlement: EarlySettlement;
}
