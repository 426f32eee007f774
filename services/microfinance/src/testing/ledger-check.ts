import { negateMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { LendingWorld } from './lending-world';

/** What stands on the accounts of one subject, by account. */
export async function ledgerOf(world: LendingWorld, subjectId: string): Promise<Record<string, Money>> {
  const rows = await world.service.database.owner<{ code: string; balance: Money }>(
    'select code, balance from ledger_balances(array[$1::uuid], null) order by code',
    [subjectId],
  );
  return Object.fromEntries(rows.map(({ code, balance }) => [code, balance]));
}

/** What a loan says of itself is what the ledger says of it, and the ledger as a whole is in balance. */
export async function expectLedgerToAgree(world: LendingWorld, loanId: string): Promise<void> {
  const [loan] = await world.service.database.owner<Record<string, Money>>(
    `select outstanding_principal as loan_principal, outstanding_interest as loan_interest, outstanding_fee as loan_fee,
       outstanding_late_fee as loan_late_fee, credit from loan where id = $1`,
    [loanId],
  );
  const { credit, ...receivables } = loan ?? {};
  const {
    borrower_credit: owedToBorrower = '0.00' as Money,
    loan_late_fee: lateFee = '0.00' as Money,
    ...accounts
  } = await ledgerOf(world, loanId);
  expect({ ...accounts, loan_late_fee: lateFee }).toMatchObject(receivables);
  expect(negateMoney(owedToBorrower)).toBe(credit);
  const [whole] = await world.service.database.owner<{ sum: Money }>(
    'select sum(amount) from ledger_posting',
  );
  expect(whole?.sum).toBe('0.00');
}

/** Everything that is kept of a loan and its schedule. */
export async function keptLoan(world: LendingWorld, loanId: string) {
  const { owner } = world.service.database;
  const loan = await owner('select * from loan where id = $1', [loanId]);
  return {
    loan,
    instalments: await owner('select * from instalment where loan_id = $1 order by number', [loanId]),
  };
}
