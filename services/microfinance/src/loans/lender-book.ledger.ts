import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import type { LedgerEntry } from '@solidarity/subgraph-kit/records/ledger';
import { postEntries } from '@solidarity/subgraph-kit/records/ledger';
import { outstandingOf } from './instalment-balance';
import { disbursementPostings, repaymentPostings } from './ledger-postings';
import type { PlacedEntry } from './lender-book.rows';

/** Books what the entries bring, each on its own day; gives the ids of the ledger's entries by those of repayments. */
export async function postAll(
  { manager }: ImportRun,
  placed: readonly PlacedEntry[],
): Promise<Map<string, string>> {
  const bookings = placed.flatMap((each) => bookingsOf(each));
  const ids = await postEntries(
    manager,
    bookings.map(({ entry }) => entry),
  );
  return new Map(bookings.map(({ of }, index) => [of, ids[index] ?? '']));
}

interface Booking {
  /** The id of the loan or of the repayment. */
  readonly of: string;
  readonly entry: LedgerEntry;
}

function bookingsOf({ entry: { loan, onRecord, before }, loanId, repayments }: PlacedEntry): Booking[] {
  const accounts = { loanId, lenderId: loan.lenderId };
  const repaid = repayments.map(({ id, paidOn, allocation }) => ({
    of: id,
    entry: {
      ...{ type: 'repayment', subject: loanId, onDate: paidOn },
      postings: repaymentPostings(accounts, allocation),
    },
  }));
  if (onRecord) return repaid;
  const disbursed = {
    ...{ type: 'loan_disbursed', subject: loanId, onDate: loan.disbursedOn },
    postings: disbursementPostings(accounts, outstandingOf(before)),
  };
  return [{ of: loanId, entry: disbursed }, ...repaid];
}
