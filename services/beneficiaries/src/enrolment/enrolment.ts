/**
 * An enrolment in a programme: a household, or persons of it, are paid from a month on until it ends.
 *
 * Months are told by their first days. It may be suspended from a month on; a suspension is lifted, and months are due
 * again from one on, or annulled as one that should never have been, and then all its months are due. An enrolment that
 * has ended pays no month from `entitledUntil` on; only an upheld grievance brings it back. It is looked at again every
 * three years (first values of DOMAIN.md), and suspended when that is long overdue. Who is paid and how can be changed
 * at any time, also once it has ended, since money may still be owed; a cycle that was calculated stays as it is.
 */
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import {
  addMonths,
  addYears,
  startOfMonth,
  type PlainDate,
} from '@solidarity/subgraph-kit/values/plain-date';
import type { EnrolmentTerms } from './terms';

export const EnrolmentState = { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED', EXITED: 'EXITED' } as const;
export type EnrolmentState = keyof typeof EnrolmentState;

export type EnrolmentAction =
  | 'suspend'
  | 'lift'
  | 'annul'
  | 'end'
  | 'reinstate'
  | 'reinstate_suspended'
  | 'change_channel'
  | 'change_payee';

const WORKERS = ['ministry_admin', 'case_worker', 'system'] as const satisfies readonly Role[];
const end = { to: 'EXITED', by: WORKERS } as const;
const changesOf = <State extends EnrolmentState>(state: State) => ({
  change_channel: { to: state, by: WORKERS },
  change_payee: { to: state, by: WORKERS },
});

export const enrolmentLife = defineStateMachine<EnrolmentState, EnrolmentAction>({
  subjectType: 'enrolment',
  actions: {
    suspend: { en: 'suspend the enrolment', ar: 'إيقاف الصرف' },
    lift: { en: 'lift the suspension', ar: 'رفع الإيقاف' },
    annul: { en: 'annul the suspension', ar: 'إلغاء الإيقاف' },
    end: { en: 'end the enrolment', ar: 'إنهاء القيد' },
    reinstate: null,
    reinstate_suspended: null,
    change_channel: { en: 'change how it is paid', ar: 'تغيير طريقة الصرف' },
    change_payee: { en: 'change who is paid', ar: 'تغيير المستلم' },
  },
  states: {
    ACTIVE: { suspend: { to: 'SUSPENDED', by: WORKERS }, end, ...changesOf('ACTIVE') },
    SUSPENDED: {
      lift: { to: 'ACTIVE', by: WORKERS },
      annul: { to: 'ACTIVE', by: WORKERS },
      end,
      ...changesOf('SUSPENDED'),
    },
    // A grievance that was upheld, and nobody of their own accord.
    EXITED: {
      reinstate: { to: 'ACTIVE', by: WORKERS },
      reinstate_suspended: { to: 'SUSPENDED', by: WORKERS },
      ...changesOf('EXITED'),
    },
  },
});

/** Why an enrolment has ended. */
export const ExitReason = {
  NO_LONGER_ELIGIBLE: 'NO_LONGER_ELIGIBLE',
  AT_OWN_WISH: 'AT_OWN_WISH',
  GRADUATED: 'GRADUATED',
  LEFT_THE_COUNTRY: 'LEFT_THE_COUNTRY',
  FALSE_INFORMATION: 'FALSE_INFORMATION',
  HOUSEHOLD_DISSOLVED: 'HOUSEHOLD_DISSOLVED',
  NOBODY_ENTITLED: 'NOBODY_ENTITLED',
} as const;
export type ExitReason = keyof typeof ExitReason;

/** Reasons that follow from the registry: nobody states them. */
export const REASONS_OF_REGISTRY: readonly ExitReason[] = ['HOUSEHOLD_DISSOLVED', 'NOBODY_ENTITLED'];

/** Why an enrolment is suspended. */
export const SuspensionReason = {
  RECERTIFICATION_OVERDUE: 'RECERTIFICATION_OVERDUE',
  UNDER_REVIEW: 'UNDER_REVIEW',
  CONDITIONS_NOT_KEPT: 'CONDITIONS_NOT_KEPT',
  HOUSEHOLD_NOT_FOUND: 'HOUSEHOLD_NOT_FOUND',
  MONEY_NOT_COLLECTED: 'MONEY_NOT_COLLECTED',
} as const;
export type SuspensionReason = keyof typeof SuspensionReason;

/** The first month after a day. */
export function monthAfter(date: PlainDate): PlainDate {
  return addMonths(startOfMonth(date), 1);
}

/** Whether a day is the first of its month, by which the month is told. */
export function isMonth(date: PlainDate): boolean {
  return startOfMonth(date) === date;
}

/** The first month for which a household is entitled. */
export function entitledFrom(
  { entitledAfter }: Pick<EnrolmentTerms, 'entitledAfter'>,
  submittedOn: PlainDate,
  decidedOn: PlainDate,
): PlainDate {
  return monthAfter(entitledAfter === 'SUBMISSION' ? submittedOn : decidedOn);
}

/** The day by which it is looked at again: after the months of the terms, or when the first orphan grows up. */
export function recertifyBy(
  { recertifyAfterMonths, orphanUntilAge }: Pick<EnrolmentTerms, 'recertifyAfterMonths' | 'orphanUntilAge'>,
  since: PlainDate,
  orphansBirthDates: readonly PlainDate[] = [],
): PlainDate {
  const grownUp = orphansBirthDates.map((birthDate) => addYears(birthDate, orphanUntilAge));
  return [addMonths(since, recertifyAfterMonths), ...grownUp.filter((date) => date > since)].reduce((a, b) =>
    a < b ? a : b,
  );
}

/** The first day on which it can be looked at again. */
export function recertifyFrom(
  { recertifyFromMonthsBefore }: Pick<EnrolmentTerms, 'recertifyFromMonthsBefore'>,
  by: PlainDate,
): PlainDate {
  return addMonths(by, -recertifyFromMonthsBefore);
}

/** Whether it should have been looked at again before today. */
export function isRecertificationOverdue(
  { state, recertifyBy: by }: { readonly state: EnrolmentState; readonly recertifyBy: PlainDate },
  today: PlainDate,
): boolean {
  return state !== 'EXITED' && by < today;
}

/** The last such day of those who are suspended today for not having been looked at again. */
export function overdueBeyondGrace(
  { recertificationGraceMonths }: Pick<EnrolmentTerms, 'recertificationGraceMonths'>,
  today: PlainDate,
): PlainDate {
  return addMonths(today, -recertificationGraceMonths);
}

/** A month within bounds: the later of it and the first one. */
export function notBefore(month: PlainDate, first: PlainDate): PlainDate {
  return month < first ? first : month;
}
