/**
 * Whether an NGO may act on a day. It follows from dates alone, so it is right on every day though nothing has run: an
 * NGO whose notification was complete is registered by law on the day after the term to object, and a licence ends with
 * its last day.
 *
 * Not registered, while a notification is on its way or was objected to; dissolved by a court; suspended; with an
 * expired licence; warned (it may act, and has to mend something); or in good standing. What is named first counts.
 */
import { defineReasons, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { licensedTime, type LicencePeriod } from './licence';
import type { NgoStandingState, NgoStatus } from './ngo';

/** A step in an NGO's life: since when it has been in which state. The one recorded last has the highest ordinal. */
export interface StatusStep {
  readonly ordinal: number;
  readonly onDate: PlainDate;
  readonly toState: NgoStatus;
}

/** All that standing depends on. */
export interface StandingFacts {
  readonly steps: readonly StatusStep[];
  readonly licences: readonly LicencePeriod[];
  /** The day from which it is on the register; later than today while the ministry may still object. */
  readonly onRegisterFrom: PlainDate | null;
}

/** How an NGO stands on a day. */
export interface Standing {
  readonly state: NgoStandingState;
  /** The day from which that holds: of an expired licence the day after its last; null while not registered. */
  readonly since: PlainDate | null;
  readonly reasons: readonly DecisionReason[];
  /** The last day of its licence; null while it is not registered. */
  readonly licensedUntil: PlainDate | null;
}

/** What the register's own row tells: the last step, and the licensed time without a gap that comes with it. */
export interface StandingRow {
  readonly recordedStatus: NgoStatus;
  readonly statusSince: PlainDate;
  readonly onRegisterFrom: PlainDate | null;
  readonly licensedFrom: PlainDate | null;
  readonly licensedUntil: PlainDate | null;
}

const because = defineReasons({
  NOT_IN_REGISTER: {
    en: 'The register did not know the organisation on this day.',
    ar: 'لم تكن المنظمة مقيدة في السجل في هذا اليوم.',
  },
  NOTIFICATION_INCOMPLETE: {
    en: 'Its notification of {fact} is not complete.',
    ar: 'إخطار التأسيس المقدم في {fact} غير مكتمل.',
  },
  OBJECTION_POSSIBLE: {
    en: 'Its notification is complete since {fact}; it is registered on {limit} if nobody objects.',
    ar: 'اكتمل إخطار التأسيس في {fact}؛ وتُقيد المنظمة في {limit} ما لم يُعترض.',
  },
  OBJECTED_TO: {
    en: 'The ministry objected on {fact}.',
    ar: 'اعترضت الوزارة في {fact}.',
  },
  WARNED: {
    en: 'It was warned on {fact} and has to mend what was found.',
    ar: 'أُنذرت في {fact} وعليها إزالة أسباب المخالفة.',
  },
  SUSPENDED: {
    en: 'Its activity is suspended since {fact}.',
    ar: 'أُوقف نشاطها منذ {fact}.',
  },
  LICENCE_EXPIRED: {
    en: 'Its licence ended on {fact} and was not renewed by this day.',
    ar: 'انتهى ترخيصها في {fact} ولم يُجدد حتى هذا اليوم.',
  },
  DISSOLVED_BY_COURT: {
    en: 'A court dissolved it by its judgment of {fact}.',
    ar: 'حُلت بحكم قضائي صدر في {fact}.',
  },
});

/** The facts as the row has them: enough for today and later days. For an earlier day the history is needed. */
export function factsOfRow(row: StandingRow): StandingFacts {
  const { recordedStatus, statusSince, onRegisterFrom } = row;
  return {
    steps: [{ ordinal: 1, onDate: statusSince, toState: recordedStatus }],
    licences: licenceOfRow(row),
    onRegisterFrom,
  };
}

/** The licensed time of the row, as a list. */
export function licenceOfRow({ licensedFrom, licensedUntil }: StandingRow): LicencePeriod[] {
  return licensedFrom && licensedUntil ? [{ validFrom: licensedFrom, validUntil: licensedUntil }] : [];
}

interface StatusOnDay {
  readonly status: NgoStatus;
  readonly since: PlainDate;
}

/** The status on a day; null before the first step. What the law does with the end of a term counts as done. */
export function statusOn({ steps, onRegisterFrom }: StandingFacts, date: PlainDate): StatusOnDay | null {
  let last: StatusStep | null = null;
  for (const step of steps) {
    if (step.onDate <= date && (!last || step.ordinal > last.ordinal)) last = step;
  }
  if (!last) return null;
  if (last.toState === 'COMPLETE' && onRegisterFrom !== null && onRegisterFrom <= date) {
    return { status: 'REGISTERED', since: onRegisterFrom };
  }
  return { status: last.toState, since: last.onDate };
}

/** How an NGO stands on a day, as it is known now. */
export function standingOn(facts: StandingFacts, date: PlainDate): Standing {
  const known = statusOn(facts, date);
  if (!known) return notRegistered(because('NOT_IN_REGISTER'));
  const { status, since } = known;
  switch (status) {
    case 'SUBMITTED':
    case 'MENDED':
      return notRegistered(because('NOTIFICATION_INCOMPLETE', since));
    case 'COMPLETE':
      return notRegistered(because('OBJECTION_POSSIBLE', since, facts.onRegisterFrom));
    case 'OBJECTED':
      return notRegistered(because('OBJECTED_TO', since));
    case 'REGISTERED':
      return licensed(facts, date, { state: 'GOOD', since, reasons: [] });
    case 'WARNED':
      return licensed(facts, date, { state: 'WARNED', since, reasons: [because('WARNED', since)] });
    case 'SUSPENDED':
      return licensed(facts, date, { state: 'SUSPENDED', since, reasons: [because('SUSPENDED', since)] });
    case 'DISSOLVED': {
      const reasons = [because('DISSOLVED_BY_COURT', since)];
      return { state: 'DISSOLVED', since, reasons, licensedUntil: null };
    }
  }
}

function notRegistered(reason: DecisionReason): Standing {
  return { state: 'NOT_REGISTERED', since: null, reasons: [reason], licensedUntil: null };
}

/** The standing of a registered NGO in the light of its licence. A suspension outweighs a licence that has run out. */
function licensed(
  { licences }: StandingFacts,
  date: PlainDate,
  standing: Omit<Standing, 'licensedUntil'> & { readonly since: PlainDate },
): Standing {
  const time = licensedTime(licences, date);
  const licensedUntil = time?.validUntil ?? null;
  if (standing.state === 'SUSPENDED') return { ...standing, licensedUntil };
  if (!time || time.validUntil < date) {
    return {
      state: 'EXPIRED',
      since: time ? addDays(time.validUntil, 1) : standing.since,
      reasons: [because('LICENCE_EXPIRED', licensedUntil)],
      licensedUntil,
    };
  }
  return { ...standing, since: laterOf(standing.since, time.validFrom), licensedUntil };
}

function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}
