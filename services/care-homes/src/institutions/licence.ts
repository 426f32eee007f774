/**
 * A home may take people in only under a licence: an application, an inspection, and a decision by somebody other than
 * the inspector; then a licence for some years, which runs out by itself on its last day. The ministry may suspend it,
 * and closes a home for good. (Child law and its by-laws for orphanages and small homes; the ministry's practice for
 * the others. Terms and freezes are rules data.)
 */
import { z } from 'zod';
import { decide, defineReasons, type DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import { addDays, addMonths, addYears, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** What kind of people a home is for. */
export const HomeKind = {
  ORPHANAGE: 'ORPHANAGE',
  SMALL_HOME: 'SMALL_HOME',
  OLDER_PEOPLE: 'OLDER_PEOPLE',
  DISABILITY: 'DISABILITY',
  WOMEN: 'WOMEN',
} as const;
export type HomeKind = (typeof HomeKind)[keyof typeof HomeKind];

/** The licence as it was last decided; that it has run out is a matter of the day and not kept. */
export type LicenceState = 'APPLIED' | 'INSPECTED' | 'LICENSED' | 'REFUSED' | 'SUSPENDED' | 'CLOSED';
export type LicenceAction = 'inspect' | 'license' | 'refuse' | 'renew' | 'suspend' | 'reinstate' | 'close';

/** The licence as it is on a day. */
export const LicenceStatus = {
  APPLIED: 'APPLIED',
  INSPECTED: 'INSPECTED',
  LICENSED: 'LICENSED',
  EXPIRED: 'EXPIRED',
  REFUSED: 'REFUSED',
  SUSPENDED: 'SUSPENDED',
  CLOSED: 'CLOSED',
} as const;
export type LicenceStatus = (typeof LicenceStatus)[keyof typeof LicenceStatus];

/** Inspectors inspect and suspend; what gives or takes a licence for good is the ministry's administration's. */
const ADMINISTRATION = ['ministry_admin'] as const;
const OVERSIGHT = ['inspector', 'ministry_admin'] as const;

export const licence = defineStateMachine<LicenceState, LicenceAction>({
  subjectType: 'care_home_licence',
  actions: {
    inspect: { en: 'inspect the home', ar: 'معاينة الدار' },
    license: { en: 'give the licence', ar: 'إصدار الترخيص' },
    refuse: { en: 'refuse the licence', ar: 'رفض الترخيص' },
    renew: { en: 'renew the licence', ar: 'تجديد الترخيص' },
    suspend: { en: 'suspend the licence', ar: 'وقف الترخيص' },
    reinstate: { en: 'reinstate the licence', ar: 'إعادة الترخيص' },
    close: { en: 'close the home', ar: 'إغلاق الدار' },
  },
  states: {
    APPLIED: { inspect: { to: 'INSPECTED', by: OVERSIGHT }, refuse: { to: 'REFUSED', by: ADMINISTRATION } },
    INSPECTED: {
      inspect: { to: 'INSPECTED', by: OVERSIGHT },
      license: { to: 'LICENSED', by: ADMINISTRATION },
      refuse: { to: 'REFUSED', by: ADMINISTRATION },
    },
    LICENSED: {
      inspect: { to: 'LICENSED', by: OVERSIGHT },
      renew: { to: 'LICENSED', by: ADMINISTRATION },
      suspend: { to: 'SUSPENDED', by: OVERSIGHT },
      close: { to: 'CLOSED', by: ADMINISTRATION },
    },
    SUSPENDED: {
      inspect: { to: 'SUSPENDED', by: OVERSIGHT },
      reinstate: { to: 'LICENSED', by: ADMINISTRATION },
      close: { to: 'CLOSED', by: ADMINISTRATION },
    },
    REFUSED: {},
    CLOSED: {},
  },
});

/** The licence as it is on a day: one that was given and has passed its last day has expired. */
export function licenceStatusOn(
  {
    licenceState,
    licensedUntil,
  }: { readonly licenceState: LicenceState; readonly licensedUntil: PlainDate | null },
  today: PlainDate,
): LicenceStatus {
  const hasRunOut = licenceState === 'LICENSED' && licensedUntil !== null && licensedUntil < today;
  return hasRunOut ? 'EXPIRED' : licenceState;
}

/** Rules data `care_home_licence_terms`. */
export const licenceTerms = z.object({
  /** How long a licence holds. */
  years: z.int().positive(),
  /** How old the inspection may be on which a licence stands. */
  inspectionMonths: z.int().positive(),
});
export type LicenceTerms = z.infer<typeof licenceTerms>;

/** Rules data `care_home_licence_freeze`: kinds of home for which no new licence is applied for or given. */
export const licenceFreeze = z.object({ kinds: z.array(z.enum(HomeKind)) });
export type LicenceFreeze = z.infer<typeof licenceFreeze>;

/** The last day of a freeze on new licences of this kind; null when there is none today. */
export function frozenUntil(kind: HomeKind, freeze: Rules<LicenceFreeze> | null): PlainDate | null {
  if (!freeze?.value.kinds.includes(kind)) return null;
  return freeze.effectiveTo === null ? ENDLESS : addDays(freeze.effectiveTo, -1);
}
const ENDLESS = '9999-12-31' as PlainDate;

/** What was found the last time that a home was inspected. */
export interface LastInspection {
  readonly inspectedOn: PlainDate;
  readonly isRecommended: boolean;
  readonly inspectedBy: string;
}

export interface LicenceFacts {
  readonly kind: HomeKind;
  readonly today: PlainDate;
  readonly inspection: LastInspection | null;
  /** Who applied for the home; left out where it is known to be another than who decides. */
  readonly appliedBy?: string;
  /** Who would give the licence. */
  readonly decidedBy: string;
  /** Whether the NGO that runs the home may act today; null when nothing has been heard of it. */
  readonly operatorMayAct: boolean | null;
  /** A renewal is not stopped by a freeze on new licences. */
  readonly isNew: boolean;
}

export const because = defineReasons({
  NOT_INSPECTED: { en: 'The home has not been inspected.', ar: 'لم يتم التفتيش على الدار.' },
  NOT_RECOMMENDED: {
    en: 'The last inspection ({fact}) does not recommend a licence.',
    ar: 'لم يوصِ التفتيش الأخير ({fact}) بالترخيص.',
  },
  INSPECTION_TOO_OLD: {
    en: 'The last inspection was on {fact}; it may not be older than {limit}.',
    ar: 'كان آخر تفتيش في {fact}، ولا يجوز أن يسبق {limit}.',
  },
  INSPECTED_BY_THE_SAME: {
    en: 'Who inspected the home cannot license it as well.',
    ar: 'لا يجوز أن يصدر الترخيص من قام بالتفتيش.',
  },
  APPLIED_BY_THE_SAME: {
    en: 'Who applied for the home cannot license it as well.',
    ar: 'لا يجوز أن يصدر الترخيص من قدّم طلبه.',
  },
  OPERATOR_MAY_NOT_ACT: {
    en: 'The NGO that runs the home is not in good standing.',
    ar: 'الجمعية المشغلة للدار ليست في وضع قانوني سليم.',
  },
  KIND_FROZEN: {
    en: 'No new licences of this kind are given until {limit}.',
    ar: 'لا تصدر تراخيص جديدة من هذا النوع حتى {limit}.',
  },
});

/** Whether a licence can be given or renewed today, with every reason against it. */
export function decideLicence(
  { kind, today, inspection, appliedBy, decidedBy, operatorMayAct, isNew }: LicenceFacts,
  terms: Rules<LicenceTerms>,
  freeze: Rules<LicenceFreeze> | null,
): DecisionOf<'LICENSE' | 'REFUSE'> {
  const frozen = isNew ? frozenUntil(kind, freeze) : null;
  const oldest = addMonths(today, -terms.value.inspectionMonths);
  const inspectedOn = inspection?.inspectedOn ?? null;
  return decide([terms.version, ...(freeze ? [freeze.version] : [])].join(' '), {
    kind,
    today,
    inspectedOn,
    isRecommended: inspection?.isRecommended ?? null,
    operatorMayAct,
  })
    .check(inspection !== null, because('NOT_INSPECTED'))
    .check(inspection?.isRecommended !== false, because('NOT_RECOMMENDED', inspectedOn))
    .check(inspectedOn === null || inspectedOn >= oldest, because('INSPECTION_TOO_OLD', inspectedOn, oldest))
    .check(inspection?.inspectedBy !== decidedBy, because('INSPECTED_BY_THE_SAME'))
    .check(!isNew || appliedBy !== decidedBy, because('APPLIED_BY_THE_SAME'))
    .check(operatorMayAct !== false, because('OPERATOR_MAY_NOT_ACT'))
    .check(frozen === null, because('KIND_FROZEN', kind, frozen))
    .outcome('LICENSE', 'REFUSE');
}

/** The last day of a licence that is given on a day. */
export function lastLicensedDay(from: PlainDate, { years }: LicenceTerms): PlainDate {
  return addDays(addYears(from, years), -1);
}

/** Whether an NGO may take on something new, by its standing today; null when nothing was heard, which stops nothing. */
export function mayAct(standing: string): boolean | null {
  return standing === 'UNKNOWN' ? null : standing === 'GOOD';
}
