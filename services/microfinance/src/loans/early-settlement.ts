/**
 * Who pays everything back early owes all principal, all fees, and of the interest what the contract says: all of it,
 * or only that of the days gone by (of a period under way in proportion to its days, of later periods none). What was
 * already paid of interest stays paid.
 */
import {
  isPositive,
  maxMoney,
  multiplyMoney,
  subtractMoney,
  sumMoney,
  toDecimal,
  ZERO,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import { daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { outstandingOf, totalOfAmounts, unpaidPart, type InstalmentBalance } from './instalment-balance';
import type { InstalmentAmount } from './late-fees';
import type { LoanTerms } from './terms';

export interface Settlement {
  /** What closes the loan on that day. */
  readonly amount: Money;
  /** Interest that need not be paid if it is paid. */
  readonly waivers: readonly InstalmentAmount[];
}

export function settlementOn(
  instalments: readonly InstalmentBalance[],
  date: PlainDate,
  { earlySettlement }: Pick<LoanTerms, 'earlySettlement'>,
): Settlement {
  const waivers = earlySettlement === 'FULL_INTEREST' ? [] : interestNotEarned(instalments, date);
  const outstanding = totalOfAmounts(outstandingOf(instalments));
  return { amount: subtractMoney(outstanding, sumMoney(waivers.map(({ amount }) => amount))), waivers };
}

function interestNotEarned(instalments: readonly InstalmentBalance[], date: PlainDate): InstalmentAmount[] {
  return instalments
    .map((instalment) => {
      const owed = maxMoney(
        ZERO,
        subtractMoney(interestEarnedBy(instalment, date), instalment.paid.INTEREST),
      );
      return { number: instalment.number, amount: subtractMoney(unpaidPart(instalment, 'INTEREST'), owed) };
    })
    .filter(({ amount }) => isPositive(amount));
}

function interestEarnedBy({ startsOn, dueOn, due }: InstalmentBalance, date: PlainDate): Money {
  if (date <= startsOn) return ZERO;
  if (date >= dueOn) return due.INTEREST;
  const elapsed = toDecimal(daysBetween(startsOn, date));
  return multiplyMoney(due.INTEREST, elapsed.dividedBy(daysBetween(startsOn, dueOn)));
}
