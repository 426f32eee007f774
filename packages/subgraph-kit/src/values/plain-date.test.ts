import { CodedError } from '../errors/coded-error';
import { fixedClock, systemClock, todayOf } from './clock';
import {
  addDays,
  addMonths,
  addWorkingDays,
  addYears,
  ageOn,
  cairoDate,
  daysBetween,
  daysInMonthOf,
  endOfMonth,
  isPlainDate,
  isWorkingDay,
  monthsBetween,
  parsePlainDate,
  startOfCairoDay,
  startOfMonth,
  workingDaysBetween,
} from './plain-date';

const day = parsePlainDate;

describe('parsePlainDate', () => {
  test.each([['2026-11-22'], ['2024-02-29'], ['2000-02-29'], ['0001-01-01'], ['9999-12-31'], ['0050-06-01']])(
    'reads %s',
    (text) => {
      expect(parsePlainDate(text)).toBe(text);
    },
  );

  test.each([
    ['2026-02-29'],
    ['1900-02-29'],
    ['2026-02-30'],
    ['2026-04-31'],
    ['2026-13-01'],
    ['2026-00-10'],
    ['2026-01-00'],
    ['2026-01-32'],
    ['0000-01-01'],
    ['26-01-01'],
    ['2026-1-1'],
    ['2026/01/01'],
    ['22-11-2026'],
    ['2026-11-22T00:00:00Z'],
    [' 2026-11-22'],
    ['2026-11-22\n'],
    ['+02026-11-22'],
    [''],
  ])('refuses %j', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => parsePlainDate(text)).toThrow(new CodedError('DATE_INVALID'));
  });
});

