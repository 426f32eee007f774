import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { AuditedContext } from '../records/audit';
import { addDays, cairoDate, type PlainDate } from '../values/plain-date';

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** A time of day in Cairo, such as '02:30'. */
export type TimeOfDay = `${`${0 | 1}${Digit}` | `2${0 | 1 | 2 | 3}`}:${0 | 1 | 2 | 3 | 4 | 5}${Digit}`;

/** What a duty is given: a transaction of its own, as the system. */
export interface DutyContext extends AuditedContext {
  readonly manager: EntityManager;
  /** Today in Cairo: the day on which it is done, also when it makes up for an earlier one. */
  readonly today: PlainDate;
}

/** A part of a duty, as much as fits into a transaction of a few seconds. */
export interface DutyPart {
  /** How many records it changed. */
  readonly count: number;
  /** Whether nothing was left; if not, the next part follows at once in a transaction of its own. */
  readonly isAll: boolean;
}

/**
 * What a service does each day of itself, because the calendar says so: it is done once for each day, by one process,
 * whatever happens to it. It looks at what is due by today, not at what has become due since yesterday: so after days on
 * which no process ran, one run makes up for all of them.
 */
export interface Duty {
  /** Small letters and hyphens; it stays the same for ever, since the days are kept by it. */
  readonly name: string;
  /** The hour from which it is done. A process that was not there at that hour does it when it starts. */
  readonly at: TimeOfDay;
  readonly run: (context: DutyContext) => Promise<DutyPart>;
}

/** The last day whose hour has come. */
export function lastDueDay(at: TimeOfDay, now: Date): PlainDate {
  const today = cairoDate(now);
  const time = DateTime.fromJSDate(now, { zone: 'Africa/Cairo' }).toFormat('HH:mm');
  return time >= at ? today : addDays(today, -1);
}
