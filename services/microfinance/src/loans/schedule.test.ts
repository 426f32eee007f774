import { addMoney, sumMoney } from '@solidarity/subgraph-kit/values/money';
import { parsePlainDate, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { egp, someTerms } from '../testing/terms';
import { monthlyBurdenOf, scheduleOf, totalOf, type ScheduledInstalment } from './schedule';
import type { LoanTerms } from './terms';

const newYear = parsePlainDate('2026-01-01');

/** Number, principal, interest, balance: the columns of a printed table. */
const rowsOf = (schedule: readonly ScheduledInstalment[]) =>
  schedule.map(({ number, principal, interest, balance }) => [number, principal, interest, balance]);

const scheduled = (principal: number, terms: Partial<LoanTerms>, from: PlainDate = newYear) =>
  scheduleOf(egp(principal), from, someTerms(terms));

describe('the declining balance with equal instalments', () => {
  test('agrees with a table worked out in exact fractions: 12,000 at 24 % for twelve months', () => {
    expect(rowsOf(scheduled(12_000, {}))).toEqual([
      [1, '894.72', '240.00', '11105.28'],
      [2, '912.61', '222.11', '10192.67'],
      [3, '930.87', '203.85', '9261.80'],
      [4, '949.48', '185.24', '8312.32'],
      [5, '968.47', '166.25', '7343.85'],
      [6, '987.84', '146.88', '6356.01'],
      [7, '1007.60', '127.12', '5348.41'],
      [8, '1027.75', '106.97', '4320.66'],
      [9, '1048.31', '86.41', '3272.35'],
      [10, '1069.27', '65.45', '2203.08'],
      [11, '1090.66', '44.06', '1112.42'],
      [12, '1112.42', '22.25', '0.00'],
    ]);
  });

  test.each([
    // The instalments that tables and calculators everywhere print for these loans.
    { principal: 100_000, annualRatePercent: '12', term: 12, instalment: '8884.88', total: '106618.53' },
    { principal: 200_000, annualRatePercent: '6', term: 360, instalment: '1199.10', total: '431677.04' },
  ])(
    'repays $principal at $annualRatePercent % in $term months by $instalment',
    ({ principal, instalment, total, ...terms }) => {
      const schedule = scheduled(principal, terms);

      expect(addMoney(schedule[0]!.principal, schedule[0]!.interest)).toBe(instalment);
      expect(totalOf(schedule)).toBe(total);
    },
  );

  test('counts the days of the calendar with actual/365, so that February bears less than March', () => {
    const schedule = scheduled(
      6_000,
      { annualRatePercent: '20', term: 6, dayCount: 'ACTUAL_365' },
      parsePlainDate('2026-01-31'),
    );

    expect(schedule.map(({ dueOn }) => dueOn)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
    ]);
    expect(rowsOf(schedule)).toEqual([
      [1, '965.96', '92.05', '5034.04'],
      [2, '972.50', '85.51', '4061.54'],
      [3, '991.24', '66.77', '3070.30'],
      [4, '1005.86', '52.15', '2064.44'],
      [5, '1024.07', '33.94', '1040.37'],
      [6, '1040.37', '17.67', '0.00'],
    ]);
  });

  test('bears a quarter of the yearly rate in a quarter', () => {
    expect(rowsOf(scheduled(10_000, { frequency: 'QUARTERLY', term: 4, annualRatePercent: '18' }))).toEqual([
      [1, '2337.44', '450.00', '7662.56'],
      [2, '2442.62', '344.82', '5219.94'],
      [3, '2552.54', '234.90', '2667.40'],
      [4, '2667.40', '120.03', '0.00'],
    ]);
  });

  test('bears 14 days of 360 in a fortnight', () => {
    const schedule = scheduled(3_000, { frequency: 'FORTNIGHTLY', term: 6, annualRatePercent: '30' });

    expect(rowsOf(schedule)).toEqual([
      [1, '485.61', '35.00', '2514.39'],
      [2, '491.28', '29.33', '2023.11'],
      [3, '497.01', '23.60', '1526.10'],
      [4, '502.81', '17.80', '1023.29'],
      [5, '508.67', '11.94', '514.62'],
      [6, '514.62', '6.00', '0.00'],
    ]);
    expect(schedule.at(-1)?.dueOn).toBe('2026-03-26');
  });

  test('rounds weekly instalments to whole pounds and leaves the difference to the last', () => {
    const schedule = scheduled(5_000, {
      frequency: 'WEEKLY',
      term: 10,
      annualRatePercent: '30',
      roundingUnit: egp(1),
    });

    const totals = schedule.map(({ principal, interest }) => addMoney(principal, interest));
    expect(totals).toEqual([...Array<string>(9).fill('516.00'), '517.88']);
    expect(sumMoney(schedule.map(({ interest }) => interest))).toBe('161.88');
  });

  test('without interest shares the principal out', () => {
    expect(rowsOf(scheduled(1_000, { annualRatePercent: '0', term: 3 }))).toEqual([
      [1, '333.33', '0.00', '666.67'],
      [2, '333.33', '0.00', '333.34'],
      [3, '333.34', '0.00', '0.00'],
    ]);
  });
});

