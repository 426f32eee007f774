import {
  addMoney,
  isZero,
  subtractMoney,
  sumMoney,
  ZERO,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ScheduledInstalment } from './schedule';
import { PARTS, type Part } from './terms';

/** An amount for each part of an instalment. */
export type Amounts = Readonly<Record<Part, Money>>;

export const NOTHING: Amounts = { FEE: ZERO, LATE_FEE: ZERO, INTEREST: ZERO, PRINCIPAL: ZERO };

/** An instalment with what has been paid of it so far. */
export interface InstalmentBalance {
  readonly number: number;
  readonly startsOn: PlainDate;
  readonly dueOn: PlainDate;
  /** What was scheduled, and the late fee once it has been charged. */
  readonly due: Amounts;
  readonly paid: Amounts;
  /** Scheduled interest that need not be paid, since the loan was settled early. */
  readonly waivedInterest: Money;
}

/** An instalment of which nothing has been paid. */
export function unpaidInstalment({
  number,
  startsOn,
  dueOn,
  fee,
  interest,
  principal,
}: ScheduledInstalment): InstalmentBalance {
  const due = { ...NOTHING, FEE: fee, INTEREST: interest, PRINCIPAL: principal };
  return { number, startsOn, dueOn, due, paid: NOTHING, waivedInterest: ZERO };
}

/** What is still to be paid of one part. */
export function unpaidPart({ due, paid, waivedInterest }: InstalmentBalance, part: Part): Money {
  const owed = subtractMoney(due[part], paid[part]);
  return part === 'INTEREST' ? subtractMoney(owed, waivedInterest) : owed;
}

/** What is still to be paid of an instalment, all parts together. */
export function unpaidOf(instalment: InstalmentBalance): Money {
  return sumMoney(PARTS.map((part) => unpaidPart(instalment, part)));
}

/** What is still to be paid of a loan, by part. */
export function outstandingOf(instalments: readonly InstalmentBalance[]): Amounts {
  const sum = (part: Part): Money => sumMoney(instalments.map((instalment) => unpaidPart(instalment, part)));
  return {
    FEE: sum('FEE'),
    LATE_FEE: sum('LATE_FEE'),
    INTEREST: sum('INTEREST'),
    PRINCIPAL: sum('PRINCIPAL'),
  };
}

export function totalOfAmounts(amounts: Amounts): Money {
  return sumMoney(PARTS.map((part) => amounts[part]));
}

export function addToPart(amounts: Amounts, part: Part, amount: Money): Amounts {
  return { ...amounts, [part]: addMoney(amounts[part], amount) };
}

/** When the oldest instalment that is not paid in full fell or falls due; null when all are. */
export function oldestUnpaidDueOn(instalments: readonly InstalmentBalance[]): PlainDate | null {
  return instalments.find((instalment) => !isZero(unpaidOf(instalment)))?.dueOn ?? null;
}
