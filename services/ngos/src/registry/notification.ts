/**
 * When the notification of a new NGO is complete (Law 149/2019; the numbers are data): an association has enough
 * founders, foreigners are no larger a share of them than allowed, a foundation has its capital, and the papers that
 * its kind needs have been received. A notification that is not complete has no effect, and no term runs.
 */
import {
  decide,
  defineReasons,
  type DecisionOf,
  type DecisionReason,
} from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { compareMoney, ZERO, type Money } from '@solidarity/subgraph-kit/values/money';
import type { NgoDocumentKind, NgoKind } from './ngo';
import type { DocumentRules, RegistrationRules } from './registry-rules';

/** What a notification is judged by. */
export interface NotificationFacts {
  readonly kind: NgoKind;
  readonly foundersCount: number;
  readonly foreignFoundersCount: number;
  /** What is dedicated to a foundation; null when nothing is. */
  readonly capital: Money | null;
  /** The kinds of papers that have been received. */
  readonly documents: readonly NgoDocumentKind[];
}

export type Completeness = 'COMPLETE' | 'INCOMPLETE';

const because = defineReasons({
  TOO_FEW_FOUNDERS: {
    en: 'There are {fact} founders; at least {limit} are needed.',
    ar: 'عدد المؤسسين {fact}؛ والمطلوب {limit} على الأقل.',
  },
  TOO_MANY_FOREIGNERS: {
    en: '{fact} per cent of the founders are foreigners; at most {limit} per cent may be.',
    ar: 'نسبة الأجانب بين المؤسسين {fact}٪؛ والحد الأقصى {limit}٪.',
  },
  CAPITAL_TOO_SMALL: {
    en: 'The capital is EGP {fact}; at least EGP {limit} is needed.',
    ar: 'رأس المال {fact} جنيه؛ والمطلوب {limit} جنيه على الأقل.',
  },
  STATUTE_MISSING: { en: 'The statute is missing.', ar: 'لائحة النظام الأساسي غير مقدمة.' },
  FOUNDERS_LIST_MISSING: { en: 'The list of founders is missing.', ar: 'كشف المؤسسين غير مقدم.' },
  FOUNDING_MINUTES_MISSING: {
    en: 'The minutes of the founding meeting are missing.',
    ar: 'محضر اجتماع المؤسسين غير مقدم.',
  },
  SEAT_PROOF_MISSING: { en: 'The proof of the seat is missing.', ar: 'سند المقر غير مقدم.' },
  CRIMINAL_RECORDS_MISSING: {
    en: 'The criminal records of the founders are missing.',
    ar: 'صحف الحالة الجنائية للمؤسسين غير مقدمة.',
  },
  CAPITAL_PROOF_MISSING: {
    en: 'The proof that the capital was paid is missing.',
    ar: 'ما يثبت سداد رأس المال غير مقدم.',
  },
  MEMBERS_DECISIONS_MISSING: {
    en: 'The decisions of the member organisations are missing.',
    ar: 'قرارات المنظمات الأعضاء غير مقدمة.',
  },
  FOREIGN_PERMIT_MISSING: {
    en: 'The permit for a foreign organisation is missing.',
    ar: 'التصريح الخاص بالمنظمة الأجنبية غير مقدم.',
  },
  OTHER_MISSING: { en: 'A further paper is missing.', ar: 'يوجد مستند آخر غير مقدم.' },
});

/** Whether the notification is complete, and everything that it lacks. */
export function decideCompleteness(
  facts: NotificationFacts,
  registration: Rules<RegistrationRules>,
  papers: Rules<DocumentRules>,
): DecisionOf<Completeness> {
  const { kind, foundersCount, foreignFoundersCount, capital, documents } = facts;
  const { leastFounders, mostForeignersPercent, leastFoundationCapital } = registration.value;
  const foreignersPercent = percentOf(foreignFoundersCount, foundersCount);
  const draft = decide(`${registration.version} ${papers.version}`, {
    kind,
    foundersCount,
    foreignFoundersCount,
    capital,
    documents,
  })
    .check(
      kind !== 'ASSOCIATION' || foundersCount >= leastFounders,
      because('TOO_FEW_FOUNDERS', foundersCount, leastFounders),
    )
    .check(
      // A branch of a foreign organisation is foreign by its nature.
      kind === 'FOREIGN_BRANCH' || foreignFoundersCount * 100 <= mostForeignersPercent * foundersCount,
      because('TOO_MANY_FOREIGNERS', foreignersPercent, mostForeignersPercent),
    )
    .check(
      kind !== 'FOUNDATION' || compareMoney(capital ?? ZERO, leastFoundationCapital) >= 0,
      because('CAPITAL_TOO_SMALL', capital ?? ZERO, leastFoundationCapital),
    );
  for (const paper of papers.value[kind] ?? []) draft.check(documents.includes(paper), missing(paper));
  return draft.outcome('COMPLETE', 'INCOMPLETE');
}

function missing(paper: NgoDocumentKind): DecisionReason {
  return because(`${paper}_MISSING`);
}

/** Rounded to one decimal, for people to read; the rule itself compares whole numbers. */
function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
