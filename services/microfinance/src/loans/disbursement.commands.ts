import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { post } from '@solidarity/subgraph-kit/records/ledger';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { ZERO } from '@solidarity/subgraph-kit/values/money';
import { assessAgain, stepOf } from './application.commands';
import { LoanApplication } from './application.entity';
import { lockRow } from './found.commands';
import { outstandingOf, unpaidInstalment } from './instalment-balance';
import { disbursementPostings } from './ledger-postings';
import { loan as loanLife } from './loan';
import { saveSchedule, tellLoanChanged } from './loan-book.commands';
import { standingOfLoan } from './loan-standing';
import { Loan } from './loan.entity';
import type { DisburseLoanInput } from './loan.inputs';
import { LoanProduct } from './loan-product.entity';
import { refusals } from './refusals';
import { refuseIneligible, refuseStep } from './refused-step';
import { scheduleOf } from './schedule';

export interface Disbursement {
  loanId?: string;
  errors: Refusal[];
}

/**
 * Gives the money of an approved application, today. The rules are looked at once more, since licence, standing, limit
 * and debts may have changed; who submitted or approved it may not do this.
 */
export function disburseLoan(context: CommandContext, input: DisburseLoanInput): Promise<Disbursement> {
  return idempotently(
    context,
    'disburseLoan',
    input.idempotencyKey,
    input,
    async (): Promise<Disbursement> => {
      const { manager, caller, today } = context;
      const applied = await lockRow(manager, LoanApplication, input.applicationId);
      if (!applied) return refuse(refusals.APPLICATION_NOT_FOUND, {}, 'input.applicationId');
      const step = stepOf(context, applied, 'disburse');
      if (!step.ok) return refuseStep(step, 'input.applicationId');
      const assessment = await assessAgain(context, applied);
      if (assessment.outcome !== 'ELIGIBLE') return refuseIneligible(assessment, 'input.applicationId');

      await manager.update(
        LoanApplication,
        { id: applied.id },
        { state: step.to, disbursedBy: caller.subject },
      );
      await recordTransition(context, { subjectId: applied.id, step });
      const loan = await openLoan(context, applied);
      await auditChange(context, { action: 'disbursed', entity: 'Loan', personIds: [applied.personId] });
      await tellLoanChanged(manager, loan, today);
      return { loanId: loan.id, errors: [] };
    },
  );
}

/** The loan with its schedule and its entry in the ledger. */
async function openLoan(context: CommandContext, applied: LoanApplication) {
  const { manager, today } = context;
  const { conditions } = await manager.findOneByOrFail(LoanProduct, { id: applied.productId });
  const { lenderId, productId, personId, areaId, amount: principal, term } = applied;
  const schedule = scheduleOf(principal, today, { ...conditions, term });
  const instalments = schedule.map(unpaidInstalment);
  const loan = {
    ...{ id: randomUUID(), applicationId: applied.id, lenderId, productId, personId, areaId },
    ...{ principal, term, conditions, disbursedOn: today, state: 'ACTIVE' as const, credit: ZERO },
    ...standingOfLoan(instalments),
  };
  await manager.insert(Loan, loan);
  await saveSchedule(manager, loan, schedule, instalments);
  await post(manager, {
    type: 'loan_disbursed',
    subject: loan.id,
    onDate: today,
    postings: disbursementPostings({ loanId: loan.id, lenderId }, outstandingOf(instalments)),
  });
  const step = { subjectType: loanLife.subjectType, from: null, action: 'disburse', to: 'ACTIVE' };
  await recordTransition(context, { subjectId: loan.id, step });
  return loan;
}
