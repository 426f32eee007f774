import { cairoDate, type PlainDate } from './plain-date';

/** What time it is; passed to whatever must know, so that a test can say it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant such as '2026-11-22T10:00:00Z'. */
export function fixedClock(iso: string): Clock {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new RangeError('A fixed clock needs an instant.');
  return { now: () => new Date(milliseconds) };
}

/** All days on earth begin at a quarter of an hour, so within one the day is the same. */
const QUARTER_MS = 15 * 60 * 1000;
let lastAsked: { quarter: number; day: PlainDate } | null = null;

/** Today in Cairo. Each request asks, so the answer is kept for the quarter of an hour. */
export function todayOf(clock: Clock): PlainDate {
  const now = clock.now();
  const quarter = Math.floor(now.getTime() / QUARTER_MS);
  if (lastAsked?.quarter !== quarter) lastAsked = { quarter, day: cairoDate(now) };
  return lastAsked.day;
}
