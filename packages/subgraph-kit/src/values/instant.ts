import { CodedError } from '../errors/coded-error';
import type { Branded } from './brand';
import { isPlainDate } from './plain-date';

/** An instant in UTC to the millisecond as text, "2026-11-22T02:30:37.123Z": two of them compare rightly by `<`. */
export type Instant = Branded<'Instant'>;

/** RFC 3339: the day, the time, and an offset that must be there. */
const WRITTEN =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/** The two ways in which UTC is written: ours and PostgreSQL's. */
const IN_UTC = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(?:Z|\+00)$/;
const LENGTH = '2026-11-22T02:30:37.123Z'.length;

/** Reads an instant that somebody wrote, with any offset; throws DATE_TIME_INVALID. */
export function parseInstant(text: string): Instant {
  const [, date] = WRITTEN.exec(text) ?? [];
  if (date === undefined || !isPlainDate(date)) throw new CodedError('DATE_TIME_INVALID');
  return new Date(text).toISOString() as Instant;
}

/**
 * An instant as the graph gives it, out of a `Date` or of PostgreSQL's text, which is in UTC and so need not be parsed.
 * What is less than a millisecond is cut off, so that an instant is the same text however it was read.
 */
export function instantText(value: unknown): Instant {
  if (value instanceof Date) return value.toISOString() as Instant;
  if (typeof value !== 'string') throw new TypeError('An instant is a Date or a text.');
  const [, date, time, fraction = ''] = IN_UTC.exec(value) ?? [];
  if (date === undefined) return new Date(value).toISOString() as Instant;
  if (value.length === LENGTH && value.endsWith('Z')) return value as Instant;
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z` as Instant;
}
