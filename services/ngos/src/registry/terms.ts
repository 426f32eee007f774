/**
 * The law's clocks. They count working days (Sunday to Thursday without official holidays), the day on which they start
 * not being one of them, and have passed when their last day is over.
 */
import { addDays, addWorkingDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { OversightRules, RegistrationRules } from './registry-rules';

/** How long the ministry may object to a complete notification. */
export interface ObjectionTerm {
  /** The last day on which it may object. */
  readonly lastDay: PlainDate;
  /** The first day on which the NGO is registered by law, if nobody has objected. */
  readonly registeredByLawOn: PlainDate;
}

export function objectionTerm(
  completeOn: PlainDate,
  { objectionWorkingDays }: RegistrationRules,
  holidays: Iterable<PlainDate>,
): ObjectionTerm {
  const lastDay = addWorkingDays(completeOn, objectionWorkingDays, holidays);
  return { lastDay, registeredByLawOn: addDays(lastDay, 1) };
}

/** The last day on which what a warning names can be mended. */
export function mendingTerm(
  warnedOn: PlainDate,
  { mendingWorkingDays }: OversightRules,
  holidays: Iterable<PlainDate>,
): PlainDate {
  return addWorkingDays(warnedOn, mendingWorkingDays, holidays);
}
