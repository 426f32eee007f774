import fc from 'fast-check';
import { addMoney, compareMoney, sumMoney, ZERO, type Money } from '@solidarity/subgraph-kit/values/money';
import { addDays, parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp, someTerms } from '../testing/terms';
import { allocate, applyAllocation, revertAllocation, type Allocation } from './allocation';
import { settlementOn } from './early-settlement';
import {
  outstandingOf,
  totalOfAmounts,
  unpaidInstalment,
  unpaidOf,
  type InstalmentBalance,
} from './instalment-balance';
import { scheduleOf } from './schedule';
import type { LoanTerms, Part } from './terms';

const disbursedOn = parsePlainDate('2026-01-01');
const day = parsePlainDate;

/** 3,000 in three months at 12 % flat with a fee of 1 %: 1,060.00 on 1 February, 1,030.00 on 1 March and 1 April. */
const threeMonths = (terms: Partial<LoanTerms> = {}): LoanTerms =>
  someTerms({ interestMethod: 'FLAT', annualRatePercent: '12', term: 3, feePercent: '1', ...terms });

const newLoan = (terms: LoanTerms, principal: Money = egp(3_000)): InstalmentBalance[] =>
  scheduleOf(principal, disbursedOn, terms).map(unpaidInstalment);

/** What was paid, as "instalment part amount". */
const paid = ({ payments }: Allocation) =>
  payments.map(({ number, part, amount }) => `${number} ${part} ${amount}`);

const total = (instalments: readonly InstalmentBalance[]) => totalOfAmounts(outstandingOf(instalments));

describe('allocating a repayment', () => {
  test('pays fee, interest and principal of what is due, and is then used up', () => {
    const terms = threeMonths();

    const allocation = allocate(newLoan(terms), { amount: egp(1_060), paidOn: day('2026-02-01') }, terms);

    expect(paid(allocation)).toEqual(['1 FEE 30.00', '1 INTEREST 30.00', '1 PRINCIPAL 1000.00']);
    expect(allocation.credit).toBe('0.00');
  });

  test('pays in the order that the contract says', () => {
    const terms = threeMonths({ allocationOrder: ['PRINCIPAL', 'INTEREST', 'FEE', 'LATE_FEE'] });

    const allocation = allocate(newLoan(terms), { amount: egp(1_010), paidOn: day('2026-02-01') }, terms);

    expect(paid(allocation)).toEqual(['1 PRINCIPAL 1000.00', '1 INTEREST 10.00']);
  });

  test('in part leaves the rest to the next repayment, to the piastre', () => {
    const terms = threeMonths();
    const loan = newLoan(terms);

    const first = allocate(loan, { amount: egp('45.55'), paidOn: day('2026-02-01') }, terms);
    const second = allocate(
      applyAllocation(loan, first),
      { amount: egp(20), paidOn: day('2026-02-02') },
      terms,
    );

    expect(paid(first)).toEqual(['1 FEE 30.00', '1 INTEREST 15.55']);
    expect(paid(second)).toEqual(['1 INTEREST 14.45', '1 PRINCIPAL 5.55']);
  });

  test('pays the oldest instalment first and the next ones ahead', () => {
    const terms = threeMonths();

    const allocation = allocate(newLoan(terms), { amount: egp(1_500), paidOn: day('2026-02-01') }, terms);

    expect(paid(allocation)).toEqual([
      '1 FEE 30.00',
      '1 INTEREST 30.00',
      '1 PRINCIPAL 1000.00',
      '2 INTEREST 30.00',
      '2 PRINCIPAL 410.00',
    ]);
  });

  test('keeps what is more than all that is owed as a credit', () => {
    const terms = threeMonths();
    const loan = newLoan(terms);

    const allocation = allocate(loan, { amount: egp('3120.01'), paidOn: day('2026-04-01') }, terms);

    expect(allocation.credit).toBe('0.01');
    expect(total(applyAllocation(loan, allocation))).toBe('0.00');
  });
});

describe('late fees', () => {
  const terms = threeMonths({ lateFeePercent: '2', lateFeeAfterDays: 5 });

  test.each([
    { paidOn: '2026-02-06', fees: [] },
    { paidOn: '2026-02-07', fees: [{ number: 1, amount: '20.60' }] },
    {
      paidOn: '2026-03-07',
      fees: [
        { number: 1, amount: '20.60' },
        { number: 2, amount: '20.60' },
      ],
    },
  ])('on $paidOn are $fees', ({ paidOn, fees }) => {
    // 2 % of 1,030.00 of principal and interest; the fee of the loan bears none.
    const allocation = allocate(newLoan(terms), { amount: egp(10), paidOn: day(paidOn) }, terms);

    expect(allocation.lateFees).toEqual(fees);
  });

  test('are charged on what is unpaid only, and once', () => {
    const loan = newLoan(terms);
    const inTime = allocate(loan, { amount: egp(560), paidOn: day('2026-02-01') }, terms);
    const afterFirst = applyAllocation(loan, inTime);

    const late = allocate(afterFirst, { amount: egp(100), paidOn: day('2026-02-20') }, terms);
    const later = allocate(
      applyAllocation(afterFirst, late),
      { amount: egp(100), paidOn: day('2026-02-25') },
      terms,
    );

    // 500.00 of principal were left, 2 % of them are 10.00.
    expect(late.lateFees).toEqual([{ number: 1, amount: '10.00' }]);
    expect(paid(late)).toEqual(['1 LATE_FEE 10.00', '1 PRINCIPAL 90.00']);
    expect(later.lateFees).toEqual([]);
  });
});

