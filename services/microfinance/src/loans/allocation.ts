/**
 * How a repayment is allocated.
 *
 * First the late fees that have come to be due by its day are charged. Then it pays instalment by instalment, the oldest
 * first, and within an instalment part by part in the order of the contract (fee, late fee, interest, principal unless
 * agreed otherwise). What is more than is due pays later instalments ahead, as scheduled. If it covers all that is owed
 * on that day, the loan is settled: interest that is not owed by then is waived. What is left over is kept as a credit
 * of the borrower.
 *
 * An allocation holds all that the repayment changes, so that taking it back restores exactly what was before.
 */
import {
  addMoney,
  compareMoney,
  isZero,
  minMoney,
  negateMoney,
  subtractMoney,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { settlementOn } from './early-settlement';
import { addToPart, unpaidPart, type InstalmentBalance } from './instalment-balance';
import { chargeLateFees, lateFeesBy, type InstalmentAmount } from './late-fees';
import type { LoanTerms, Part } from './terms';

/** What a repayment pays of one part of one instalment. */
export interface PartPayment extends InstalmentAmount {
  readonly part: Part;
}

/** What a repayment changes in the instalments. */
export interface InstalmentChanges {
  readonly lateFees: readonly InstalmentAmount[];
  readonly waivers: readonly InstalmentAmount[];
  readonly payments: readonly PartPayment[];
}

export interface Allocation extends InstalmentChanges {
  /** More than was owed. */
  readonly credit: Money;
}

export interface IncomingRepayment {
  readonly amount: Money;
  readonly paidOn: PlainDate;
}

export function allocate(
  instalments: readonly InstalmentBalance[],
  { amount, paidOn }: IncomingRepayment,
  terms: LoanTerms,
): Allocation {
  const lateFees = lateFeesBy(instalments, paidOn, terms);
  const charged = chargeLateFees(instalments, lateFees);
  const settlement = settlementOn(charged, paidOn, terms);
  const waivers = compareMoney(amount, settlement.amount) >= 0 ? settlement.waivers : [];
  let left = amount;
  const payInOrder = (instalment: InstalmentBalance): PartPayment[] =>
    terms.allocationOrder.flatMap((part) => {
      const unpaid = unpaidPart(instalment, part);
      if (isZero(left) || isZero(unpaid)) return [];
      const paid = minMoney(left, unpaid);
      left = subtractMoney(left, paid);
      return [{ number: instalment.number, part, amount: paid }];
    });
  const payments = waiveInterest(charged, waivers).flatMap((instalment) =>
    isZero(left) ? [] : payInOrder(instalment),
  );
  return { lateFees, waivers, payments, credit: left };
}

/** The instalments once the allocation holds. */
export function applyAllocation(
  instalments: readonly InstalmentBalance[],
  { lateFees, waivers, payments }: InstalmentChanges,
): InstalmentBalance[] {
  return pay(waiveInterest(chargeLateFees(instalments, lateFees), waivers), payments);
}

/** The instalments as they were before the allocation; it must be the last one that holds. */
export function revertAllocation(
  instalments: readonly InstalmentBalance[],
  { lateFees, waivers, payments }: InstalmentChanges,
): InstalmentBalance[] {
  const taken = <Entry extends InstalmentAmount>(entries: readonly Entry[]): Entry[] =>
    entries.map((entry) => ({ ...entry, amount: negateMoney(entry.amount) }));
  return applyAllocation(instalments, {
    lateFees: taken(lateFees),
    waivers: taken(waivers),
    payments: taken(payments),
  });
}

function waiveInterest(
  instalments: readonly InstalmentBalance[],
  waivers: readonly InstalmentAmount[],
): InstalmentBalance[] {
  return instalments.map((instalment) =>
    waivers
      .filter(({ number }) => number === instalment.number)
      .reduce(
        (waived, { amount }) => ({ ...waived, waivedInterest: addMoney(waived.waivedInterest, amount) }),
        instalment,
      ),
  );
}

function pay(
  instalments: readonly InstalmentBalance[],
  payments: readonly PartPayment[],
): InstalmentBalance[] {
  return instalments.map((instalment) =>
    payments
      .filter(({ number }) => number === instalment.number)
      .reduce(
        (paid, { part, amount }) => ({ ...paid, paid: addToPart(paid.paid, part, amount) }),
        instalment,
      ),
  );
}
