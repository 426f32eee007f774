import { parsePlainDate, type PlainDate } from '../values/plain-date';

const MILLISECONDS_OF_DAY = 86_400_000;

/** An average year in days, as ages are counted when no birthday matters. */
export const DAYS_OF_YEAR = 365.25;

/** The day on which the sample stands still, so that it is the same whenever it is made. */
export const SAMPLE_TODAY: PlainDate = parsePlainDate('2026-11-01');

/** Days since 1 January 1970, in which the sample computes. */
export function dayOf(date: PlainDate): number {
  return Date.parse(date) / MILLISECONDS_OF_DAY;
}

/** A population is born and registered on few of all days, and on each of them often. */
const written: (PlainDate | undefined)[] = [];
const EARLIEST = dayOf(parsePlainDate('1900-01-01'));

/** The date of a day number, not before 1900. */
export function dateOf(day: number): PlainDate {
  const place = day - EARLIEST;
  // Every day number of these centuries is a date.
  return (written[place] ??= new Date(day * MILLISECONDS_OF_DAY).toISOString().slice(0, 10) as PlainDate);
}

/** That many average years in whole days. */
export function years(count: number): number {
  return Math.round(count * DAYS_OF_YEAR);
}