describe('days in Cairo', () => {
  test.each([
    ['2026-01-15T21:59:59.999Z', '2026-01-15', 'winter, a moment before midnight'],
    ['2026-01-15T22:00:00.000Z', '2026-01-16', 'winter, midnight'],
    ['2026-07-15T20:59:59.999Z', '2026-07-15', 'summer, a moment before midnight'],
    ['2026-07-15T21:00:00.000Z', '2026-07-16', 'summer, midnight'],
    ['2026-04-23T21:59:59.999Z', '2026-04-23', 'the last moment before summer time starts'],
    ['2026-04-23T22:00:00.000Z', '2026-04-24', 'the moment when summer time starts'],
    ['2026-10-29T20:59:59.999Z', '2026-10-29', 'the last moment of summer time'],
    ['2026-10-29T21:00:00.000Z', '2026-10-29', 'the hour that comes twice is the same day'],
    ['2026-10-29T22:00:00.000Z', '2026-10-30', 'midnight after summer time has ended'],
  ])('%s is in Cairo the %s (%s)', (instant, expected) => {
    expect(cairoDate(new Date(instant))).toBe(expected);
  });

  test.each([
    ['2026-01-15', '2026-01-14T22:00:00.000Z'],
    ['2026-07-15', '2026-07-14T21:00:00.000Z'],
    ['2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['2026-04-25', '2026-04-24T21:00:00.000Z'],
    ['2026-10-29', '2026-10-28T21:00:00.000Z'],
    ['2026-10-30', '2026-10-29T22:00:00.000Z'],
  ])('%s starts in Cairo at %s', (date, expected) => {
    const start = startOfCairoDay(day(date));

    expect(start.toISOString()).toBe(expected);
    expect(cairoDate(start)).toBe(date);
    expect(cairoDate(new Date(start.getTime() - 1))).toBe(addDays(day(date), -1));
  });

  test('today is the day of the clock in Cairo', () => {
    expect(todayOf(fixedClock('2026-11-21T22:30:00Z'))).toBe('2026-11-22');
    expect(isPlainDate(todayOf(systemClock))).toBe(true);
  });

  test('a fixed clock stands still, also when somebody changes the date it gave', () => {
    const clock = fixedClock('2026-11-22T10:00:00Z');

    clock.now().setFullYear(1999);

    expect(clock.now().toISOString()).toBe('2026-11-22T10:00:00.000Z');
    expect(() => fixedClock('tomorrow')).toThrow(RangeError);
  });
});

test.each([
  ['2026-11-22', 0, '2026-11-22'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-02-28', 1, '2026-03-01'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-04-23', 2, '2026-04-25'],
  ['2026-01-01', 365, '2027-01-01'],
])('%s and %i days is %s', (date, days, expected) => {
  expect(addDays(day(date), days)).toBe(expected);
  expect(daysBetween(day(date), day(expected))).toBe(days);
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-01-30', 1, '2026-02-28'],
  ['2026-01-28', 1, '2026-02-28'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-11-22', 2, '2027-01-22'],
  ['2026-01-22', -1, '2025-12-22'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-31', 12, '2027-12-31'],
  ['2026-05-31', 0, '2026-05-31'],
])('%s and %i months is %s', (date, months, expected) => {
  expect(addMonths(day(date), months)).toBe(expected);
});

test('a year after 29 February is 28 February, four years after it is 29 February', () => {
  expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28');
  expect(addYears(day('2024-02-29'), 4)).toBe('2028-02-29');
});

test('days beyond the calendar are refused', () => {
  expect(() => addDays(day('9999-12-31'), 1)).toThrow(new CodedError('DATE_INVALID'));
  expect(() => addMonths(day('9999-12-31'), 1)).toThrow(new CodedError('DATE_INVALID'));
  expect(() => addDays(day('0001-01-01'), -1)).toThrow(new CodedError('DATE_INVALID'));
});

test.each([
  ['2026-01-31', '2026-02-27', 0],
  ['2026-01-31', '2026-02-28', 1],
  ['2026-01-15', '2026-02-14', 0],
  ['2026-01-15', '2026-02-15', 1],
  ['2026-01-15', '2027-01-14', 11],
  ['2026-01-15', '2027-01-15', 12],
  ['2026-02-15', '2026-01-15', -1],
  ['2026-02-14', '2026-01-15', 0],
  ['2026-01-15', '2026-01-15', 0],
])('from %s to %s are %i whole months', (from, to, expected) => {
  expect(monthsBetween(day(from), day(to))).toEqual(expected === 0 ? expect.closeTo(0) : expected);
});

test.each([
  ['1966-11-22', '2026-11-21', 59],
  ['1966-11-22', '2026-11-22', 60],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2008-02-29', '2028-02-28', 19],
  ['2008-02-29', '2028-02-29', 20],
  ['2026-11-22', '2026-11-22', 0],
  ['2026-11-22', '2027-11-21', 0],
])('who was born on %s is on %s %i years old', (birth, today, expected) => {
  expect(ageOn(day(birth), day(today))).toBe(expected);
});

test.each([
  ['2026-02-10', '2026-02-01', '2026-02-28', 28],
  ['2024-02-10', '2024-02-01', '2024-02-29', 29],
  ['1900-02-10', '1900-02-01', '1900-02-28', 28],
  ['2000-02-10', '2000-02-01', '2000-02-29', 29],
  ['2026-11-22', '2026-11-01', '2026-11-30', 30],
  ['2026-12-31', '2026-12-01', '2026-12-31', 31],
])('the month of %s goes from %s to %s: %i days', (date, first, last, days) => {
  expect(startOfMonth(day(date))).toBe(first);
  expect(endOfMonth(day(date))).toBe(last);
  expect(daysInMonthOf(day(date))).toBe(days);
});

describe('working days', () => {
  const armedForcesDay = day('2026-10-06');

  test.each([
    ['2026-11-19', true, 'Thursday'],
    ['2026-11-20', false, 'Friday'],
    ['2026-11-21', false, 'Saturday'],
    ['2026-11-22', true, 'Sunday'],
    ['2026-10-06', false, 'a holiday'],
  ])('%s: %s (%s)', (date, expected) => {
    expect(isWorkingDay(day(date), [armedForcesDay])).toBe(expected);
  });

  test.each([
    ['2026-11-18', 1, '2026-11-19', 'Wednesday to Thursday'],
    ['2026-11-19', 1, '2026-11-22', 'over the weekend'],
    ['2026-11-20', 1, '2026-11-22', 'from Friday'],
    ['2026-11-21', 1, '2026-11-22', 'from Saturday'],
    ['2026-11-22', 5, '2026-11-29', 'a week'],
    ['2026-10-05', 1, '2026-10-07', 'over a holiday'],
    ['2026-10-05', 0, '2026-10-05', 'none'],
    ['2026-01-01', 60, '2026-03-26', 'the law of associations'],
  ])('%s and %i working days is %s (%s)', (date, days, expected) => {
    expect(addWorkingDays(day(date), days, [armedForcesDay])).toBe(expected);
    expect(workingDaysBetween(day(date), day(expected), [armedForcesDay])).toBe(days);
  });

  test('none have passed when the end is not later', () => {
    expect(workingDaysBetween(day('2026-11-24'), day('2026-11-22'), [])).toBe(0);
  });

  test.each([[-1], [1.5], [Number.NaN]])('refuses to count %d', (days) => {
    expect(() => addWorkingDays(day('2026-11-22'), days, [])).toThrow(RangeError);
  });
});
