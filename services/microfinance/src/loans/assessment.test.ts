import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp } from '../testing/terms';
import { assess, roomUnderLimit, type ApplicationFacts } from './assessment';

const rules = {
  version: 'lending#3',
  effectiveFrom: parsePlainDate('2025-01-01'),
  effectiveTo: null,
  isSample: false,
  value: { borrowerLimit: egp(266_000), mostDaysLate: 30, largestBurdenPercent: 40 },
};

const product = {
  isOffered: true,
  minAmount: egp(4_000),
  maxAmount: egp(300_000),
  minTerm: 6,
  maxTerm: 24,
  minAge: 21,
  maxAge: 60,
  onlyFor: null,
};

/** A woman of 30 who asks for 10,000 and may have it. */
function anApplication(facts: Partial<ApplicationFacts> = {}): ApplicationFacts {
  return {
    amount: egp(10_000),
    term: 12,
    age: 30,
    sex: 'FEMALE',
    monthlyIncome: egp(5_000),
    monthlyBurden: egp(950),
    product,
    exposure: { owed: egp(0), daysLate: 0, isDeceased: false },
    hasLicence: true,
    ngoStanding: 'GOOD',
    ...facts,
  };
}

const reasonsOf = (facts: Partial<ApplicationFacts>) =>
  assess(anApplication(facts), rules).reasons.map(({ code, fact, limit }) => [code, fact, limit]);

const debt = (owed: number) => ({ owed: egp(owed), daysLate: 0, isDeceased: false });

describe('an application is eligible', () => {
  test('when every rule holds, and says by which rules and facts', () => {
    const decision = assess(anApplication(), rules);

    expect(decision).toMatchObject({ outcome: 'ELIGIBLE', rulesVersion: 'lending#3', reasons: [] });
    expect(decision.inputs).toContainEqual({ name: 'roomUnderLimit', value: '266000.00' });
    expect(decision.inputs).toContainEqual({ name: 'age', value: '30' });
  });

  test.each<[string, Partial<ApplicationFacts>]>([
    ['at the least amount', { amount: egp(4_000) }],
    ['at the largest amount, if the income bears it', { amount: egp(266_000) }],
    ['at the shortest term', { term: 6 }],
    ['at the longest term', { term: 24 }],
    ['at the least age', { age: 21 }],
    ['at the highest age', { age: 60 }],
    ["at the regulator's limit with what is owed elsewhere", { exposure: debt(256_000) }],
    ['at the last day that is accepted', { exposure: { ...debt(0), daysLate: 30 } }],
    ['at the largest share of the income', { monthlyBurden: egp(2_000) }],
    ['of a product for women, by a woman', { product: { ...product, onlyFor: 'FEMALE' } }],
    ['from a lender that is no NGO', { ngoStanding: null }],
  ])('%s', (_name, facts) => {
    expect(reasonsOf(facts)).toEqual([]);
  });
});

describe('an application is not eligible', () => {
  test.each<[string, Partial<ApplicationFacts>, [string, string | null, string | null]]>([
    ['under the least amount', { amount: egp('3999.99') }, ['AMOUNT_TOO_SMALL', '3999.99', '4000.00']],
    [
      'above the largest amount',
      { amount: egp('5000.01'), product: { ...product, maxAmount: egp(5_000) } },
      ['AMOUNT_TOO_LARGE', '5000.01', '5000.00'],
    ],
    ['with too short a term', { term: 5 }, ['TERM_TOO_SHORT', '5', '6']],
    ['with too long a term', { term: 25 }, ['TERM_TOO_LONG', '25', '24']],
    ['by somebody too young', { age: 20 }, ['TOO_YOUNG', '20', '21']],
    ['by somebody too old', { age: 61 }, ['TOO_OLD', '61', '60']],
    [
      'by a man, of a product for women',
      { sex: 'MALE', product: { ...product, onlyFor: 'FEMALE' } },
      ['NOT_FOR_THIS_SEX', 'MALE', 'FEMALE'],
    ],
    [
      "a piastre over the regulator's limit",
      { exposure: debt(256_000.01) },
      ['BORROWER_LIMIT', '10000.00', '9999.99'],
    ],
    ['when the limit is passed already', { exposure: debt(300_000) }, ['BORROWER_LIMIT', '10000.00', '0.00']],
    ['a day too late elsewhere', { exposure: { ...debt(0), daysLate: 31 } }, ['IN_ARREARS', '31', '30']],
    [
      'of somebody who has died',
      { exposure: { ...debt(0), isDeceased: true } },
      ['BORROWER_DECEASED', null, null],
    ],
    [
      'beyond what the income bears',
      { monthlyBurden: egp('2000.01') },
      ['BURDEN_TOO_HEAVY', '2000.01', '2000.00'],
    ],
    ['from a lender without a licence', { hasLicence: false }, ['LENDER_NOT_LICENSED', null, null]],
    ['from a suspended NGO', { ngoStanding: 'SUSPENDED' }, ['NGO_NOT_IN_GOOD_STANDING', 'SUSPENDED', null]],
    [
      'of a product that was withdrawn',
      { product: { ...product, isOffered: false } },
      ['PRODUCT_NOT_OFFERED', null, null],
    ],
  ])('%s', (_name, facts, reason) => {
    expect(reasonsOf(facts)).toEqual([reason]);
  });

  test('and tells every reason at once, in both languages', () => {
    const { outcome, reasons } = assess(anApplication({ age: 20, hasLicence: false }), rules);

    expect(outcome).toBe('NOT_ELIGIBLE');
    expect(reasons.map(({ message }) => message)).toEqual([
      { en: 'The lender has no licence that is in force.', ar: 'ليس لدى جهة الإقراض ترخيص سارٍ.' },
      {
        en: 'The applicant is 20; this product is for people from 21.',
        ar: 'سن مقدم الطلب 20؛ وهذا المنتج لمن بلغ 21 فأكثر.',
      },
    ]);
  });
});

test('the room under the limit is never less than nothing', () => {
  expect(roomUnderLimit(egp(100_001), egp(100_000))).toBe('0.00');
  expect(roomUnderLimit(egp(99_999), egp(100_000))).toBe('1.00');
});
