import { DateTime } from 'luxon';
import { CodedError } from '../errors/coded-error';
import type { Branded } from './brand';

/**
 * A day of the calendar as text, "2026-11-22": not an instant. The same text stands in PostgreSQL (`date`), in JSON
 * and in GraphQL, and `<` compares two days rightly.
 */
export type PlainDate = Branded<'PlainDate'>;

const CAIRO = 'Africa/Cairo';
const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;
const MILLISECONDS_OF_DAY = 86_400_000;
/** Friday and Saturday: Egypt's weekend, by `Date.getUTCDay`. */
const WEEKEND: readonly number[] = [5, 6];

/** Whether the text is a day that exists, from the year 1 to 9999. */
export function isPlainDate(text: string): text is PlainDate {
  if (!WRITTEN.test(text) || text.startsWith('0000')) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text);
}

/** Reads a day that somebody wrote; throws DATE_INVALID when there is no such day. */
export function parsePlainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new CodedError('DATE_INVALID');
  return text;
}

/** The day in Cairo at an instant. */
export function cairoDate(instant: Date): PlainDate {
  const date = DateTime.fromJSDate(instant, { zone: CAIRO }).toISODate();
  if (date === null) throw new RangeError('The instant is no time.');
  return parsePlainDate(date);
}

/** The first instant of a day in Cairo: one o'clock on the day summer time starts, since midnight is skipped then. */
export function startOfCairoDay(date: PlainDate): Date {
  return DateTime.fromISO(date, { zone: CAIRO }).startOf('day').toJSDate();
}

/** The day that many days later, or earlier when negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** The same day of the month that many months later; the month's last day when it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year, month, day] = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const first = toPlainDate(Math.floor(count / 12), (((count % 12) + 12) % 12) + 1, 1);
  return addDays(first, Math.min(day, daysInMonthOf(first)) - 1);
}

/** The same day that many years later; 29 February becomes 28 February in a common year. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

/** The first day of the date's month. */
export function startOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 8)}01` as PlainDate;
}

/** The last day of the date's month. */
export function endOfMonth(date: PlainDate): PlainDate {
  return addDays(startOfMonth(date), daysInMonthOf(date) - 1);
}

/** How many days the month of the date has. */
export function daysInMonthOf(date: PlainDate): number {
  const [year, month] = partsOf(date);
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeapYear ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from one day to the other; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** Whole months that have passed from one day to the other, by the reckoning of `addMonths`; negative backwards. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -monthsBetween(to, from);
  const [fromYear, fromMonth] = partsOf(from);
  const [toYear, toMonth] = partsOf(to);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  return addMonths(from, months) <= to ? months : months - 1;
}

/**
 * Completed years of age. Who was born on 29 February completes a year on 1 March of a common year. Negative before
 * birth.
 */
export function ageOn(birth: PlainDate, today: PlainDate): number {
  const [birthYear] = partsOf(birth);
  const [year] = partsOf(today);
  return today.slice(5) >= birth.slice(5) ? year - birthYear : year - birthYear - 1;
}

/** Neither Friday nor Saturday nor one of the holidays. */
export function isWorkingDay(date: PlainDate, holidays: Iterable<PlainDate>): boolean {
  return isWorking(toDayNumber(date), dayNumbersOf(holidays));
}

/** The n-th working day after a day, as a legal term counts: the day itself does not count. For 0 it is the day. */
export function addWorkingDays(date: PlainDate, days: number, holidays: Iterable<PlainDate>): PlainDate {
  if (!Number.isInteger(days) || days < 0)
    throw new RangeError('Working days are counted forwards and whole.');
  const free = dayNumbersOf(holidays);
  let current = toDayNumber(date);
  for (let counted = 0; counted < days;) {
    current += 1;
    if (isWorking(current, free)) counted += 1;
  }
  return fromDayNumber(current);
}

/** Working days after `from` up to and with `to`, so that it undoes `addWorkingDays`; zero when `to` is not later. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, holidays: Iterable<PlainDate>): number {
  const free = dayNumbersOf(holidays);
  const last = toDayNumber(to);
  let counted = 0;
  for (let current = toDayNumber(from) + 1; current <= last; current += 1) {
    if (isWorking(current, free)) counted += 1;
  }
  return counted;
}

function isWorking(dayNumber: number, holidays: ReadonlySet<number>): boolean {
  const weekday = new Date(dayNumber * MILLISECONDS_OF_DAY).getUTCDay();
  return !WEEKEND.includes(weekday) && !holidays.has(dayNumber);
}

function dayNumbersOf(dates: Iterable<PlainDate>): ReadonlySet<number> {
  return new Set(Array.from(dates, toDayNumber));
}

function partsOf(date: PlainDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function toPlainDate(year: number, month: number, day: number): PlainDate {
  const [y, m, d] = [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(day).padStart(2, '0'),
  ];
  return parsePlainDate(`${y}-${m}-${d}`);
}

/** Days since 1 January 1970, in which days can be added and compared without any clock. */
function toDayNumber(date: PlainDate): number {
  return Date.parse(date) / MILLISECONDS_OF_DAY;
}

function fromDayNumber(dayNumber: number): PlainDate {
  return parsePlainDate(new Date(dayNumber * MILLISECONDS_OF_DAY).toISOString().slice(0, 10));
}
