import fc from 'fast-check';
import { isPositive } from '@solidarity/subgraph-kit/values/money';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp, someTerms } from '../testing/terms';
import { problemsOf, type OfferedLimits, type ProductConditions } from './loan-product';
import { scheduleOf } from './schedule';
import type { Part } from './terms';

const limits: OfferedLimits = {
  minAmount: egp(4_000),
  maxAmount: egp(20_000),
  minTerm: 6,
  maxTerm: 20,
  minAge: 21,
  maxAge: 60,
  onlyFor: 'FEMALE',
};
const conditions: ProductConditions = someTerms();

const codesOf = (changed: Partial<OfferedLimits>, other: Partial<ProductConditions> = {}) =>
  problemsOf({ ...limits, ...changed }, { ...conditions, ...other }).map(({ code }) => code);

describe('a product', () => {
  test('whose conditions are coherent has no problem', () => {
    expect(problemsOf(limits, conditions)).toEqual([]);
  });

  test.each<[string, string[], Partial<OfferedLimits>, Partial<ProductConditions>]>([
    ['may have one amount only', [], { maxAmount: egp(4_000) }, {}],
    ['ends not before its least amount', ['AMOUNTS_NOT_IN_ORDER'], { maxAmount: egp('3999.99') }, {}],
    ['lends at least a pound', ['AMOUNTS_NOT_IN_ORDER'], { minAmount: egp('0.99') }, {}],
    ['may lend ten million pounds', [], { maxAmount: egp('10000000') }, {}],
    [
      'lends no more than that',
      ['AMOUNT_BEYOND_MICROFINANCE'],
      { maxAmount: egp('9999999999999999.99') },
      {},
    ],
    ['has a term', ['TERMS_NOT_IN_ORDER'], { minTerm: 0 }, {}],
    ['ends not before its shortest term', ['TERMS_NOT_IN_ORDER'], { maxTerm: 5 }, {}],
    ['may have a term of ten years of weeks', [], { minAmount: egp(20_000), maxTerm: 520 }, {}],
    ['has no longer term', ['TERMS_NOT_IN_ORDER'], { minAmount: egp(20_000), maxTerm: 521 }, {}],
    ['ends not before its least age', ['AGES_NOT_IN_ORDER'], { maxAge: 20 }, {}],
    ['leaves a period to repay in after the grace', [], {}, { gracePeriods: 5 }],
    ['has no grace as long as its shortest term', ['GRACE_TOO_LONG'], {}, { gracePeriods: 6 }],
    [
      'has no grace when all is repaid at the end',
      ['GRACE_TOO_LONG'],
      {},
      { frequency: 'AT_END', gracePeriods: 1 },
    ],
    ['asks for no negative rate', ['RATE_OUT_OF_RANGE'], {}, { annualRatePercent: '-0.001' }],
    ['asks for 100 % at most', [], {}, { annualRatePercent: '100' }],
    ['asks for no more than 100 %', ['RATE_OUT_OF_RANGE'], {}, { feePercent: '100.001' }],
    [
      'names each part once in its order',
      ['ORDER_NOT_WHOLE'],
      {},
      { allocationOrder: ['FEE', 'FEE', 'INTEREST', 'PRINCIPAL'] as Part[] },
    ],
    ['rounds to no less than a piastre', ['ROUNDING_TOO_COARSE'], {}, { roundingUnit: egp(0) }],
    ['may round as far as its smallest instalments bear', [], {}, { roundingUnit: egp(10) }],
    ['does not round further', ['ROUNDING_TOO_COARSE'], {}, { roundingUnit: egp('10.01') }],
  ])('%s', (_name, expected, changed, other) => {
    expect(codesOf(changed, other)).toEqual(expected);
  });

  test('says how long a grace and how coarse a rounding would be right', () => {
    expect(problemsOf(limits, { ...conditions, gracePeriods: 9, roundingUnit: egp(50) })).toEqual([
      { code: 'GRACE_TOO_LONG', most: 5 },
      { code: 'ROUNDING_TOO_COARSE', most: '10.00' },
    ]);
  });

  test('with the coarsest rounding still repays some principal with every instalment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4_000, max: 20_000 }),
        fc.integer({ min: 6, max: 20 }),
        fc.constantFrom('0', '12', '24', '40'),
        fc.constantFrom('FLAT' as const, 'DECLINING_BALANCE' as const),
        (amount, term, annualRatePercent, interestMethod) => {
          const terms = someTerms({
            ...conditions,
            term,
            annualRatePercent,
            interestMethod,
            roundingUnit: egp(10),
          });
          const schedule = scheduleOf(egp(amount), parsePlainDate('2026-01-01'), terms);
          expect(schedule.every(({ principal }) => isPositive(principal))).toBe(true);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});