describe('settling early', () => {
  const terms = threeMonths({ earlySettlement: 'INTEREST_TO_DATE' });

  test.each([
    // Nothing has been earned on the first day: principal and fee alone.
    { on: '2026-01-01', amount: '3030.00' },
    // A whole period and 14 of the 28 days of February: 30.00 + 15.00.
    { on: '2026-02-15', amount: '3075.00' },
    { on: '2026-03-01', amount: '3090.00' },
    { on: '2026-04-01', amount: '3120.00' },
    { on: '2026-05-01', amount: '3120.00' },
  ])('on $on takes $amount', ({ on, amount }) => {
    expect(settlementOn(newLoan(terms), day(on), terms).amount).toBe(amount);
  });

  test('waives the interest that is not owed and closes the loan', () => {
    const loan = newLoan(terms);

    const allocation = allocate(loan, { amount: egp(3_075), paidOn: day('2026-02-15') }, terms);

    expect(allocation.waivers).toEqual([
      { number: 2, amount: '15.00' },
      { number: 3, amount: '30.00' },
    ]);
    expect(allocation.credit).toBe('0.00');
    expect(total(applyAllocation(loan, allocation))).toBe('0.00');
  });

  test('waives nothing while a piastre is missing', () => {
    const allocation = allocate(newLoan(terms), { amount: egp('3074.99'), paidOn: day('2026-02-15') }, terms);

    expect(allocation.waivers).toEqual([]);
  });

  test('does not give back interest that was paid ahead', () => {
    const loan = newLoan(terms);
    const ahead = allocate(loan, { amount: egp(2_090), paidOn: day('2026-01-02') }, terms);
    const afterAhead = applyAllocation(loan, ahead);

    // Instalments 1 and 2 are paid with all their interest; of the third 1,000.00 of principal are left.
    expect(settlementOn(afterAhead, day('2026-01-02'), terms).amount).toBe('1000.00');
  });

  test('costs all interest where the contract says so', () => {
    const full = threeMonths({ earlySettlement: 'FULL_INTEREST' });

    expect(settlementOn(newLoan(full), day('2026-01-01'), full).amount).toBe('3120.00');
  });
});

describe('any sequence of repayments', () => {
  const anyOrder = fc.shuffledSubarray<Part>(['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL'], { minLength: 4 });
  const anyCase = fc.record({
    terms: fc.record({
      allocationOrder: anyOrder,
      earlySettlement: fc.constantFrom('FULL_INTEREST', 'INTEREST_TO_DATE'),
      lateFeePercent: fc.constantFrom('0', '1.5', '5'),
      lateFeeAfterDays: fc.integer({ min: 0, max: 20 }),
      interestMethod: fc.constantFrom('FLAT', 'DECLINING_BALANCE'),
      term: fc.integer({ min: 1, max: 18 }),
    }),
    repayments: fc.array(
      fc.record({
        piastres: fc.integer({ min: 1, max: 250_000 }),
        daysLater: fc.integer({ min: 0, max: 45 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  });

  /** Posts one after the other; gives each state with the allocation that led to the next. */
  function posted({
    terms: chosen,
    repayments,
  }: typeof anyCase extends fc.Arbitrary<infer Case> ? Case : never) {
    const terms = threeMonths({ ...chosen, roundingUnit: egp('0.01') });
    let instalments = newLoan(terms);
    let paidOn = disbursedOn;
    return repayments.map(({ piastres, daysLater }) => {
      paidOn = addDays(paidOn, daysLater);
      const before = instalments;
      const amount = egp(piastres / 100);
      const allocation = allocate(before, { amount, paidOn }, terms);
      instalments = applyAllocation(before, allocation);
      return { before, amount, allocation, after: instalments };
    });
  }

  test('uses each piastre once: what is paid and the credit are the amount', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { amount, allocation } of posted(one)) {
          expect(
            addMoney(sumMoney(allocation.payments.map((payment) => payment.amount)), allocation.credit),
          ).toBe(amount);
        }
      }),
      { seed: 7, numRuns: 80 },
    );
  });

  test('never pays more than is due, and gives a credit only when nothing is owed any more', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { allocation, after } of posted(one)) {
          for (const instalment of after)
            expect(compareMoney(unpaidOf(instalment), ZERO)).toBeGreaterThanOrEqual(0);
          if (allocation.credit !== ZERO) expect(total(after)).toBe('0.00');
        }
      }),
      { seed: 8, numRuns: 80 },
    );
  });

  test('taken back from the last to the first, restores exactly what was before each', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        for (const { before, allocation, after } of posted(one).reverse()) {
          expect(revertAllocation(after, allocation)).toEqual(before);
        }
      }),
      { seed: 9, numRuns: 80 },
    );
  });
});
