import { sumMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { Posting } from '@solidarity/subgraph-kit/records/ledger';
import { egp } from '../testing/terms';
import { disbursementPostings, repaymentPostings } from './ledger-postings';

const accounts = { loanId: 'loan', lenderId: 'lender' };

/** What each account moves by, debits positive. */
function moves(postings: readonly Posting[]): Record<string, Money> {
  const byAccount = new Map<string, Money[]>();
  for (const { account, amount } of postings) {
    const name = typeof account === 'string' ? account : `${account.code} of the ${account.subject}`;
    byAccount.set(name, [...(byAccount.get(name) ?? []), amount]);
  }
  return Object.fromEntries([...byAccount].map(([name, amounts]) => [name, sumMoney(amounts)]));
}

describe('in the ledger', () => {
  test('a disbursement turns cash into principal, and defers interest and fee', () => {
    const owed = { PRINCIPAL: egp(3_000), INTEREST: egp(90), FEE: egp(30), LATE_FEE: egp(0) };

    expect(moves(disbursementPostings(accounts, owed))).toEqual({
      'lender_cash of the lender': '-3000.00',
      'loan_principal of the loan': '3000.00',
      'loan_interest of the loan': '90.00',
      'interest_deferred of the loan': '-90.00',
      'loan_fee of the loan': '30.00',
      'fees_deferred of the loan': '-30.00',
    });
  });

  test('a repayment earns what it pays of interest and fees, waives what it need not pay, and owes what is too much', () => {
    const postings = repaymentPostings(accounts, {
      lateFees: [{ number: 1, amount: egp(20) }],
      waivers: [{ number: 2, amount: egp(15) }],
      payments: [
        { number: 1, part: 'FEE', amount: egp(30) },
        { number: 1, part: 'LATE_FEE', amount: egp(20) },
        { number: 1, part: 'INTEREST', amount: egp(30) },
        { number: 2, part: 'INTEREST', amount: egp(15) },
        { number: 1, part: 'PRINCIPAL', amount: egp(3_000) },
      ],
      credit: egp(5),
    });

    expect(moves(postings)).toEqual({
      'lender_cash of the lender': '3100.00',
      'loan_principal of the loan': '-3000.00',
      'loan_interest of the loan': '-60.00',
      'interest_deferred of the loan': '60.00',
      'interest_income of the lender': '-45.00',
      'loan_fee of the loan': '-30.00',
      'loan_late_fee of the loan': '0.00',
      'fees_deferred of the loan': '30.00',
      'fee_income of the lender': '-50.00',
      'borrower_credit of the loan': '-5.00',
    });
    expect(sumMoney(postings.map(({ amount }) => amount))).toBe('0.00');
  });
});
