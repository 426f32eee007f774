/**
 * Why a grievance was upheld or rejected: a ground of a short list, so that the ministry can count what goes wrong, and
 * the officer's own words, so that the family understands.
 */
import { decide, defineReasons, type DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { ContestedKind } from './contested';

export const GrievanceGround = {
  FACTS_WRONG: 'FACTS_WRONG',
  RULES_MISAPPLIED: 'RULES_MISAPPLIED',
  NEW_EVIDENCE: 'NEW_EVIDENCE',
  PROCEDURE_NOT_KEPT: 'PROCEDURE_NOT_KEPT',
  DECISION_RIGHT: 'DECISION_RIGHT',
  NOT_PROVEN: 'NOT_PROVEN',
} as const;
export type GrievanceGround = keyof typeof GrievanceGround;

/** How a grievance is decided. */
export const GrievanceOutcome = { UPHELD: 'UPHELD', REJECTED: 'REJECTED' } as const;
export type GrievanceOutcome = keyof typeof GrievanceOutcome;

/** To which outcome each ground leads. */
export const OUTCOME_OF = {
  FACTS_WRONG: 'UPHELD',
  RULES_MISAPPLIED: 'UPHELD',
  NEW_EVIDENCE: 'UPHELD',
  PROCEDURE_NOT_KEPT: 'UPHELD',
  DECISION_RIGHT: 'REJECTED',
  NOT_PROVEN: 'REJECTED',
} as const satisfies Record<GrievanceGround, GrievanceOutcome>;

const because = defineReasons<GrievanceGround>({
  FACTS_WRONG: {
    ar: 'استند القرار إلى بيانات غير صحيحة.',
    en: 'The decision was taken on facts that were wrong.',
  },
  RULES_MISAPPLIED: {
    ar: 'لم تُطبق القواعد على الوجه الصحيح.',
    en: 'The rules were not applied as they stand.',
  },
  NEW_EVIDENCE: {
    ar: 'قُدم ما لم يكن معروفًا وقت القرار.',
    en: 'Evidence was shown that was not known at the time.',
  },
  PROCEDURE_NOT_KEPT: {
    ar: 'لم تُتبع الإجراءات المقررة.',
    en: 'The procedure was not kept.',
  },
  DECISION_RIGHT: {
    ar: 'القرار صحيح وفق البيانات والقواعد السارية.',
    en: 'The decision was right by the facts and the rules of its day.',
  },
  NOT_PROVEN: {
    ar: 'لم يثبت ما ورد في التظلم.',
    en: 'What the grievance says was not proven.',
  },
});

export interface Finding {
  readonly ground: GrievanceGround;
  readonly words: Pick<LocalizedText, 'ar' | 'en'>;
}

export interface DecidedGrievance {
  readonly number: string;
  readonly againstKind: ContestedKind;
  readonly contestedDecidedOn: PlainDate;
  readonly filedOn: PlainDate;
  readonly dueOn: PlainDate;
  /** The version of `grievance_terms` by which it was filed. */
  readonly termsVersion: string;
}

/** The decision on a grievance, as it is kept and shown. */
export function grievanceDecision(
  { termsVersion, ...facts }: DecidedGrievance,
  { ground, words }: Finding,
  today: PlainDate,
): DecisionOf<GrievanceOutcome> {
  const said = { code: 'OFFICER_WORDS', message: { ar: words.ar, en: words.en }, fact: null, limit: null };
  return decide(termsVersion, { ...facts, decidedOn: today })
    .check(false, because(ground))
    .check(false, said)
    .outcomeBy(() => OUTCOME_OF[ground]);
}
