import { randomUUID } from 'node:crypto';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move, type Moved } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { isNegative, isPositive } from '@solidarity/subgraph-kit/values/money';
import { nationalIdFacts } from '@solidarity/subgraph-kit/values/national-id';
import {
  application,
  approvalOf,
  refusalOf,
  type ApplicationAction,
  type ApplicationState,
} from './application';
import { LoanApplication } from './application.entity';
import type {
  ApproveLoanApplicationInput,
  RefuseLoanApplicationInput,
  SubmitLoanApplicationInput,
  WithdrawLoanApplicationInput,
} from './application.inputs';
import { assessToday } from './assessment.commands';
import { findRow, lockRow } from './found.commands';
import { LONGEST_TERM } from './loan-product';
import { LoanProduct } from './loan-product.entity';
import { refusals } from './refusals';
import { refuseIneligible, refuseStep } from './refused-step';
import { textProblem } from './written';

/** What a command about an application has done: the id to read it by, or why nothing was done. */
export interface ApplicationChange {
  applicationId?: string;
  errors: Refusal[];
}

/** Takes an application in and says at once whether the rules allow it. One that they do not is kept all the same. */
export function submitLoanApplication(
  context: CommandContext,
  input: SubmitLoanApplicationInput,
): Promise<ApplicationChange> {
  return idempotently(
    context,
    'submitLoanApplication',
    input.idempotencyKey,
    input,
    async (): Promise<ApplicationChange> => {
      const { manager, caller, personIds } = context;
      const errors = problemsOf(input);
      if (errors.length > 0) return { errors };
      const product = await findRow(manager, LoanProduct, input.productId);
      if (!product) return refuse(refusals.LOAN_PRODUCT_NOT_FOUND, {}, 'input.productId');
      const { birthDate, sex } = nationalIdFacts(input.nationalId);
      const { amount, term, areaId, monthlyIncome } = input;
      const personId = personIds.ofNationalId(input.nationalId);
      const applied = { id: randomUUID(), personId, birthDate, sex, amount, term, monthlyIncome };
      const { id: applicationId } = applied;
      await manager.insert(LoanApplication, {
        ...applied,
        ...{ lenderId: product.lenderId, productId: product.id, areaId, purpose: input.purpose.trim() },
        state: 'SUBMITTED',
        assessment: await assessToday(context, applied, product),
        submittedBy: caller.subject,
      });
      const step = { subjectType: application.subjectType, from: null, action: 'submit', to: 'SUBMITTED' };
      await recordTransition(context, { subjectId: applicationId, step });
      await auditChange(context, { action: 'submitted', entity: 'LoanApplication', personIds: [personId] });
      return { applicationId, errors: [] };
    },
  );
}

/** The lender agrees: the rules must allow it today, and whoever submitted it may not agree to it. */
export async function approveLoanApplication(
  context: CommandContext,
  { applicationId }: ApproveLoanApplicationInput,
): Promise<ApplicationChange> {
  const { manager, caller } = context;
  const applied = await lockRow(manager, LoanApplication, applicationId);
  if (!applied) return refuse(refusals.APPLICATION_NOT_FOUND, {}, 'input.applicationId');
  const step = stepOf(context, applied, 'approve');
  if (!step.ok) return refuseStep(step, 'input.applicationId');
  const assessment = await assessAgain(context, applied);
  if (assessment.outcome !== 'ELIGIBLE') return refuseIneligible(assessment, 'input.applicationId');
  const approval = { approvedBy: caller.subject, decision: approvalOf(assessment) };
  return take(context, applied, step, approval, null);
}

/** The lender refuses, and tells every rule that is not met and its own reason. */
export async function refuseLoanApplication(
  context: CommandContext,
  { applicationId, reason }: RefuseLoanApplicationInput,
): Promise<ApplicationChange> {
  const problem = textProblem(reason, 'input.reason');
  if (problem) return { errors: [problem] };
  const applied = await lockRow(context.manager, LoanApplication, applicationId);
  if (!applied) return refuse(refusals.APPLICATION_NOT_FOUND, {}, 'input.applicationId');
  const step = stepOf(context, applied, 'refuse');
  if (!step.ok) return refuseStep(step, 'input.applicationId');
  const decision = refusalOf(await assessAgain(context, applied), reason.trim());
  return take(context, applied, step, { decision }, reason.trim());
}

/** The applicant no longer wants the loan. */
export async function withdrawLoanApplication(
  context: CommandContext,
  { applicationId, reason }: WithdrawLoanApplicationInput,
): Promise<ApplicationChange> {
  const problem = textProblem(reason, 'input.reason');
  if (problem) return { errors: [problem] };
  const applied = await lockRow(context.manager, LoanApplication, applicationId);
  if (!applied) return refuse(refusals.APPLICATION_NOT_FOUND, {}, 'input.applicationId');
  const step = stepOf(context, applied, 'withdraw');
  if (!step.ok) return refuseStep(step, 'input.applicationId');
  return take(context, applied, step, {}, reason.trim());
}

/** The step that the caller wants to take, as the state machine sees it. */
export function stepOf({ caller }: CommandContext, applied: LoanApplication, action: ApplicationAction) {
  const { submittedBy, approvedBy } = applied;
  return move(application, applied.state, action, {
    role: caller.role,
    facts: { actor: caller.subject, submittedBy, approvedBy },
  });
}

/** The rules as they hold today, for an application that was submitted before. */
export async function assessAgain(context: CommandContext, applied: LoanApplication): Promise<Decision> {
  const product = await context.manager.findOneByOrFail(LoanProduct, { id: applied.productId });
  return assessToday(context, applied, product);
}

/** Saves a step with what it brings, and records it. */
async function take(
  context: CommandContext,
  { id, personId }: LoanApplication,
  step: Moved<ApplicationState, ApplicationAction>,
  brought: Partial<Pick<LoanApplication, 'approvedBy' | 'decision'>>,
  reason: string | null,
): Promise<ApplicationChange> {
  await context.manager.update(LoanApplication, { id }, { state: step.to, ...brought });
  await recordTransition(context, { subjectId: id, step, reason });
  await auditChange(context, {
    action: step.to.toLowerCase(),
    entity: 'LoanApplication',
    personIds: [personId],
  });
  return { applicationId: id, errors: [] };
}

function problemsOf({ amount, term, areaId, purpose, monthlyIncome }: SubmitLoanApplicationInput): Refusal[] {
  const text = textProblem(purpose, 'input.purpose');
  const problems: Refusal[] = text ? [text] : [];
  if (!isPositive(amount)) problems.push(refusal(refusals.AMOUNT_NOT_POSITIVE, {}, 'input.amount'));
  if (isNegative(monthlyIncome)) problems.push(refusal(refusals.AMOUNT_NEGATIVE, {}, 'input.monthlyIncome'));
  if (term < 1 || term > LONGEST_TERM) {
    problems.push(refusal(refusals.TERM_NOT_POSITIVE, { most: LONGEST_TERM }, 'input.term'));
  }
  if (levelOfArea(areaId) === null) problems.push(refusal(refusals.AREA_UNKNOWN, {}, 'input.areaId'));
  return problems;
}
