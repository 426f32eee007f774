import fc from 'fast-check';
import { isNegative, subtractMoney, sumMoney, ZERO } from '@solidarity/subgraph-kit/values/money';
import { addDays, parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp, someTerms } from '../testing/terms';
import { scheduleOf, totalOf, type ScheduledInstalment } from './schedule';
import { DayCount, Frequency, GraceKind, InterestMethod, RepaymentMethod, type LoanTerms } from './terms';

const newYear = parsePlainDate('2026-01-01');

describe('of any loan', () => {
  const anyTerms = fc
    .record({
      interestMethod: fc.constantFrom(...Object.values(InterestMethod)),
      repaymentMethod: fc.constantFrom(...Object.values(RepaymentMethod)),
      frequency: fc.constantFrom(...Object.values(Frequency)),
      term: fc.integer({ min: 1, max: 60 }),
      grace: fc.integer({ min: 0, max: 59 }),
      graceKind: fc.constantFrom(...Object.values(GraceKind)),
      annualRatePercent: fc
        .integer({ min: 0, max: 60_000 })
        .map((thousandths) => (thousandths / 1_000).toFixed(3)),
      dayCount: fc.constantFrom(...Object.values(DayCount)),
      roundingUnit: fc.constantFrom('0.01', '0.25', '1.00', '5.00', '50.00').map(egp),
    })
    .map(({ grace, ...terms }) =>
      someTerms({
        ...terms,
        gracePeriods: terms.frequency === 'AT_END' ? 0 : Math.min(grace, terms.term - 1),
      }),
    );
  const anyLoan = fc.record({
    principal: fc.integer({ min: 50_000, max: 30_000_000 }).map((piastres) => egp(piastres / 100)),
    from: fc.integer({ min: 0, max: 3_000 }).map((days) => addDays(newYear, days)),
    terms: anyTerms,
  });
  const holdsForAnyLoan = (
    check: (schedule: ScheduledInstalment[], principal: string, terms: LoanTerms) => void,
  ) =>
    fc.assert(
      fc.property(anyLoan, ({ principal, from, terms }) =>
        check(scheduleOf(principal, from, terms), principal, terms),
      ),
      { seed: 2026, numRuns: 200 },
    );

  test('the principal parts sum to the principal to the piastre, and nothing is negative', () => {
    holdsForAnyLoan((schedule, principal) => {
      expect(sumMoney(schedule.map((instalment) => instalment.principal))).toBe(principal);
      expect(schedule.some((due) => isNegative(due.principal) || isNegative(due.interest))).toBe(false);
    });
  });

  test('the balance falls from the principal to nothing by what is repaid', () => {
    holdsForAnyLoan((schedule, principal) => {
      let balance = principal as ReturnType<typeof egp>;
      for (const instalment of schedule) {
        balance = subtractMoney(balance, instalment.principal);
        expect(instalment.balance).toBe(balance);
      }
      expect(balance).toBe(ZERO);
    });
  });

  test('the periods follow each other without a gap, one for each instalment', () => {
    holdsForAnyLoan((schedule, _principal, { frequency, term, gracePeriods, graceKind }) => {
      const left = graceKind === 'MORATORIUM' ? gracePeriods : 0;
      expect(schedule.map(({ number }) => number)).toEqual(schedule.map((_, index) => index + 1));
      expect(schedule).toHaveLength(frequency === 'AT_END' ? 1 : term - left);
      schedule.slice(1).forEach((next, index) => {
        expect(next.startsOn).toBe(schedule[index]?.dueOn);
        expect(next.dueOn > next.startsOn).toBe(true);
      });
    });
  });

  test('no interest is owed where the rate is zero', () => {
    fc.assert(
      fc.property(anyLoan, ({ principal, from, terms }) => {
        const free = scheduleOf(principal, from, { ...terms, annualRatePercent: '0' });
        expect(totalOf(free)).toBe(principal);
      }),
      { seed: 2026, numRuns: 100 },
    );
  });
});
