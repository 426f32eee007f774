import type { EntityManager } from 'typeorm';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { InstalmentBalance } from './instalment-balance';
import { Instalment, type Loan } from './loan.entity';
import type { ScheduledInstalment } from './schedule';
import { balanceOf, loanEventOf, toColumns, type LoanStanding } from './loan-standing';

/** Writes the schedule of a new loan. */
export async function saveSchedule(
  manager: EntityManager,
  { id: loanId, lenderId, personId }: Pick<Loan, 'id' | 'lenderId' | 'personId'>,
  schedule: readonly ScheduledInstalment[],
  instalments: readonly InstalmentBalance[],
): Promise<void> {
  const rows = instalments.map(({ number, startsOn, dueOn, due, paid, waivedInterest }, index) => ({
    ...{ loanId, lenderId, personId, number, startsOn, dueOn, waivedInterest },
    ...{ balance: schedule[index]?.balance, due: toColumns(due), paid: toColumns(paid) },
  }));
  await manager.insert(Instalment, rows);
}

/** The instalments of a loan in their order; the loan's own lock is theirs as well. */
export async function instalmentsOf(manager: EntityManager, loanId: string): Promise<InstalmentBalance[]> {
  const rows = await manager.find(Instalment, { where: { loanId }, order: { number: 'ASC' } });
  return rows.map(balanceOf);
}

/** Writes what a repayment, or its reversal, has changed in the instalments. */
export async function saveInstalments(
  manager: EntityManager,
  loanId: string,
  before: readonly InstalmentBalance[],
  after: readonly InstalmentBalance[],
): Promise<void> {
  const changed = after.filter(
    (instalment, index) => JSON.stringify(instalment) !== JSON.stringify(before[index]),
  );
  await manager.query(
    `update instalment set due_late_fee = changed.late_fee_due, waived_interest = changed.waived,
       paid_principal = changed.principal, paid_interest = changed.interest,
       paid_fee = changed.fee, paid_late_fee = changed.late_fee
     from jsonb_to_recordset($2) as changed (number integer, late_fee_due numeric, waived numeric,
       principal numeric, interest numeric, fee numeric, late_fee numeric)
     where instalment.loan_id = $1 and instalment.number = changed.number`,
    [
      loanId,
      JSON.stringify(
        changed.map(({ number, due, paid, waivedInterest }) => ({
          ...{ number, late_fee_due: due.LATE_FEE, waived: waivedInterest },
          ...{ principal: paid.PRINCIPAL, interest: paid.INTEREST, fee: paid.FEE, late_fee: paid.LATE_FEE },
        })),
      ),
    ],
  );
}

/** Tells other services how a loan stands from now on. */
export async function tellLoanChanged(
  manager: EntityManager,
  loan: LoanStanding,
  today: PlainDate,
): Promise<void> {
  await emit(manager, loanEventOf(loan, today));
}
