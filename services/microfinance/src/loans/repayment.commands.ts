import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { post, reverse } from '@solidarity/subgraph-kit/records/ledger';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { addMoney, isPositive, subtractMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { allocate, applyAllocation, revertAllocation, type Allocation } from './allocation';
import { findRow, lockRow } from './found.commands';
import type { InstalmentBalance } from './instalment-balance';
import { paidByPart, repaymentPostings } from './ledger-postings';
import { loan as loanLife, repayment as repaymentLife, type LoanAction } from './loan';
import { instalmentsOf, saveInstalments, tellLoanChanged } from './loan-book.commands';
import { standingOfLoan, toColumns } from './loan-standing';
import { Loan } from './loan.entity';
import type { RecordRepaymentInput, ReverseRepaymentInput } from './loan.inputs';
import { allocationFrom, allocationRows } from './repayment-allocation';
import { Repayment, RepaymentAllocation } from './repayment.entity';
import { refusals } from './refusals';
import { refuseStep } from './refused-step';
import { textProblem } from './written';

export interface RepaymentChange {
  loanId?: string;
  repaymentId?: string;
  errors: Refusal[];
}

/** Posts what a borrower has paid, once: allocated to what is owed, booked, and the loan closed with the last of it. */
export function recordRepayment(
  context: CommandContext,
  input: RecordRepaymentInput,
): Promise<RepaymentChange> {
  return idempotently(
    context,
    'recordRepayment',
    input.idempotencyKey,
    input,
    async (): Promise<RepaymentChange> => {
      const { manager, today } = context;
      const { amount, channel, paidOn: said } = input;
      const paidOn = said ?? today;
      if (!isPositive(amount)) return refuse(refusals.AMOUNT_NOT_POSITIVE, {}, 'input.amount');
      const loan = await lockRow(manager, Loan, input.loanId);
      if (!loan) return refuse(refusals.LOAN_NOT_FOUND, {}, 'input.loanId');
      if (loan.closedOn !== null) return refuse(refusals.LOAN_CLOSED, { on: loan.closedOn }, 'input.loanId');
      const last = await lastRepayment(context, loan.id, ['POSTED']);
      const earliest = last?.paidOn ?? loan.disbursedOn;
      if (paidOn > today) return refuse(refusals.PAID_IN_FUTURE, { today }, 'input.paidOn');
      if (paidOn < earliest) return refuse(refusals.PAID_TOO_EARLY, { earliest }, 'input.paidOn');

      const before = await instalmentsOf(manager, loan.id);
      const allocation = allocate(before, { amount, paidOn }, { ...loan.conditions, term: loan.term });
      const repaymentId = await saveRepayment(context, loan, { amount, paidOn, channel }, allocation);
      await saveLoan(
        context,
        loan,
        { before, after: applyAllocation(before, allocation) },
        addMoney(loan.credit, allocation.credit),
        paidOn,
      );
      await auditChange(context, { action: 'repaid', entity: 'Loan', personIds: [loan.personId] });
      return { loanId: loan.id, repaymentId, errors: [] };
    },
  );
}

/** Takes the latest repayment back: the loan is then exactly as it was before it, and the ledger shows both. */
export function reverseRepayment(
  context: CommandContext,
  input: ReverseRepaymentInput,
): Promise<RepaymentChange> {
  return idempotently(
    context,
    'reverseRepayment',
    input.idempotencyKey,
    input,
    async (): Promise<RepaymentChange> => {
      const { manager, caller, today } = context;
      const problem = textProblem(input.reason, 'input.reason');
      if (problem) return { errors: [problem] };
      const found = await findRow(manager, Repayment, input.repaymentId);
      const loan = found && (await lockRow(manager, Loan, found.loanId));
      const repayment = loan && (await lockRow(manager, Repayment, found.id));
      if (!repayment) return refuse(refusals.REPAYMENT_NOT_FOUND, {}, 'input.repaymentId');
      const step = move(repaymentLife, repayment.state, 'reverse', { role: caller.role });
      if (!step.ok) return refuseStep(step, 'input.repaymentId');
      const last = await lastRepayment(context, loan.id, ['POSTED']);
      if (last && last.id !== repayment.id) {
        return refuse(refusals.LATER_REPAYMENTS, { last: last.ordinal }, 'input.repaymentId');
      }

      const rows = await manager.find(RepaymentAllocation, {
        where: { repaymentId: repayment.id },
        order: { place: 'ASC' },
      });
      const before = await instalmentsOf(manager, loan.id);
      const after = revertAllocation(before, allocationFrom(rows));
      const reversalEntryId = await reverse(manager, repayment.entryId, today);
      await manager.update(Repayment, { id: repayment.id }, { state: step.to, reversalEntryId });
      await recordTransition(context, { subjectId: repayment.id, step, reason: input.reason.trim() });
      await saveLoan(context, loan, { before, after }, subtractMoney(loan.credit, repayment.credit), today);
      await auditChange(context, {
        action: 'repayment_reversed',
        entity: 'Loan',
        personIds: [loan.personId],
      });
      return { loanId: loan.id, repaymentId: repayment.id, errors: [] };
    },
  );
}

/** The repayment with what it did, booked in the ledger on the day on which it was paid. */
async function saveRepayment(
  context: CommandContext,
  { id: loanId, lenderId, personId }: Loan,
  paid: Pick<Repayment, 'amount' | 'paidOn' | 'channel'>,
  allocation: Allocation,
): Promise<string> {
  const { manager } = context;
  const repaymentId = randomUUID();
  const postings = repaymentPostings({ loanId, lenderId }, allocation);
  const entryId = await post(manager, { type: 'repayment', subject: loanId, onDate: paid.paidOn, postings });
  const last = await lastRepayment(context, loanId, ['POSTED', 'REVERSED']);
  await manager.insert(Repayment, {
    ...paid,
    ...{
      id: repaymentId,
      loanId,
      lenderId,
      personId,
      entryId,
      ordinal: (last?.ordinal ?? 0) + 1,
      state: 'POSTED',
    },
    ...{ paid: toColumns(paidByPart(allocation.payments)), credit: allocation.credit },
  });
  const rows = allocationRows(allocation).map((row) => ({ ...row, repaymentId, lenderId, personId }));
  await manager.insert(RepaymentAllocation, rows);
  const step = { subjectType: repaymentLife.subjectType, from: null, action: 'post', to: 'POSTED' };
  await recordTransition(context, { subjectId: repaymentId, step, onDate: paid.paidOn });
  return repaymentId;
}

interface InstalmentsChanged {
  readonly before: readonly InstalmentBalance[];
  readonly after: readonly InstalmentBalance[];
}

/** What a repayment or its reversal has made of the loan: closed when nothing is owed, active when something is. */
async function saveLoan(
  context: CommandContext,
  loan: Loan,
  { before, after }: InstalmentsChanged,
  credit: Money,
  onDate: PlainDate,
): Promise<void> {
  const { manager, caller, today } = context;
  const standing = standingOfLoan(after);
  const action: LoanAction = standing.oldestUnpaidDueOn === null ? 'close' : 'reopen';
  const step = move(loanLife, loan.state, action, { role: caller.role });
  const state = step.ok ? step.to : loan.state;
  const closedOn = state === 'CLOSED' ? onDate : null;
  await saveInstalments(manager, loan.id, before, after);
  await manager.update(Loan, { id: loan.id }, { ...standing, state, closedOn, credit });
  if (step.ok) await recordTransition(context, { subjectId: loan.id, step, onDate });
  await tellLoanChanged(manager, { ...loan, ...standing, state }, today);
}

/** The latest repayment of a loan in one of the states; null when there is none. */
function lastRepayment(
  { manager }: CommandContext,
  loanId: string,
  states: readonly Repayment['state'][],
): Promise<Repayment | null> {
  return manager.findOne(Repayment, {
    where: states.map((state) => ({ loanId, state })),
    order: { ordinal: 'DESC' },
  });
}
