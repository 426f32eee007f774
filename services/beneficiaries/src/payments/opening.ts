/**
 * For which month a cycle may be opened.
 *
 * One cycle for a programme and a month, none left out between two (P): a cycle compares earlier months with what was
 * paid for them, so whoever is not in a cycle is found by the next. The month that comes may be prepared, no later one.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refusals } from './refusals';

export interface Opening {
  readonly month: PlainDate;
  readonly opensOn: PlainDate;
  /** The months that have a cycle of the programme: the first and the last; null while none has. */
  readonly cycles: { readonly first: PlainDate; readonly last: PlainDate } | null;
}

const FIELD = 'input.month';

/** The first day of the month of a day. */
export function monthOf(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-01` as PlainDate;
}

/** Why no cycle can be opened for the month; null when one can. */
export function refuseOpening({ month, opensOn, cycles }: Opening, today: PlainDate): Refusal | null {
  if (month !== monthOf(month)) return refusal(refusals.NOT_A_MONTH, {}, FIELD);
  const latest = addMonths(monthOf(today), 1);
  if (month > latest) return refusal(refusals.MONTH_TOO_LATE, { latest }, FIELD);
  if (month < monthOf(opensOn)) return refusal(refusals.MONTH_TOO_EARLY, { opensOn }, FIELD);
  if (!cycles) return null;
  if (month >= cycles.first && month <= cycles.last) return refusal(refusals.CYCLE_EXISTS, {}, FIELD);
  const next = addMonths(cycles.last, 1);
  return month === next ? null : refusal(refusals.NOT_THE_NEXT_MONTH, { month: next }, FIELD);
}
