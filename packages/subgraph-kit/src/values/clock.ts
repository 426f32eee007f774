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

/** Today in Cairo. */
export function todayOf(clock: Clock): PlainDate {
  return cairoDate(clock.now());
}
