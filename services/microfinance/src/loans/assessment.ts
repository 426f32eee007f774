/**
 * Whether an application may be approved.
 *
 * The lender needs a licence that is in force, and as an NGO good standing. The product must be offered, and amount,
 * term, age and sex must be within it. The borrower must live, must not be late with any lender beyond what the rules
 * allow, and with this loan must not owe all lenders together more than the regulator's limit (what is approved and not
 * yet disbursed counts as owed). The loan may cost no more of the monthly income than the rules allow.
 *
 * It is assessed when it is submitted, again when it is approved, and again before the money is given: in between a
 * licence may end, a limit change, another lender lend. Source: DOMAIN, microfinance; the limit is the regulator's
 * (FRA); share of income and days late are samples until the ministry names them.
 */
import {
  compareMoney,
  maxMoney,
  multiplyMoney,
  subtractMoney,
  toDecimal,
  ZERO,
  type Money,
} from '@solidarity/subgraph-kit/values/money';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import { decide, defineReasons, type DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import type { LendingRules } from './lending-rules';

export const AssessmentOutcome = { ELIGIBLE: 'ELIGIBLE', NOT_ELIGIBLE: 'NOT_ELIGIBLE' } as const;
export type AssessmentOutcome = keyof typeof AssessmentOutcome;

/** For whom alone a product may be; the values are those of the national ID. */
export const BorrowerSex = { FEMALE: 'FEMALE', MALE: 'MALE' } as const satisfies Record<Sex, Sex>;
export type BorrowerSex = keyof typeof BorrowerSex;

/** Whom and what a product is for. */
export interface ProductLimits {
  readonly isOffered: boolean;
  readonly minAmount: Money;
  readonly maxAmount: Money;
  readonly minTerm: number;
  readonly maxTerm: number;
  readonly minAge: number;
  readonly maxAge: number;
  /** Null when it is for women and men. */
  readonly onlyFor: BorrowerSex | null;
}

/** What a person owes all lenders, this application aside. */
export interface Exposure {
  /** Principal that is owed, and amounts that are approved and not yet disbursed. */
  readonly owed: Money;
  readonly daysLate: number;
  readonly isDeceased: boolean;
}

export interface ApplicationFacts {
  readonly amount: Money;
  readonly term: number;
  readonly age: number;
  readonly sex: Sex;
  readonly monthlyIncome: Money;
  /** What the loan costs in an average month. */
  readonly monthlyBurden: Money;
  readonly product: ProductLimits;
  readonly exposure: Exposure;
  readonly hasLicence: boolean;
  /** Null for a lender that is no NGO. */
  readonly ngoStanding: string | null;
}

const because = defineReasons({
  LENDER_NOT_LICENSED: {
    en: 'The lender has no licence that is in force.',
    ar: 'ليس لدى جهة الإقراض ترخيص سارٍ.',
  },
  NGO_NOT_IN_GOOD_STANDING: {
    en: 'The organisation that lends is not in good standing ({fact}).',
    ar: 'الجمعية المُقرضة ليست في وضع قانوني سليم ({fact}).',
  },
  PRODUCT_NOT_OFFERED: {
    en: 'The lender no longer offers this product.',
    ar: 'لم يعد هذا المنتج التمويلي متاحًا.',
  },
  AMOUNT_TOO_SMALL: {
    en: 'Asked for {fact} pounds; this product begins at {limit}.',
    ar: 'المبلغ المطلوب {fact} جنيه؛ ويبدأ هذا المنتج من {limit} جنيه.',
  },
  AMOUNT_TOO_LARGE: {
    en: 'Asked for {fact} pounds; this product ends at {limit}.',
    ar: 'المبلغ المطلوب {fact} جنيه؛ والحد الأقصى لهذا المنتج {limit} جنيه.',
  },
  TERM_TOO_SHORT: {
    en: 'Asked for a term of {fact}; this product begins at {limit}.',
    ar: 'المدة المطلوبة {fact}؛ وأقل مدة لهذا المنتج {limit}.',
  },
  TERM_TOO_LONG: {
    en: 'Asked for a term of {fact}; this product ends at {limit}.',
    ar: 'المدة المطلوبة {fact}؛ وأطول مدة لهذا المنتج {limit}.',
  },
  TOO_YOUNG: {
    en: 'The applicant is {fact}; this product is for people from {limit}.',
    ar: 'سن مقدم الطلب {fact}؛ وهذا المنتج لمن بلغ {limit} فأكثر.',
  },
  TOO_OLD: {
    en: 'The applicant is {fact}; this product is for people up to {limit}.',
    ar: 'سن مقدم الطلب {fact}؛ وهذا المنتج لمن لم يتجاوز {limit}.',
  },
  NOT_FOR_THIS_SEX: {
    en: 'This product is only for one sex ({limit}).',
    ar: 'هذا المنتج مخصص لجنس واحد فقط ({limit}).',
  },
  BORROWER_DECEASED: { en: 'The applicant has died.', ar: 'مقدم الطلب متوفى.' },
  IN_ARREARS: {
    en: 'A loan of the applicant is {fact} days late; at most {limit} are accepted.',
    ar: 'لدى مقدم الطلب تمويل متأخر {fact} يومًا؛ والحد المقبول {limit} يومًا.',
  },
  BORROWER_LIMIT: {
    en: 'Asked for {fact} pounds; {limit} are left under the limit for one borrower across all lenders.',
    ar: 'المبلغ المطلوب {fact} جنيه؛ والمتبقي في حدود الحد الأقصى للعميل لدى جميع الجهات {limit} جنيه.',
  },
  BURDEN_TOO_HEAVY: {
    en: 'The loan would cost {fact} pounds in an average month; the income allows {limit}.',
    ar: 'يكلف التمويل {fact} جنيه في الشهر في المتوسط؛ ويسمح الدخل بمبلغ {limit} جنيه.',
  },
});

/** What the person may still borrow. */
export function roomUnderLimit(owed: Money, limit: Money): Money {
  return maxMoney(ZERO, subtractMoney(limit, owed));
}

export function assess(facts: ApplicationFacts, rules: Rules<LendingRules>): DecisionOf<AssessmentOutcome> {
  const { amount, term, age, sex, monthlyIncome, monthlyBurden, product, exposure, hasLicence, ngoStanding } =
    facts;
  const { borrowerLimit, mostDaysLate, largestBurdenPercent } = rules.value;
  const room = roomUnderLimit(exposure.owed, borrowerLimit);
  const bearable = multiplyMoney(monthlyIncome, toDecimal(largestBurdenPercent).dividedBy(100));
  const inputs = {
    ...{ amount, term, age, sex, monthlyIncome, monthlyBurden, roomUnderLimit: room },
    ...{ daysLate: exposure.daysLate, isDeceased: exposure.isDeceased, hasLicence, ngoStanding },
  };
  return decide(rules.version, inputs)
    .check(hasLicence, because('LENDER_NOT_LICENSED'))
    .check(ngoStanding === null || ngoStanding === 'GOOD', because('NGO_NOT_IN_GOOD_STANDING', ngoStanding))
    .check(product.isOffered, because('PRODUCT_NOT_OFFERED'))
    .check(
      compareMoney(amount, product.minAmount) >= 0,
      because('AMOUNT_TOO_SMALL', amount, product.minAmount),
    )
    .check(
      compareMoney(amount, product.maxAmount) <= 0,
      because('AMOUNT_TOO_LARGE', amount, product.maxAmount),
    )
    .check(term >= product.minTerm, because('TERM_TOO_SHORT', term, product.minTerm))
    .check(term <= product.maxTerm, because('TERM_TOO_LONG', term, product.maxTerm))
    .check(age >= product.minAge, because('TOO_YOUNG', age, product.minAge))
    .check(age <= product.maxAge, because('TOO_OLD', age, product.maxAge))
    .check(
      product.onlyFor === null || product.onlyFor === sex,
      because('NOT_FOR_THIS_SEX', sex, product.onlyFor),
    )
    .check(!exposure.isDeceased, because('BORROWER_DECEASED'))
    .check(exposure.daysLate <= mostDaysLate, because('IN_ARREARS', exposure.daysLate, mostDaysLate))
    .check(compareMoney(amount, room) <= 0, because('BORROWER_LIMIT', amount, room))
    .check(compareMoney(monthlyBurden, bearable) <= 0, because('BURDEN_TOO_HEAVY', monthlyBurden, bearable))
    .outcome('ELIGIBLE', 'NOT_ELIGIBLE');
}
