/** What a month came to, and how it is told to the family. The policy itself stands in `conditions.ts`. */
import { defineReasons, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import { localized, type LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

export const MonthOutcome = {
  COMPLIANT: 'COMPLIANT',
  BREACH: 'BREACH',
  NOT_REPORTED: 'NOT_REPORTED',
  NOTHING_ASKED: 'NOTHING_ASKED',
} as const;
export type MonthOutcome = keyof typeof MonthOutcome;

/** What is asked of a member. */
export const Requirement = {
  ATTENDANCE: 'ATTENDANCE',
  YEAR_PASSED: 'YEAR_PASSED',
  CHILD_VISIT: 'CHILD_VISIT',
  MOTHER_VISIT: 'MOTHER_VISIT',
} as const;
export type Requirement = keyof typeof Requirement;

/** Why something that was asked does not count as kept. */
export const Shortfall = { NOT_KEPT: 'NOT_KEPT', NOT_REPORTED: 'NOT_REPORTED' } as const;
export type Shortfall = keyof typeof Shortfall;

/** Of a school year that nobody has reported nothing is asked. */
type ReasonCode = Exclude<`${Requirement}_${Shortfall}`, 'YEAR_PASSED_NOT_REPORTED'>;

const because = defineReasons<ReasonCode>({
  ATTENDANCE_NOT_KEPT: {
    ar: 'حضر الطفل {fact}٪ من أيام الدراسة، والمطلوب {limit}٪ على الأقل.',
    en: 'A child was at school on {fact} % of the days; at least {limit} % is asked.',
  },
  ATTENDANCE_NOT_REPORTED: {
    ar: 'لم تُبلغ المدرسة بعد عن حضور طفل.',
    en: 'The school has not reported the attendance of a child yet.',
  },
  YEAR_PASSED_NOT_KEPT: {
    ar: 'لم ينجح أحد أفراد الأسرة في العام الدراسي {limit}.',
    en: 'A member did not pass the school year {limit}.',
  },
  CHILD_VISIT_NOT_KEPT: {
    ar: 'لم تتم زيارة طفل للوحدة الصحية في موعدها (حتى {limit}).',
    en: 'A child was not taken to the health unit in time (by {limit}).',
  },
  CHILD_VISIT_NOT_REPORTED: {
    ar: 'لم تُبلغ الوحدة الصحية بعد عن زيارة طفل.',
    en: 'The health unit has not reported the visit of a child yet.',
  },
  MOTHER_VISIT_NOT_KEPT: {
    ar: 'لم تتم زيارة الأم للوحدة الصحية في موعدها (حتى {limit}).',
    en: 'The mother did not go to the health unit in time (by {limit}).',
  },
  MOTHER_VISIT_NOT_REPORTED: {
    ar: 'لم تُبلغ الوحدة الصحية بعد عن زيارة الأم.',
    en: 'The health unit has not reported the visit of the mother yet.',
  },
});

/** The reasons with their places left open, for statements that fill them for many households. */
export const REASON_TEXTS: Readonly<Record<ReasonCode, DecisionReason['message']>> = {
  ATTENDANCE_NOT_KEPT: openReason('ATTENDANCE_NOT_KEPT'),
  ATTENDANCE_NOT_REPORTED: openReason('ATTENDANCE_NOT_REPORTED'),
  YEAR_PASSED_NOT_KEPT: openReason('YEAR_PASSED_NOT_KEPT'),
  CHILD_VISIT_NOT_KEPT: openReason('CHILD_VISIT_NOT_KEPT'),
  CHILD_VISIT_NOT_REPORTED: openReason('CHILD_VISIT_NOT_REPORTED'),
  MOTHER_VISIT_NOT_KEPT: openReason('MOTHER_VISIT_NOT_KEPT'),
  MOTHER_VISIT_NOT_REPORTED: openReason('MOTHER_VISIT_NOT_REPORTED'),
};

function openReason(code: ReasonCode): DecisionReason['message'] {
  return because(code, '{fact}', '{limit}').message;
}

/** What follows from a month, as it is kept. */
export interface MonthConsequence {
  readonly outcome: MonthOutcome;
  readonly withholdPercent: string;
  readonly withholdsFrom: PlainDate | null;
  readonly reviewOn: PlainDate | null;
  readonly excusedOn: PlainDate | null;
}

const PLAIN = {
  COMPLIANT: localized('التزمت الأسرة بشروط هذا الشهر.', 'The household kept the conditions of this month.'),
  NOT_REPORTED: localized(
    'لم يصل بعد كل ما يخص هذا الشهر. لا يُحسب ذلك على الأسرة.',
    'Not all of this month has been reported yet. That is not held against the household.',
  ),
  NOTHING_ASKED: localized(
    'لم يُطلب من الأسرة شيء في هذا الشهر.',
    'Nothing was asked of the household this month.',
  ),
} satisfies Record<Exclude<MonthOutcome, 'BREACH'>, LocalizedText>;

/** What a month came to and what follows, in plain words. */
export function explain(month: MonthConsequence): LocalizedText {
  if (month.outcome !== 'BREACH') return PLAIN[month.outcome];
  if (month.excusedOn !== null)
    return localized(
      'قُبل تظلم الأسرة، فلا تُحسب مخالفة هذا الشهر.',
      'A grievance was upheld: the breach of this month does not count.',
    );
  const { withholdsFrom, reviewOn } = month;
  if (withholdsFrom === null)
    return localized(
      'لم تلتزم الأسرة بالشروط في هذا الشهر. هذا إنذار ولا يُخصم شيء.',
      'The household did not keep the conditions of this month. This is a warning; nothing is withheld.',
    );
  const percent = Number(month.withholdPercent);
  const first = withholdsFrom.slice(0, 'yyyy-mm'.length);
  if (reviewOn === null)
    return localized(
      `لم تلتزم الأسرة بالشروط مرة أخرى. يُخصم ${percent}٪ من دفعة شهر ${first}.`,
      `The household did not keep the conditions again. ${percent} % of the payment for ${first} is withheld.`,
    );
  return localized(
    `لم تلتزم الأسرة بالشروط مرات متتالية. يُخصم ${percent}٪ من الدفعات ابتداءً من شهر ${first}، وتعود بعد الالتزام بالشروط. يُعاد النظر في الحالة في ${reviewOn}.`,
    `The household did not keep the conditions several times. ${percent} % of the payments is withheld from ${first} on; they come back once the conditions are kept. The case is looked at again on ${reviewOn}.`,
  );
}
