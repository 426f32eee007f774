/**
 * A late fee is charged once for an instalment, as a share of the principal and interest that are unpaid of it, when
 * more days than the contract allows have passed since it fell due. It bears no interest and no further fee.
 */
import {
  addMoney,
  isPositive,
  isZero,
  multiplyMoney,
  toDecimal,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import { daysBetween, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { addToPart, unpaidPart, type InstalmentBalance } from './instalment-balance';
import type { LoanTerms } from './terms';

/** An amount that concerns one instalment. */
export interface InstalmentAmount {
  readonly number: number;
  readonly amount: Money;
}

/** The late fees that have come to be due by a day and have not been charged yet. */
export function lateFeesBy(
  instalments: readonly InstalmentBalance[],
  date: PlainDate,
  { lateFeePercent, lateFeeAfterDays }: Pick<LoanTerms, 'lateFeePercent' | 'lateFeeAfterDays'>,
): InstalmentAmount[] {
  return instalments
    .filter(({ dueOn, due }) => daysBetween(dueOn, date) > lateFeeAfterDays && isZero(due.LATE_FEE))
    .map((instalment) => {
      const unpaid = addMoney(unpaidPart(instalment, 'PRINCIPAL'), unpaidPart(instalment, 'INTEREST'));
      return {
        number: instalment.number,
        amount: multiplyMoney(unpaid, toDecimal(lateFeePercent).dividedBy(100)),
      };
    })
    .filter(({ amount }) => isPositive(amount));
}

/** The instalments once these late fees are charged. */
export function chargeLateFees(
  instalments: readonly InstalmentBalance[],
  fees: readonly InstalmentAmount[],
): InstalmentBalance[] {
  return instalments.map((instalment) =>
    fees
      .filter(({ number }) => number === instalment.number)
      .reduce(
        (charged, { amount }) => ({ ...charged, due: addToPart(charged.due, 'LATE_FEE', amount) }),
        instalment,
      ),
  );
}
