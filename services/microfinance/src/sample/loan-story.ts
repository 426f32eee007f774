import type { SampleLoan } from '@solidarity/subgraph-kit/sample/lending';
import { isPositive, type Money } from '@solidarity/subgraph-kit/values/money';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { allocate, applyAllocation, type Allocation } from '../loans/allocation';
import { dueBy } from '../loans/amounts-due';
import {
  oldestUnpaidDueOn,
  totalOfAmounts,
  unpaidInstalment,
  type InstalmentBalance,
} from '../loans/instalment-balance';
import { scheduleOf, type ScheduledInstalment } from '../loans/schedule';
import type { LoanTerms } from '../loans/terms';

/** A repayment with what it did. */
export interface ToldRepayment {
  readonly amount: Money;
  readonly paidOn: PlainDate;
  readonly allocation: Allocation;
}

/** What has happened to a loan until the sample's day, reckoned by the rules that real loans follow. */
export interface LoanStory {
  readonly schedule: readonly ScheduledInstalment[];
  readonly repayments: readonly ToldRepayment[];
  readonly instalments: readonly InstalmentBalance[];
  /** Null while something is owed. */
  readonly closedOn: PlainDate | null;
}

export function storyOf(seed: SampleLoan, terms: LoanTerms, today: PlainDate): LoanStory {
  const schedule = scheduleOf(seed.principal, seed.startedOn, terms);
  let instalments = schedule.map(unpaidInstalment);
  const repayments: ToldRepayment[] = [];
  for (const paidOn of daysOfPayment(seed, schedule, today)) {
    const amount = totalOfAmounts(dueBy(instalments, paidOn, terms));
    if (!isPositive(amount)) continue;
    const allocation = allocate(instalments, { amount, paidOn }, terms);
    instalments = applyAllocation(instalments, allocation);
    repayments.push({ amount, paidOn, allocation });
  }
  const closedOn = oldestUnpaidDueOn(instalments) === null ? (repayments.at(-1)?.paidOn ?? null) : null;
  return { schedule, repayments, instalments, closedOn };
}

/** On these days the borrower paid what was due. */
function daysOfPayment(
  { behaviour, daysLate }: SampleLoan,
  schedule: readonly ScheduledInstalment[],
  today: PlainDate,
): PlainDate[] {
  const delay = behaviour === 'LATE' ? daysLate : 0;
  const last = behaviour === 'IN_ARREARS' ? addDays(today, -daysLate) : today;
  return schedule.map(({ dueOn }) => addDays(dueOn, delay)).filter((paidOn) => paidOn < last);
}
