import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp, someTerms } from '../testing/terms';
import { arrearsAge, daysLate, overdueOn } from './arrears';
import { oldestUnpaidDueOn, unpaidInstalment } from './instalment-balance';
import { scheduleOf } from './schedule';

describe('arrears', () => {
  test.each([
    [0, 'NONE'],
    [1, 'DAYS_1_TO_30'],
    [30, 'DAYS_1_TO_30'],
    [31, 'DAYS_31_TO_60'],
    [60, 'DAYS_31_TO_60'],
    [61, 'DAYS_61_TO_90'],
    [90, 'DAYS_61_TO_90'],
    [91, 'DAYS_91_TO_180'],
    [180, 'DAYS_91_TO_180'],
    [181, 'OVER_180_DAYS'],
  ])('of %i days are of the age %s', (days, age) => {
    expect(arrearsAge(days)).toBe(age);
  });

  test.each([
    { today: '2026-01-31', late: 0 },
    { today: '2026-02-01', late: 0 },
    { today: '2026-02-02', late: 1 },
    { today: '2026-03-01', late: 28 },
  ])('of an instalment due on 1 February are $late days on $today', ({ today, late }) => {
    expect(daysLate(parsePlainDate('2026-02-01'), parsePlainDate(today))).toBe(late);
  });

  test('do not exist when everything is paid', () => {
    expect(daysLate(null, parsePlainDate('2026-02-01'))).toBe(0);
  });

  test('amount to what fell due before the day; what falls due on the day itself can still be paid in time', () => {
    const terms = someTerms({ annualRatePercent: '0', term: 3 });
    const instalments = scheduleOf(egp(3_000), parsePlainDate('2026-01-01'), terms).map(unpaidInstalment);

    expect(overdueOn(instalments, parsePlainDate('2026-02-01'))).toBe('0.00');
    expect(overdueOn(instalments, parsePlainDate('2026-02-02'))).toBe('1000.00');
    expect(overdueOn(instalments, parsePlainDate('2026-03-02'))).toBe('2000.00');
    expect(oldestUnpaidDueOn(instalments)).toBe('2026-02-01');
  });
});
