/**
 * A registered NGO has a licence for a number of years (data). It is renewed some months before it ends, or later: then
 * there are days without one. An NGO older than the law is licensed by the earlier law until the last day on which it
 * could regularise, and since then by its regularisation.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { addDays, addMonths, addYears, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refusals } from './refusals';
import type { LicenceRules, RegularisationRules } from './registry-rules';

/** A time in which an NGO is licensed, both days included. */
export interface LicencePeriod {
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate;
}

/** A new licence from a day on. */
export function licenceFrom(validFrom: PlainDate, { years }: LicenceRules): LicencePeriod {
  return { validFrom, validUntil: addDays(addYears(validFrom, years), -1) };
}

/** The licence that follows one: it goes on from its last day or, when that is past, from today. */
export function renewedLicence(last: LicencePeriod, rules: LicenceRules, today: PlainDate): LicencePeriod {
  const next = addDays(last.validUntil, 1);
  return licenceFrom(next > today ? next : today, rules);
}

/** Licences without a day between them are one: the days of the two together. After a gap it is the next alone. */
export function joinedTo(last: LicencePeriod, next: LicencePeriod): LicencePeriod {
  const isGap = next.validFrom > addDays(last.validUntil, 1);
  return isGap ? next : { validFrom: last.validFrom, validUntil: laterOf(last.validUntil, next.validUntil) };
}

/** The licensed time without a gap that a day lies in, and if it lies in none the last one before it. */
export function licensedTime(licences: readonly LicencePeriod[], date: PlainDate): LicencePeriod | null {
  const inOrder = [...licences].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  let time: LicencePeriod | null = null;
  for (const licence of inOrder) {
    const joined: LicencePeriod = time ? joinedTo(time, licence) : licence;
    if (joined.validFrom > date) break;
    time = joined;
  }
  return time;
}

/** What speaks against renewing a licence today. */
export function refuseRenewal(
  last: LicencePeriod,
  mustRegularise: boolean,
  { renewalMonths }: LicenceRules,
  today: PlainDate,
): Refusal | null {
  if (mustRegularise) return refusal(refusals.REGULARISATION_NEEDED, {}, 'input.ngoId');
  const opensOn = addMonths(last.validUntil, -renewalMonths);
  return today < opensOn
    ? refusal(refusals.RENEWAL_TOO_EARLY, { opensOn, validUntil: last.validUntil }, 'input.ngoId')
    : null;
}

/** An NGO that was registered before the law. */
export interface EarlierNgo {
  readonly isOlderThanLaw: boolean;
  readonly regularisedOn: PlainDate | null;
}

/** Whether an NGO is older than the law and has still to be regularised. */
export function mustRegularise({ isOlderThanLaw, regularisedOn }: EarlierNgo): boolean {
  return isOlderThanLaw && regularisedOn === null;
}

/**
 * What speaks against regularising an NGO. What counts is the day on which it asked; the rules are those of that day.
 */
export function refuseRegularisation(
  ngo: EarlierNgo,
  filedOn: PlainDate,
  { firstDay, lastDay }: RegularisationRules,
  today: PlainDate,
): Refusal | null {
  if (!mustRegularise(ngo)) return refusal(refusals.NOTHING_TO_REGULARISE, {}, 'input.ngoId');
  if (filedOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.filedOn');
  return filedOn < firstDay || filedOn > lastDay
    ? refusal(refusals.REGULARISATION_CLOSED, { firstDay, lastDay }, 'input.filedOn')
    : null;
}

function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}
