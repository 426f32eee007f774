/**
 * What makes the conditions of a product coherent. A product that is offered is never changed: another is offered in
 * its place, and loans keep the conditions they were given under.
 */
import {
  compareMoney,
  isNegative,
  money,
  toDecimal,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import type { ProductLimits } from './assessment';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { PARTS, type LoanTerms } from './terms';

export const LoanProductState = { OFFERED: 'OFFERED', WITHDRAWN: 'WITHDRAWN' } as const;
export type LoanProductState = keyof typeof LoanProductState;
export type LoanProductAction = 'withdraw';

export const loanProduct = defineStateMachine<LoanProductState, LoanProductAction>({
  subjectType: 'loan_product',
  actions: {
    withdraw: { en: 'withdraw the product', ar: 'سحب المنتج' },
  },
  states: { OFFERED: { withdraw: 'WITHDRAWN' }, WITHDRAWN: {} },
});

export type ProductConditions = Omit<LoanTerms, 'term'>;
export type OfferedLimits = Omit<ProductLimits, 'isOffered'>;

/** What is wrong with a product, and the value that would be right where there is one. */
export type ProductProblem =
  | { readonly code: 'AMOUNTS_NOT_IN_ORDER' | 'TERMS_NOT_IN_ORDER' | 'AGES_NOT_IN_ORDER' }
  | { readonly code: 'GRACE_TOO_LONG'; readonly most: number }
  | { readonly code: 'RATE_OUT_OF_RANGE'; readonly name: string }
  | { readonly code: 'ORDER_NOT_WHOLE' }
  | { readonly code: 'ROUNDING_TOO_COARSE' | 'AMOUNT_BEYOND_MICROFINANCE'; readonly most: Money };

export const LARGEST_PERCENT = 100;

/** Far beyond what the regulator lets anybody owe: a product that lends more is a slip of the pen. */
export const LARGEST_LOAN = '10000000.00' as Money;

/** Ten years of weeks: no product lends for longer. */
export const LONGEST_TERM = 520;

export function problemsOf(limits: OfferedLimits, conditions: ProductConditions): ProductProblem[] {
  const { minAmount, maxAmount, minTerm, maxTerm, minAge, maxAge } = limits;
  const problems: ProductProblem[] = [];
  if (
    isNegative(minAmount) ||
    compareMoney(minAmount, money(1)) < 0 ||
    compareMoney(maxAmount, minAmount) < 0
  ) {
    problems.push({ code: 'AMOUNTS_NOT_IN_ORDER' });
  }
  if (compareMoney(maxAmount, LARGEST_LOAN) > 0)
    problems.push({ code: 'AMOUNT_BEYOND_MICROFINANCE', most: LARGEST_LOAN });
  if (minTerm < 1 || maxTerm < minTerm || maxTerm > LONGEST_TERM)
    problems.push({ code: 'TERMS_NOT_IN_ORDER' });
  if (minAge < 0 || maxAge < minAge) problems.push({ code: 'AGES_NOT_IN_ORDER' });
  const mostGrace = conditions.frequency === 'AT_END' ? 0 : Math.max(0, minTerm - 1);
  if (conditions.gracePeriods < 0 || conditions.gracePeriods > mostGrace) {
    problems.push({ code: 'GRACE_TOO_LONG', most: mostGrace });
  }
  for (const name of ['annualRatePercent', 'feePercent', 'lateFeePercent'] as const) {
    const percent = toDecimal(conditions[name]);
    if (percent.isNegative() || percent.greaterThan(LARGEST_PERCENT))
      problems.push({ code: 'RATE_OUT_OF_RANGE', name });
  }
  if ([...conditions.allocationOrder].sort().join() !== [...PARTS].sort().join()) {
    problems.push({ code: 'ORDER_NOT_WHOLE' });
  }
  const most = coarsestRounding(minAmount, Math.max(1, maxTerm), conditions.frequency);
  if (
    compareMoney(conditions.roundingUnit, money('0.01')) < 0 ||
    compareMoney(conditions.roundingUnit, most) > 0
  ) {
    problems.push({ code: 'ROUNDING_TOO_COARSE', most });
  }
  return problems;
}

/**
 * The coarsest unit with which every instalment still repays something: half a unit is lost or won with each, which the
 * last one must be able to take, so that units × terms stay under the principal of one instalment.
 */
function coarsestRounding(minAmount: Money, maxTerm: number, frequency: LoanTerms['frequency']): Money {
  const instalments = frequency === 'AT_END' ? 1 : maxTerm;
  const exact = toDecimal(minAmount).dividedBy(instalments * instalments);
  return money(exact.lessThan('0.01') ? '0.01' : exact, 'DOWN');
}
