/**
 * Who may take a child in (الأسر البديلة): a couple that has been married for three years, which is waived where
 * infertility is proven, both of 25 to 60, where the committee may agree to an older one; or, if the committee agrees, a
 * woman by herself from 30 who is widowed, divorced or never was married. The religion is recorded, since a child goes to
 * a family of its own. One of the applicants has a secondary certificate; the income suffices, the dwelling suits, and
 * nobody's health or conduct speaks against it. (Child law, by-laws as amended; the values are rules data.)
 */
import {
  decide,
  defineReasons,
  type DecisionDraft,
  type DecisionOf,
} from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { compareMoney, parseMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { ageOn, addYears, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { latestDocument, type DocumentFacts, type DocumentKind } from './documents';
import type { FosterEligibility, FosterProcedure } from './rules';

export const MaritalStatus = {
  MARRIED: 'MARRIED',
  WIDOWED: 'WIDOWED',
  DIVORCED: 'DIVORCED',
  NEVER_MARRIED: 'NEVER_MARRIED',
} as const;
export type MaritalStatus = (typeof MaritalStatus)[keyof typeof MaritalStatus];

export const Religion = { MUSLIM: 'MUSLIM', CHRISTIAN: 'CHRISTIAN', OTHER: 'OTHER' } as const;
export type Religion = (typeof Religion)[keyof typeof Religion];

/** What somebody has completed, from the least to the most. */
export const Schooling = {
  NONE: 'NONE',
  PRIMARY: 'PRIMARY',
  PREPARATORY: 'PREPARATORY',
  SECONDARY: 'SECONDARY',
  UNIVERSITY: 'UNIVERSITY',
} as const;
export type Schooling = (typeof Schooling)[keyof typeof Schooling];
const SCHOOLINGS = Object.values(Schooling);

/** One of those who apply, as declared. */
export interface ApplicantFacts {
  readonly personId: string;
  readonly birthDate: PlainDate;
  readonly maritalStatus: MaritalStatus;
  /** Null while nobody has recorded it. */
  readonly religion: Religion | null;
  readonly schooling: Schooling;
}

/** A couple, or a woman by herself, with what they declare and have handed in. */
export interface FamilyFacts {
  /** One or two. */
  readonly applicants: readonly ApplicantFacts[];
  /** Null for a woman by herself. */
  readonly marriedOn: PlainDate | null;
  /** Of all applicants together, in a month. */
  readonly monthlyIncome: Money;
  readonly documents: readonly DocumentFacts[];
}

/** Whether the family may; `COMMITTEE_TO_AGREE` when only what the committee may waive stands against it. */
export type EligibilityOutcome = 'ELIGIBLE' | 'COMMITTEE_TO_AGREE' | 'NOT_ELIGIBLE';

export const because = defineReasons({
  MARRIED_TOO_SHORT: {
    en: 'The couple married on {fact}; a marriage since {limit} or proven infertility is asked for.',
    ar: 'تاريخ الزواج {fact}، والمطلوب زواج قائم منذ {limit} أو قبلها، أو ثبوت عدم الإنجاب.',
  },
  TOO_YOUNG: {
    en: 'An applicant is {fact}; at least {limit} years are asked for.',
    ar: 'سن أحد مقدمي الطلب {fact} سنة، والمطلوب {limit} سنة على الأقل.',
  },
  OLDER_THAN_LIMIT: {
    en: 'An applicant is {fact}; above {limit} years the committee must agree.',
    ar: 'سن أحد مقدمي الطلب {fact} سنة، وما زاد على {limit} سنة يتطلب موافقة اللجنة.',
  },
  MARRIED_APPLIES_ALONE: {
    en: 'Who is married applies together with the spouse.',
    ar: 'المتزوجة تتقدم بالطلب مع زوجها.',
  },
  WOMAN_BY_HERSELF: {
    en: 'A woman who applies by herself needs the agreement of the committee.',
    ar: 'طلب المرأة بمفردها يتطلب موافقة اللجنة.',
  },
  RELIGION_NOT_RECORDED: {
    en: 'The religion of an applicant is not recorded; a child goes to a family of its own religion.',
    ar: 'لم تُسجل ديانة أحد مقدمي الطلب، والطفل يُسلَّم لأسرة من ديانته.',
  },
  SCHOOLING_TOO_LOW: {
    en: 'The highest schooling of the applicants is {fact}; one of them needs {limit}.',
    ar: 'أعلى مؤهل لدى مقدمي الطلب {fact}، والمطلوب حصول أحدهم على {limit}.',
  },
  INCOME_TOO_LOW: {
    en: 'The income is EGP {fact} a month; at least {limit} is asked for.',
    ar: 'الدخل الشهري {fact} جنيهًا، والمطلوب {limit} جنيهًا على الأقل.',
  },
  RESIDENCE_NOT_SUITABLE: {
    en: 'It is not proven that the dwelling suits a child.',
    ar: 'لم يثبت أن المسكن مناسب لطفل.',
  },
  HEALTH_NOT_PROVEN: {
    en: 'It is not proven that the health of an applicant allows it.',
    ar: 'لم يثبت أن الحالة الصحية لأحد مقدمي الطلب تسمح بذلك.',
  },
  CONDUCT_NOT_PROVEN: {
    en: 'It is not proven that an applicant has no criminal record.',
    ar: 'لم يثبت خلو صحيفة الحالة الجنائية لأحد مقدمي الطلب.',
  },
});

/** Rules that a committee may set aside for a family. */
const WAIVABLE: ReadonlySet<string> = new Set(['OLDER_THAN_LIMIT', 'WOMAN_BY_HERSELF']);

/** Whether a family may take a child in on a day, with every rule that stands against it. */
export function assessEligibility(
  family: FamilyFacts,
  law: Rules<FosterEligibility>,
  procedure: Rules<FosterProcedure>,
  today: PlainDate,
): DecisionOf<EligibilityOutcome> {
  const ages = family.applicants.map(({ birthDate }) => ageOn(birthDate, today));
  const draft = decide(`${law.version} ${procedure.version}`, {
    today,
    ages,
    maritalStatuses: family.applicants.map(({ maritalStatus }) => maritalStatus),
    marriedOn: family.marriedOn,
    isInfertilityProven: isProven(family, 'INFERTILITY_REPORT', null),
    religions: family.applicants.map(({ religion }) => religion),
    schooling: family.applicants.map(({ schooling }) => schooling),
    monthlyIncome: family.monthlyIncome,
  });
  if (family.applicants.length > 1) checkCouple(draft, family, ages, law.value, today);
  else checkWoman(draft, family, ages, law.value);
  checkEverybody(draft, family, law.value, procedure.value);
  return draft.outcomeBy((reasons) => {
    if (reasons.length === 0) return 'ELIGIBLE';
    return reasons.every(({ code }) => WAIVABLE.has(code)) ? 'COMMITTEE_TO_AGREE' : 'NOT_ELIGIBLE';
  });
}

function checkCouple(
  draft: DecisionDraft,
  family: FamilyFacts,
  ages: readonly number[],
  { marriedYears, coupleAge }: FosterEligibility,
  today: PlainDate,
): void {
  const { marriedOn } = family;
  const latest = addYears(today, -marriedYears);
  const isLongEnough = marriedOn !== null && marriedOn <= latest;
  draft.check(
    isLongEnough || isProven(family, 'INFERTILITY_REPORT', null),
    because('MARRIED_TOO_SHORT', marriedOn, latest),
  );
  for (const age of ages) {
    draft.check(age >= coupleAge.from, because('TOO_YOUNG', age, coupleAge.from));
    draft.check(age <= coupleAge.to, because('OLDER_THAN_LIMIT', age, coupleAge.to));
  }
}

function checkWoman(
  draft: DecisionDraft,
  { applicants }: FamilyFacts,
  ages: readonly number[],
  { womanAgeFrom }: FosterEligibility,
): void {
  const isMarried = applicants.some(({ maritalStatus }) => maritalStatus === 'MARRIED');
  draft.check(!isMarried, because('MARRIED_APPLIES_ALONE'));
  for (const age of ages) draft.check(age >= womanAgeFrom, because('TOO_YOUNG', age, womanAgeFrom));
  draft.check(false, because('WOMAN_BY_HERSELF'));
}

function checkEverybody(
  draft: DecisionDraft,
  family: FamilyFacts,
  { schooling }: FosterEligibility,
  { lowestMonthlyIncome }: FosterProcedure,
): void {
  const { applicants, monthlyIncome } = family;
  const ranks = applicants.map((one) => SCHOOLINGS.indexOf(one.schooling));
  const highest = SCHOOLINGS[Math.max(...ranks)] ?? null;
  draft
    .check(
      applicants.every(({ religion }) => religion !== null),
      because('RELIGION_NOT_RECORDED'),
    )
    .check(
      Math.max(...ranks) >= SCHOOLINGS.indexOf(schooling),
      because('SCHOOLING_TOO_LOW', highest, schooling),
    )
    .check(
      compareMoney(monthlyIncome, parseMoney(lowestMonthlyIncome)) >= 0,
      because('INCOME_TOO_LOW', monthlyIncome, lowestMonthlyIncome),
    )
    .check(isProven(family, 'PROOF_OF_RESIDENCE', null), because('RESIDENCE_NOT_SUITABLE'));
  for (const { personId } of applicants) {
    draft
      .check(isProven(family, 'HEALTH_CERTIFICATE', personId), because('HEALTH_NOT_PROVEN'))
      .check(isProven(family, 'CRIMINAL_RECORD', personId), because('CONDUCT_NOT_PROVEN'));
  }
}

/** Whether the latest document of a kind says what is hoped for. */
function isProven({ documents }: FamilyFacts, kind: DocumentKind, personId: string | null): boolean {
  return latestDocument(documents, kind, personId)?.isFavourable ?? false;
}
