import { ageOn, addMonths } from '../values/plain-date';
import { SAMPLE_TODAY } from './calendar';
import { lenderOf } from './lenders';
import { loanSeedOf } from './lending';
import { loanProductOf } from './loan-products';
import { Population } from './population';
import { householdServedBy, servedBy } from './served-households';
import { sampleSize, type Sample } from './size';

function sampleOf(households: number): Sample {
  const population = new Population({ households, pepper: 'a pepper that is used in tests only' });
  return { population, size: sampleSize(households) };
}

const sample = sampleOf(2_000);
const loans = Array.from({ length: sample.size.loans }, (_, index) => loanSeedOf(sample, index));

test('loan 0 is the demo citizen’s, lent by NGO 0', () => {
  expect(loans[0]).toMatchObject({ id: '0e000000-0000-4000-8000-000000000001', lenderIndex: 2 });
  expect(loans[0]?.borrower).toEqual(sample.population.household(0).members[0]);
});

test('a loan is the same when it is made again', () => {
  expect(loanSeedOf(sampleOf(2_000), 123)).toEqual(loans[123]);
});

test('at least 15 of the first 60 households that NGO 0 serves have a loan of it', () => {
  const first = new Set(Array.from({ length: 60 }, (_, n) => householdServedBy(0, n)));
  const borrowing = loans.filter(
    ({ household, lenderIndex }) => lenderIndex === 2 && first.has(household.index),
  );

  expect(borrowing.length).toBeGreaterThanOrEqual(15);
});

test('NGO 0 and NGO 1 lend to those whom they serve, and nobody else does', () => {
  for (const { lenderIndex, household } of loans) {
    const ngo = servedBy(household.index);
    expect(lenderIndex === 2).toBe(ngo === 0);
    expect(lenderIndex === 3).toBe(ngo === 1);
  }
});

test('nobody borrows twice', () => {
  expect(new Set(loans.map(({ borrower }) => borrower.personId)).size).toBe(loans.length);
});

test('borrowers are heads of 21 to 65 years, and women where a product is for women', () => {
  for (const { borrower, household, startedOn, productKind } of loans) {
    expect(borrower).toBe(household.members[0]);
    expect(ageOn(borrower.birthDate, startedOn)).toBeGreaterThanOrEqual(21);
    expect(ageOn(borrower.birthDate, SAMPLE_TODAY)).toBeLessThanOrEqual(65);
    if (loanProductOf(productKind).forWomenOnly) expect(borrower.sex).toBe('FEMALE');
  }
});

test('loans are of what their lender offers, within its limits and its licence', () => {
  for (const { lenderIndex, productKind, principal, term, startedOn } of loans) {
    const lender = lenderOf(lenderIndex);
    const product = loanProductOf(productKind);
    expect(product.lenderKind).toBe(lender.kind);
    expect(Number(principal)).toBeGreaterThanOrEqual(product.leastAmount);
    expect(Number(principal)).toBeLessThanOrEqual(product.mostAmount);
    expect(product.terms).toContain(term);
    expect(lender.licensedFrom <= startedOn && (lender.licensedUntil ?? startedOn) >= startedOn).toBe(true);
  }
});

test('the demo lender has many loans, and the one without a licence has none', () => {
  expect(loans.filter(({ lenderIndex }) => lenderIndex === 0).length).toBeGreaterThan(80);
  expect(loans.filter(({ lenderIndex }) => lenderIndex === 11)).toEqual([]);
});

test('what is closed could be repaid by now, and what is not is still running', () => {
  const months = { WEEKLY: 12 / 52, MONTHLY: 1, QUARTERLY: 3 };
  for (const { behaviour, startedOn, term, productKind } of loans) {
    const end = addMonths(startedOn, Math.ceil(term * months[loanProductOf(productKind).frequency]));
    if (behaviour === 'CLOSED') expect(end <= SAMPLE_TODAY).toBe(true);
    if (behaviour === 'ON_TIME') expect(end > SAMPLE_TODAY).toBe(true);
  }
});

test('there are loans of every behaviour, and arrears of every age', () => {
  const stopped = loans.filter(({ behaviour }) => behaviour === 'IN_ARREARS').map(({ daysLate }) => daysLate);

  expect(new Set(loans.map(({ behaviour }) => behaviour))).toEqual(
    new Set(['ON_TIME', 'LATE', 'IN_ARREARS', 'CLOSED']),
  );
  expect(Math.min(...stopped)).toBeLessThan(60);
  expect(Math.max(...stopped)).toBeGreaterThan(200);
});

test.each([1, 2, 10, 50])('a sample of %i households has borrowers too', (households) => {
  const small = sampleOf(households);

  expect(loanSeedOf(small, small.size.loans - 1).principal).toMatch(/^\d+\.00$/);
});
