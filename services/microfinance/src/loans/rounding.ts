import {
  maxMoney,
  minMoney,
  money,
  toDecimal,
  ZERO,
  type Decimal,
  type Money,
} from '@solidarity/subgraph-kit/values/money';

/** The nearest multiple of the unit, a half upwards. */
export function roundToUnit(amount: Decimal, unit: Money): Money {
  return money(toDecimal(amount).dividedBy(unit).round().times(unit));
}

/** The amount, but not less than nothing and not more than the most. */
export function within(amount: Money, most: Money): Money {
  return maxMoney(ZERO, minMoney(amount, most));
}
