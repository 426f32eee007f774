/** A loan and its instalments as the rules see them, as rows have them, and as other services hear of them. */
import { loanChanged } from '@solidarity/subgraph-kit/events/catalogue';
import type { NewEvent } from '@solidarity/subgraph-kit/events/event-type';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { oldestUnpaidDueOn, outstandingOf, type Amounts, type InstalmentBalance } from './instalment-balance';
import type { Instalment, Loan } from './loan.entity';
import type { AmountsByPart } from './terms.entity';

/** Amounts as the rules reckon them, in the form in which rows and the graph have them. */
export function toColumns({ PRINCIPAL, INTEREST, FEE, LATE_FEE }: Amounts): AmountsByPart {
  return { principal: PRINCIPAL, interest: INTEREST, fee: FEE, lateFee: LATE_FEE };
}

function fromColumns({ principal, interest, fee, lateFee }: AmountsByPart): Amounts {
  return { PRINCIPAL: principal, INTEREST: interest, FEE: fee, LATE_FEE: lateFee };
}

/** An instalment's row as the rules see it. */
export function balanceOf({
  number,
  startsOn,
  dueOn,
  due,
  paid,
  waivedInterest,
}: Instalment): InstalmentBalance {
  return { number, startsOn, dueOn, due: fromColumns(due), paid: fromColumns(paid), waivedInterest };
}

/** What a loan owes as its instalments stand. */
export function standingOfLoan(
  instalments: readonly InstalmentBalance[],
): Pick<Loan, 'outstanding' | 'oldestUnpaidDueOn'> {
  return {
    outstanding: toColumns(outstandingOf(instalments)),
    oldestUnpaidDueOn: oldestUnpaidDueOn(instalments),
  };
}

/** What other services hear of a loan: how it stands from now on. */
export type LoanStanding = Pick<
  Loan,
  'id' | 'personId' | 'lenderId' | 'state' | 'principal' | 'outstanding' | 'oldestUnpaidDueOn'
>;

/** The event that tells it. */
export function loanEventOf(loan: LoanStanding, today: PlainDate): NewEvent {
  const { id, personId, lenderId, state, principal, outstanding, oldestUnpaidDueOn: oldest } = loan;
  const overdueSince = oldest !== null && oldest < today ? oldest : null;
  return loanChanged.of(id, {
    ...{ loanId: id, borrowerId: personId, lenderId, state, principal, overdueSince },
    outstanding: outstanding.principal,
  });
}
