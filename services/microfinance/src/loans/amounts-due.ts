/** What a borrower would have to pay on a day, with the late fees that have come to be due by then. */
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { settlementOn } from './early-settlement';
import { outstandingOf, type Amounts, type InstalmentBalance } from './instalment-balance';
import { chargeLateFees, lateFeesBy } from './late-fees';
import type { LoanTerms } from './terms';

type FeeTerms = Pick<LoanTerms, 'lateFeePercent' | 'lateFeeAfterDays'>;

/** What has fallen due by the day, that day included, and is unpaid. */
export function dueBy(instalments: readonly InstalmentBalance[], date: PlainDate, terms: FeeTerms): Amounts {
  const charged = chargeLateFees(instalments, lateFeesBy(instalments, date, terms));
  return outstandingOf(charged.filter(({ dueOn }) => dueOn <= date));
}

/** What closes the loan on the day. */
export function settlementAmount(
  instalments: readonly InstalmentBalance[],
  date: PlainDate,
  terms: FeeTerms & Pick<LoanTerms, 'earlySettlement'>,
): Money {
  return settlementOn(chargeLateFees(instalments, lateFeesBy(instalments, date, terms)), date, terms).amount;
}
