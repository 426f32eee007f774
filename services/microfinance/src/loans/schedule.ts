/**
 * The schedule of a loan: what falls due, and when.
 *
 * The principal parts sum to the principal to the piastre. Instalments are rounded to the product's unit, and the last
 * one takes the difference. Periods of grace are part of the term: with INTEREST_ONLY each is an instalment of interest
 * alone, with MORATORIUM none is, and their interest is due with the first instalment after them. The fee is due with
 * the first instalment.
 *
 * Source: DOMAIN, microfinance, products and schedules; the methods are those that lenders of the field publish (the
 * annuity on the declining balance, and flat rates).
 */
import {
  addMoney,
  multiplyMoney,
  subtractMoney,
  sumMoney,
  toDecimal,
  ZERO,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import { daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { decliningBalance, type PeriodDue } from './declining-balance';
import { flatInterest } from './flat-interest';
import { periodsOf } from './periods';
import type { LoanTerms } from './terms';

/** A part of a loan that falls due on a day. */
export interface ScheduledInstalment {
  /** From 1. */
  readonly number: number;
  /** The first day for which it bears interest. */
  readonly startsOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly principal: Money;
  readonly interest: Money;
  readonly fee: Money;
  /** Principal that is still owed when it is paid. */
  readonly balance: Money;
}

export function scheduleOf(
  principal: Money,
  disbursedOn: PlainDate,
  terms: LoanTerms,
): ScheduledInstalment[] {
  const periods = periodsOf(disbursedOn, terms);
  const method = terms.interestMethod === 'FLAT' ? flatInterest : decliningBalance;
  const instalments = method(principal, periods, terms);
  const due =
    terms.graceKind === 'MORATORIUM' ? afterMoratorium(instalments, terms.gracePeriods) : instalments;
  let balance = principal;
  return due.map(({ startsOn, dueOn, principal: repaid, interest }, index) => {
    balance = subtractMoney(balance, repaid);
    const fee = index === 0 ? multiplyMoney(principal, toDecimal(terms.feePercent).dividedBy(100)) : ZERO;
    return { number: index + 1, startsOn, dueOn, principal: repaid, interest, fee, balance };
  });
}

/** The first instalment after the grace reaches back to the start and bears the interest of all that time. */
function afterMoratorium(instalments: readonly PeriodDue[], gracePeriods: number): PeriodDue[] {
  const grace = instalments.slice(0, gracePeriods);
  return instalments.slice(gracePeriods).map((instalment, index) => {
    const first = grace[0];
    if (index > 0 || !first) return instalment;
    const interest = addMoney(instalment.interest, sumMoney(grace.map((period) => period.interest)));
    return { ...instalment, startsOn: first.startsOn, interest };
  });
}

/** Everything that the borrower will have paid: principal, interest and fee. */
export function totalOf(schedule: readonly ScheduledInstalment[]): Money {
  return sumMoney(schedule.flatMap(({ principal, interest, fee }) => [principal, interest, fee]));
}

/** What the schedule costs in an average month, whatever its frequency, to be held against an income. */
export function monthlyBurdenOf(schedule: readonly ScheduledInstalment[]): Money {
  const [first, last] = [schedule[0], schedule.at(-1)];
  if (!first || !last) return ZERO;
  const days = daysBetween(first.startsOn, last.dueOn);
  return multiplyMoney(totalOf(schedule), toDecimal(365).dividedBy(toDecimal(days).times(12)));
}