describe('equal principal', () => {
  test('declines its interest by the same step each month', () => {
    expect(
      rowsOf(scheduled(10_000, { repaymentMethod: 'EQUAL_PRINCIPAL', term: 6, annualRatePercent: '18' })),
    ).toEqual([
      [1, '1666.67', '150.00', '8333.33'],
      [2, '1666.67', '125.00', '6666.66'],
      [3, '1666.67', '100.00', '4999.99'],
      [4, '1666.67', '75.00', '3333.32'],
      [5, '1666.67', '50.00', '1666.65'],
      [6, '1666.65', '25.00', '0.00'],
    ]);
  });

  test('with flat interest bears the days of each month, and what they sum to', () => {
    const schedule = scheduled(
      9_000,
      {
        interestMethod: 'FLAT',
        repaymentMethod: 'EQUAL_PRINCIPAL',
        term: 3,
        annualRatePercent: '15',
        dayCount: 'ACTUAL_365',
      },
      parsePlainDate('2026-01-31'),
    );

    expect(rowsOf(schedule)).toEqual([
      [1, '3000.00', '103.56', '6000.00'],
      [2, '3000.00', '114.66', '3000.00'],
      [3, '3000.00', '110.96', '0.00'],
    ]);
  });
});

describe('flat interest with equal instalments', () => {
  test('shares the whole interest out equally: 10,000 at 20 % for a year is 12,000 in twelve thousands', () => {
    const schedule = scheduled(10_000, { interestMethod: 'FLAT', annualRatePercent: '20' });

    expect(schedule.map(({ principal, interest }) => addMoney(principal, interest))).toEqual(
      Array<string>(12).fill('1000.00'),
    );
    expect(rowsOf(schedule)[0]).toEqual([1, '833.34', '166.66', '9166.66']);
    expect(rowsOf(schedule)[11]).toEqual([12, '833.26', '166.74', '0.00']);
  });

  test('costs more than the same rate on the declining balance', () => {
    expect(totalOf(scheduled(10_000, { interestMethod: 'FLAT' }))).toBe('12400.00');
    expect(totalOf(scheduled(10_000, {}))).toBe('11347.15');
  });
});

describe('everything at the end', () => {
  test.each([
    { dayCount: 'THIRTY_360', interest: '450.00' },
    { dayCount: 'ACTUAL_365', interest: '452.05' },
  ] as const)(
    'is one instalment after nine months, by $dayCount with $interest of interest',
    ({ dayCount, interest }) => {
      const schedule = scheduled(
        4_000,
        { frequency: 'AT_END', term: 9, annualRatePercent: '15', dayCount },
        parsePlainDate('2026-03-15'),
      );

      expect(schedule).toEqual([
        {
          number: 1,
          startsOn: '2026-03-15',
          dueOn: '2026-12-15',
          principal: '4000.00',
          interest,
          fee: '0.00',
          balance: '0.00',
        },
      ]);
    },
  );
});

describe('grace', () => {
  const terms = { term: 6, gracePeriods: 2 } as const;

  test('with interest only asks for the interest of each period of grace', () => {
    expect(rowsOf(scheduled(6_000, terms))).toEqual([
      [1, '0.00', '120.00', '6000.00'],
      [2, '0.00', '120.00', '6000.00'],
      [3, '1455.74', '120.00', '4544.26'],
      [4, '1484.85', '90.89', '3059.41'],
      [5, '1514.55', '61.19', '1544.86'],
      [6, '1544.86', '30.90', '0.00'],
    ]);
  });

  test('as a moratorium asks for nothing, and for that interest with the first instalment', () => {
    const schedule = scheduled(6_000, { ...terms, graceKind: 'MORATORIUM' });

    expect(rowsOf(schedule)).toEqual([
      [1, '1455.74', '360.00', '4544.26'],
      [2, '1484.85', '90.89', '3059.41'],
      [3, '1514.55', '61.19', '1544.86'],
      [4, '1544.86', '30.90', '0.00'],
    ]);
    expect([schedule[0]?.startsOn, schedule[0]?.dueOn]).toEqual(['2026-01-01', '2026-04-01']);
  });
});

describe('a schedule', () => {
  test('asks for the fee with the first instalment', () => {
    const fees = scheduled(5_000, { feePercent: '1.5', term: 3 }).map(({ fee }) => fee);

    expect(fees).toEqual(['75.00', '0.00', '0.00']);
  });

  test('falls due on the last day of shorter months and on the 31st again after them', () => {
    const leapYear = scheduled(1_000, { term: 4 }, parsePlainDate('2028-01-31'));

    expect(leapYear.map(({ dueOn }) => dueOn)).toEqual([
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
    ]);
  });

  test('costs in an average month what it costs in all, by the days it takes', () => {
    const sixWeeks = scheduled(600, { frequency: 'WEEKLY', term: 6, annualRatePercent: '0' });

    // 600 in 42 days is 600 × 365 ÷ 12 ÷ 42 in a month.
    expect(monthlyBurdenOf(sixWeeks)).toBe('434.52');
  });
});
