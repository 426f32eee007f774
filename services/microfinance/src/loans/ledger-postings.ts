/**
 * How lending stands in the ledger. What a borrower owes is booked when the contract makes it owed: principal, scheduled
 * interest and fee at disbursement, a late fee when it is charged. Interest and fees become income when they are paid;
 * until then they stand as deferred. Money that is paid beyond what is owed is a debt of the lender to the borrower.
 *
 * The four receivables have a sub-account for each loan, so that a loan's balance is its ledger's; cash and income have
 * one for each lender.
 */
import type { AccountKind, LedgerEntry, Posting } from '@solidarity/subgraph-kit/records/ledger';
import { isZero, negateMoney, sumMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { Allocation } from './allocation';
import { NOTHING, type Amounts } from './instalment-balance';
import { PARTS, type Part } from './terms';

export const LEDGER_ACCOUNTS = {
  lender_cash: 'ASSET',
  loan_principal: 'ASSET',
  loan_interest: 'ASSET',
  loan_fee: 'ASSET',
  loan_late_fee: 'ASSET',
  interest_deferred: 'LIABILITY',
  fees_deferred: 'LIABILITY',
  borrower_credit: 'LIABILITY',
  interest_income: 'INCOME',
  fee_income: 'INCOME',
} as const satisfies Record<string, AccountKind>;

type LedgerAccount = keyof typeof LEDGER_ACCOUNTS;

/** Where each part of what a borrower owes stands. */
export const RECEIVABLES = {
  PRINCIPAL: 'loan_principal',
  INTEREST: 'loan_interest',
  FEE: 'loan_fee',
  LATE_FEE: 'loan_late_fee',
} as const satisfies Record<Part, LedgerAccount>;

/** Where a part waits to be paid, and where it is earned. Principal is no income. */
const EARNINGS = {
  INTEREST: { deferred: 'interest_deferred', income: 'interest_income' },
  FEE: { deferred: 'fees_deferred', income: 'fee_income' },
  LATE_FEE: { deferred: 'fees_deferred', income: 'fee_income' },
} as const satisfies Record<Exclude<Part, 'PRINCIPAL'>, { deferred: LedgerAccount; income: LedgerAccount }>;

export interface LoanAccounts {
  readonly loanId: string;
  readonly lenderId: string;
}

type Postings = LedgerEntry['postings'];

/** The money is given, and interest and fee are owed from now on. */
export function disbursementPostings(accounts: LoanAccounts, owed: Amounts): Postings {
  const of = postingsOf(accounts);
  return atLeastTwo([
    ...of.transfer('lender_cash', 'loan_principal', owed.PRINCIPAL),
    ...of.transfer('interest_deferred', 'loan_interest', owed.INTEREST),
    ...of.transfer('fees_deferred', 'loan_fee', owed.FEE),
  ]);
}

/** Late fees come to be owed, interest is waived, and the money pays what it is allocated to. */
export function repaymentPostings(
  accounts: LoanAccounts,
  { lateFees, waivers, payments, credit }: Allocation,
): Postings {
  const of = postingsOf(accounts);
  const paid = paidByPart(payments);
  return atLeastTwo([
    ...of.transfer('fees_deferred', 'loan_late_fee', sumMoney(lateFees.map(({ amount }) => amount))),
    ...of.transfer('loan_interest', 'interest_deferred', sumMoney(waivers.map(({ amount }) => amount))),
    ...PARTS.flatMap((part) => of.transfer(RECEIVABLES[part], 'lender_cash', paid[part])),
    ...of.transfer('borrower_credit', 'lender_cash', credit),
    ...(['INTEREST', 'FEE', 'LATE_FEE'] as const).flatMap((part) =>
      of.transfer(EARNINGS[part].income, EARNINGS[part].deferred, paid[part]),
    ),
  ]);
}

/** What a repayment paid of each part, over all instalments. */
export function paidByPart(payments: Allocation['payments']): Amounts {
  return PARTS.reduce<Amounts>(
    (amounts, part) => ({
      ...amounts,
      [part]: sumMoney(payments.filter((payment) => payment.part === part).map(({ amount }) => amount)),
    }),
    NOTHING,
  );
}

const OF_LENDER: ReadonlySet<LedgerAccount> = new Set(['lender_cash', 'interest_income', 'fee_income']);

function postingsOf({ loanId, lenderId }: LoanAccounts) {
  const account = (code: LedgerAccount) => ({ code, subject: OF_LENDER.has(code) ? lenderId : loanId });
  return {
    /** Credits the one account and debits the other. */
    transfer: (from: LedgerAccount, to: LedgerAccount, amount: Money): Posting[] =>
      isZero(amount)
        ? []
        : [
            { account: account(to), amount },
            { account: account(from), amount: negateMoney(amount) },
          ],
  };
}

function atLeastTwo([first, second, ...others]: readonly Posting[]): Postings {
  if (!first || !second) throw new RangeError('An entry of the ledger moves some money.');
  return [first, second, ...others];
}
