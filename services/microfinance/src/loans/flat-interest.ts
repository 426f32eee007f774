import {
  addMoney,
  divideMoney,
  multiplyMoney,
  subtractMoney,
  sumMoney,
  toDecimal,
  ZERO,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import type { PeriodDue } from './declining-balance';
import { interestFor, type Period } from './periods';
import { roundToUnit, within } from './rounding';
import type { LoanTerms } from './terms';

/**
 * Flat interest: on the whole principal for the whole term, whatever has been repaid. With equal instalments it is
 * shared equally among the periods, with equal principal each period bears that of its own days.
 */
export function flatInterest(principal: Money, periods: readonly Period[], terms: LoanTerms): PeriodDue[] {
  const interest = terms.repaymentMethod === 'EQUAL_INSTALMENTS' ? shared : byDays;
  const interests = interest(principal, periods, terms);
  const paying = interests.slice(terms.gracePeriods);
  const level = roundToUnit(
    toDecimal(addMoney(principal, sumMoney(paying))).dividedBy(paying.length),
    terms.roundingUnit,
  );
  const share = roundToUnit(toDecimal(principal).dividedBy(paying.length), terms.roundingUnit);
  let balance = principal;
  return periods.map((period, index) => {
    const due = interests[index] ?? ZERO;
    const isGrace = period.number <= terms.gracePeriods;
    const isLast = period.number === periods.length;
    const wanted = terms.repaymentMethod === 'EQUAL_INSTALMENTS' ? subtractMoney(level, due) : share;
    const repaid = isGrace ? ZERO : isLast ? balance : within(wanted, balance);
    balance = subtractMoney(balance, repaid);
    return { ...period, principal: repaid, interest: due };
  });
}

/** The same for each period, rounded down; the last takes what is left. */
function shared(principal: Money, periods: readonly Period[], terms: LoanTerms): Money[] {
  const whole = interestFor(principal, daysOf(periods), terms);
  const share = divideMoney(whole, periods.length, 'DOWN');
  const rest = subtractMoney(whole, multiplyMoney(share, periods.length - 1));
  return periods.map(({ number }) => (number === periods.length ? rest : share));
}

/** What has grown by the end of a period, less what had grown by its start: the parts sum to the whole. */
function byDays(principal: Money, periods: readonly Period[], terms: LoanTerms): Money[] {
  const grownBy = (count: number): Money => interestFor(principal, daysOf(periods.slice(0, count)), terms);
  return periods.map(({ number }) => subtractMoney(grownBy(number), grownBy(number - 1)));
}

function daysOf(periods: readonly Period[]): number {
  return periods.reduce((days, { interestDays }) => days + interestDays, 0);
}
