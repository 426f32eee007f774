import {
  subtractMoney,
  toDecimal,
  ZERO,
  type Decimal,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import { interestFor, rateOf, type Period } from './periods';
import { roundToUnit, within } from './rounding';
import type { LoanTerms } from './terms';

/** A period with what falls due at its end. */
export interface PeriodDue extends Period {
  readonly principal: Money;
  readonly interest: Money;
}

/**
 * Interest on the declining balance: each period bears interest on what is still owed at its start, rounded to the
 * piastre. Either the instalments are equal (an annuity) or the principal in them is.
 */
export function decliningBalance(
  principal: Money,
  periods: readonly Period[],
  terms: LoanTerms,
): PeriodDue[] {
  const paying = periods.slice(terms.gracePeriods);
  const level = terms.repaymentMethod === 'EQUAL_INSTALMENTS' ? annuity(principal, paying, terms) : null;
  const share = roundToUnit(toDecimal(principal).dividedBy(paying.length), terms.roundingUnit);
  let balance = principal;
  return periods.map((period) => {
    const interest = interestFor(balance, period.interestDays, terms);
    const isGrace = period.number <= terms.gracePeriods;
    const isLast = period.number === periods.length;
    const due = level === null ? share : subtractMoney(level, interest);
    const repaid = isGrace ? ZERO : isLast ? balance : within(due, balance);
    balance = subtractMoney(balance, repaid);
    return { ...period, principal: repaid, interest };
  });
}

/**
 * The instalment that repays the principal with its interest in these periods: the principal divided by the sum of the
 * discount factors, which for equal periods is the known P·i / (1 − (1 + i)^−n), and holds for unequal ones as well.
 */
function annuity(principal: Money, periods: readonly Period[], terms: LoanTerms): Money {
  let discount: Decimal = toDecimal(1);
  let factors: Decimal = toDecimal(0);
  for (const period of periods) {
    discount = discount.dividedBy(rateOf(period, terms).plus(1));
    factors = factors.plus(discount);
  }
  return roundToUnit(toDecimal(principal).dividedBy(factors), terms.roundingUnit);
}
