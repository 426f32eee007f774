import { Decimal } from 'decimal.js';
import { CodedError } from '../errors/coded-error';
import type { Branded } from './brand';

/**
 * An amount in Egyptian pounds as text with exactly two digits after the point: "1250.00". The same text stands in
 * PostgreSQL (`numeric(18,2)`), in JSON and in GraphQL. It may be negative; where it may not, the rule says so.
 */
export type Money = Branded<'Money'>;

/** How what is less than a piastre is rounded. HALF_UP rounds a half away from zero, HALF_EVEN to the even piastre. */
export type Rounding = 'HALF_UP' | 'HALF_EVEN' | 'UP' | 'DOWN';

/** What `toDecimal` gives, for formulas whose steps are not rounded. */
export type { Decimal };

/** What can be computed with: a number that TypeScript or a rules table gives. */
export type Numeric = string | number | Decimal;

/** Enough digits that no product of an amount and a rate loses a piastre. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

const ROUNDINGS = {
  HALF_UP: Decimal.ROUND_HALF_UP,
  HALF_EVEN: Decimal.ROUND_HALF_EVEN,
  UP: Decimal.ROUND_UP,
  DOWN: Decimal.ROUND_DOWN,
} as const satisfies Record<Rounding, Decimal.Rounding>;

const WRITTEN = /^-?\d{1,16}(\.\d{1,2})?$/;
/** `numeric(18,2)` ends before this. */
const TOO_LARGE = new Exact('1e16');

export const ZERO = '0.00' as Money;

/** Reads an amount that somebody wrote; throws MONEY_INVALID when it is not one. Nothing is rounded. */
export function parseMoney(text: string): Money {
  if (!WRITTEN.test(text)) throw new CodedError('MONEY_INVALID');
  return toMoney(new Exact(text), 'HALF_UP');
}

/** An amount from a computed number, rounded to the piastre; throws MONEY_INVALID when it is none or too large. */
export function money(amount: Numeric, rounding: Rounding = 'HALF_UP'): Money {
  let decimal: Decimal;
  try {
    decimal = new Exact(amount);
  } catch (cause) {
    throw new CodedError('MONEY_INVALID', {}, { originalError: cause as Error });
  }
  return toMoney(decimal, rounding);
}

/** An amount or a rate as a decimal, for formulas with several steps that are rounded once, at their end, with `money`. */
export function toDecimal(amount: Numeric): Decimal {
  return new Exact(amount);
}

export function addMoney(a: Money, b: Money): Money {
  if (a === ZERO) return b;
  return b === ZERO ? a : toMoney(toDecimal(a).plus(b), 'HALF_UP');
}

export function subtractMoney(a: Money, b: Money): Money {
  if (a === b) return ZERO;
  return b === ZERO ? a : toMoney(toDecimal(a).minus(b), 'HALF_UP');
}

/** The sum; of nothing it is zero. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = new Exact(0);
  for (const amount of amounts) if (amount !== ZERO) sum = sum.plus(amount);
  return toMoney(sum, 'HALF_UP');
}

/** The amount times a factor, rounded to the piastre. */
export function multiplyMoney(amount: Money, factor: Numeric, rounding: Rounding = 'HALF_UP'): Money {
  return toMoney(toDecimal(amount).times(factor), rounding);
}

/** The amount divided, rounded to the piastre: to share one out without losing any, use `allocateMoney`. */
export function divideMoney(amount: Money, divisor: Numeric, rounding: Rounding = 'HALF_UP'): Money {
  return toMoney(toDecimal(amount).dividedBy(divisor), rounding);
}

export function negateMoney(amount: Money): Money {
  return toMoney(toDecimal(amount).negated(), 'HALF_UP');
}

/** Negative when a is less than b, zero when they are equal, positive when a is more: fit for `sort`. */
export function compareMoney(a: Money, b: Money): number {
  return toDecimal(a).comparedTo(b);
}

export function minMoney(first: Money, ...others: Money[]): Money {
  return others.reduce((least, amount) => (compareMoney(amount, least) < 0 ? amount : least), first);
}

export function maxMoney(first: Money, ...others: Money[]): Money {
  return others.reduce((most, amount) => (compareMoney(amount, most) > 0 ? amount : most), first);
}

/** Less than zero. */
export function isNegative(amount: Money): boolean {
  return amount.startsWith('-');
}

export function isZero(amount: Money): boolean {
  return amount === ZERO;
}

/** More than zero. */
export function isPositive(amount: Money): boolean {
  return !isNegative(amount) && !isZero(amount);
}

/**
 * Shares the total out by weights so that the parts sum to it exactly: each part is rounded down, then the piastres
 * that are left go to those that lost most by it, the earlier first.
 */
export function allocateMoney(total: Money, weights: readonly Numeric[]): Money[] {
  const parts = weights.map((weight) => new Exact(weight));
  const whole = parts.reduce((sum, weight) => sum.plus(weight), new Exact(0));
  if (
    parts.some((weight) => weight.isNegative() && !weight.isZero()) ||
    !whole.isFinite() ||
    whole.isZero()
  ) {
    throw new RangeError('Weights to share money by are finite, not negative, and not all zero.');
  }
  const piastres = toDecimal(total).times(100).abs();
  const shares = parts.map((weight, index) => {
    const exact = piastres.times(weight).dividedBy(whole);
    const given = exact.floor();
    return { index, given, lost: exact.minus(given) };
  });
  const left = shares.reduce((rest, { given }) => rest.minus(given), piastres).toNumber();
  const favoured = new Set(
    [...shares]
      .sort((a, b) => b.lost.comparedTo(a.lost) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  const sign = isNegative(total) ? -1 : 1;
  return shares.map(({ index, given }) =>
    toMoney(
      given
        .plus(favoured.has(index) ? 1 : 0)
        .times(sign)
        .dividedBy(100),
      'HALF_UP',
    ),
  );
}

function toMoney(decimal: Decimal, rounding: Rounding): Money {
  const rounded = decimal.toDecimalPlaces(2, ROUNDINGS[rounding]);
  if (!rounded.isFinite() || rounded.abs().greaterThanOrEqualTo(TOO_LARGE))
    throw new CodedError('MONEY_INVALID');
  return (rounded.isZero() ? ZERO : rounded.toFixed(2)) as Money;
}
