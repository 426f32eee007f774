import { randomUUID } from 'node:crypto';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { findRow, lockRow } from './found.commands';
import { Lender } from './lender.entity';
import { LoanProduct } from './loan-product.entity';
import type {
  LoanConditionsInput,
  OfferLoanProductInput,
  WithdrawLoanProductInput,
} from './loan-product.inputs';
import { LARGEST_PERCENT, LONGEST_TERM, loanProduct, problemsOf, type ProductProblem } from './loan-product';
import { refusals } from './refusals';
import { refuseStep } from './refused-step';
import { isPercent, nameProblem, textProblem } from './written';

export interface LoanProductChange {
  productId?: string;
  errors: Refusal[];
}

/** Begins to offer a product. It stays as it is: to change it, offer another and withdraw this one. */
export function offerLoanProduct(
  context: CommandContext,
  input: OfferLoanProductInput,
): Promise<LoanProductChange> {
  return idempotently(
    context,
    'offerLoanProduct',
    input.idempotencyKey,
    input,
    async (): Promise<LoanProductChange> => {
      const { manager } = context;
      const { lenderId, name, description, conditions, idempotencyKey: _key, ...limits } = input;
      const errors = writtenProblems(input);
      if (errors.length > 0) return { errors };
      const problems = problemsOf(limits, conditions);
      if (problems.length > 0) return { errors: problems.map(refusalOf) };
      const lender = await findRow(manager, Lender, lenderId);
      if (!lender) return refuse(refusals.LENDER_NOT_FOUND, {}, 'input.lenderId');
      const productId = randomUUID();
      await manager.insert(LoanProduct, {
        ...limits,
        id: productId,
        lenderId: lender.id,
        name: localized(name.ar, name.en),
        description: localized(description.ar, description.en),
        conditions: { ...conditions },
        state: 'OFFERED',
      });
      const step = { subjectType: loanProduct.subjectType, from: null, action: 'offer', to: 'OFFERED' };
      await recordTransition(context, { subjectId: productId, step });
      return { productId, errors: [] };
    },
  );
}

/** Ends a product: nobody can apply for it any more, loans under it go on. */
export async function withdrawLoanProduct(
  context: CommandContext,
  { productId, reason }: WithdrawLoanProductInput,
): Promise<LoanProductChange> {
  const { manager, caller } = context;
  const problem = textProblem(reason, 'input.reason');
  if (problem) return { errors: [problem] };
  const product = await lockRow(manager, LoanProduct, productId);
  if (!product) return refuse(refusals.LOAN_PRODUCT_NOT_FOUND, {}, 'input.productId');
  const step = move(loanProduct, product.state, 'withdraw', { role: caller.role });
  if (!step.ok) return refuseStep(step, 'input.productId');
  await manager.update(LoanProduct, { id: product.id }, { state: step.to });
  await recordTransition(context, { subjectId: product.id, step, reason: reason.trim() });
  return { productId: product.id, errors: [] };
}

const RATES = [
  'annualRatePercent',
  'feePercent',
  'lateFeePercent',
] as const satisfies readonly (keyof LoanConditionsInput)[];

function writtenProblems({ name, description, conditions }: OfferLoanProductInput): Refusal[] {
  const rates = RATES.filter((rate) => !isPercent(conditions[rate])).map((rate) => rateRefusal(rate));
  const days =
    conditions.lateFeeAfterDays < 0
      ? [refusal(refusals.DAYS_NEGATIVE, {}, 'input.conditions.lateFeeAfterDays')]
      : [];
  return [
    nameProblem(name.ar, 'input.name.ar'),
    textProblem(description.ar, 'input.description.ar'),
    ...rates,
    ...days,
  ].filter((problem) => problem !== null);
}

function rateRefusal(rate: string): Refusal {
  return refusal(refusals.RATE_OUT_OF_RANGE, { most: LARGEST_PERCENT }, `input.conditions.${rate}`);
}

function refusalOf(problem: ProductProblem): Refusal {
  switch (problem.code) {
    case 'AMOUNTS_NOT_IN_ORDER':
      return refusal(refusals.AMOUNTS_NOT_IN_ORDER, {}, 'input.minAmount');
    case 'TERMS_NOT_IN_ORDER':
      return refusal(refusals.TERMS_NOT_IN_ORDER, { most: LONGEST_TERM }, 'input.minTerm');
    case 'AGES_NOT_IN_ORDER':
      return refusal(refusals.AGES_NOT_IN_ORDER, {}, 'input.minAge');
    case 'GRACE_TOO_LONG':
      return refusal(refusals.GRACE_TOO_LONG, { most: problem.most }, 'input.conditions.gracePeriods');
    case 'RATE_OUT_OF_RANGE':
      return rateRefusal(problem.name);
    case 'ORDER_NOT_WHOLE':
      return refusal(refusals.ORDER_NOT_WHOLE, {}, 'input.conditions.allocationOrder');
    case 'AMOUNT_BEYOND_MICROFINANCE':
      return refusal(refusals.AMOUNT_BEYOND_MICROFINANCE, { most: problem.most }, 'input.maxAmount');
    case 'ROUNDING_TOO_COARSE':
      return refusal(refusals.ROUNDING_TOO_COARSE, { most: problem.most }, 'input.conditions.roundingUnit');
  }
}
