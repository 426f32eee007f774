/** What an enrolment or an application means for the family, in words that can be read to it. */
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { ApplicationState } from '../enrolment/application';
import type { EnrolmentState, ExitReason, SuspensionReason } from '../enrolment/enrolment';
import type { DocumentKind } from '../enrolment/terms';
import { monthInWords, percentInWords, say, type Words } from './words';

export const EXIT_WORDS = {
  NO_LONGER_ELIGIBLE: { ar: 'لم تعد شروط الاستحقاق متوافرة', en: 'the household is no longer eligible' },
  AT_OWN_WISH: { ar: 'بناءً على رغبة الأسرة', en: 'the household wished so' },
  GRADUATED: { ar: 'الأسرة أصبحت تعول نفسها', en: 'the household supports itself' },
  LEFT_THE_COUNTRY: { ar: 'الأسرة تقيم خارج البلاد', en: 'the household lives abroad' },
  FALSE_INFORMATION: {
    ar: 'القيد تم على بيانات غير صحيحة',
    en: 'it was enrolled on facts that were not true',
  },
  HOUSEHOLD_DISSOLVED: { ar: 'لم يعد في الأسرة أحد', en: 'nobody belongs to the household any more' },
  NOBODY_ENTITLED: { ar: 'لم يعد في الأسرة من يستحق', en: 'nobody of the household is entitled any more' },
} as const satisfies Record<ExitReason, MessageTexts>;

export const SUSPENSION_WORDS = {
  RECERTIFICATION_OVERDUE: { ar: 'لم تُراجع الحالة في موعدها', en: 'the case was not reviewed in time' },
  UNDER_REVIEW: { ar: 'الحالة قيد المراجعة', en: 'the case is under review' },
  CONDITIONS_NOT_KEPT: {
    ar: 'عدم الالتزام بشروط البرنامج',
    en: 'the conditions of the programme were not kept',
  },
  HOUSEHOLD_NOT_FOUND: {
    ar: 'لم يُعثر على الأسرة في عنوانها',
    en: 'the household was not found at its address',
  },
  MONEY_NOT_COLLECTED: {
    ar: 'لم تُستلم المبالغ مرات متتالية',
    en: 'the money was not collected several times',
  },
} as const satisfies Record<SuspensionReason, MessageTexts>;

export interface EnrolmentFacts {
  readonly state: EnrolmentState;
  readonly programme: LocalizedText;
  readonly entitledFrom: PlainDate;
  readonly entitledUntil: PlainDate | null;
  readonly exitReason: ExitReason | null;
  /** The suspension that lasts; null when none does. */
  readonly suspension: { readonly fromMonth: PlainDate; readonly reasonCode: SuspensionReason } | null;
  /** What stands to be withheld of months that are not paid yet, the earliest first. */
  readonly withheld: readonly WithheldMonth[];
}

/** How much of the payment for a month is withheld. */
export interface WithheldMonth {
  readonly month: PlainDate;
  readonly percent: string;
}

export function enrolmentInWords(facts: EnrolmentFacts, today: PlainDate): Words {
  const { state, programme, entitledFrom, entitledUntil, exitReason, suspension, withheld } = facts;
  if (state === 'EXITED' && entitledUntil !== null && exitReason !== null) {
    const told = { programme, reason: EXIT_WORDS[exitReason] };
    return entitledUntil > entitledFrom
      ? say(ENROLMENT.ENDED, { ...told, month: monthInWords(addMonths(entitledUntil, -1)) })
      : say(ENROLMENT.ENDED_UNPAID, told);
  }
  if (state === 'SUSPENDED' && suspension) {
    const { fromMonth, reasonCode } = suspension;
    const month = monthInWords(fromMonth);
    return say(ENROLMENT.SUSPENDED, { programme, month, reason: SUSPENSION_WORDS[reasonCode] });
  }
  const kind = entitledFrom > startOfMonth(today) ? ENROLMENT.BEGINS : ENROLMENT.ACTIVE;
  const paid = say(kind, { programme, month: monthInWords(entitledFrom) });
  return withheld.length === 0
    ? paid
    : say(ENROLMENT.WITHHELD, { paid, withheld: withheldInWords(withheld) });
}

function withheldInWords(withheld: readonly WithheldMonth[]): Words {
  const months = withheld.map(({ month, percent }) =>
    say(WITHHELD_OF, { percent: percentInWords(percent), month: monthInWords(month) }),
  );
  return { ar: months.map(({ ar }) => ar).join('، '), en: months.map(({ en }) => en).join(', ') };
}

const WITHHELD_OF = {
  ar: '{percent} ٪ من دفعة {month}',
  en: '{percent} % of the payment for {month}',
} as const;

const ENROLMENT = {
  ACTIVE: {
    ar: 'الأسرة مقيدة في برنامج {programme} ويُصرف لها كل شهر منذ {month}.',
    en: 'The household is enrolled in {programme} and paid every month since {month}.',
  },
  BEGINS: {
    ar: 'الأسرة مقيدة في برنامج {programme} ويبدأ الصرف من {month}.',
    en: 'The household is enrolled in {programme}; payments begin with {month}.',
  },
  WITHHELD: {
    ar: '{paid} ويُخصم لعدم الالتزام بشروط البرنامج: {withheld}.',
    en: '{paid} Withheld, since the conditions of the programme were not kept: {withheld}.',
  },
  SUSPENDED: {
    ar: 'صرف برنامج {programme} موقوف منذ {month}؛ السبب: {reason}.',
    en: 'Payments of {programme} are suspended since {month}: {reason}.',
  },
  ENDED: {
    ar: 'انتهى القيد في برنامج {programme} وآخر شهر مستحق {month}؛ السبب: {reason}.',
    en: 'The enrolment in {programme} has ended; the last month due was {month}: {reason}.',
  },
  ENDED_UNPAID: {
    ar: 'انتهى القيد في برنامج {programme} قبل استحقاق أي شهر؛ السبب: {reason}.',
    en: 'The enrolment in {programme} ended before any month was due: {reason}.',
  },
} as const satisfies Record<string, MessageTexts>;

/** Documents as people call them. */
export const DOCUMENT_WORDS = {
  NATIONAL_ID: { ar: 'بطاقات الرقم القومي للبالغين', en: 'the national ID cards of the grown-ups' },
  BIRTH_CERTIFICATES: { ar: 'شهادات ميلاد الأبناء', en: 'the birth certificates of the children' },
  PROOF_OF_RESIDENCE: { ar: 'إثبات محل الإقامة', en: 'a proof of residence' },
  INCOME_STATEMENT: { ar: 'بيان الدخل', en: 'a statement of income' },
  SCHOOL_ENROLMENT: { ar: 'إثبات قيد الأبناء بالمدارس', en: 'a proof that the children go to school' },
  MARRIAGE_OR_DIVORCE: { ar: 'وثيقة الزواج أو الطلاق', en: 'the certificate of marriage or divorce' },
  DISABILITY_CERTIFICATE: { ar: 'شهادة الإعاقة', en: 'the certificate of disability' },
  DEATH_OF_PARENTS: { ar: 'شهادة وفاة الوالدين', en: 'the death certificate of the parents' },
} as const satisfies Record<DocumentKind, MessageTexts>;

export function applicationInWords(
  state: ApplicationState,
  { number, programme }: { readonly number: string; readonly programme: LocalizedText },
): Words {
  return say(APPLICATION[state], { number, programme });
}

const APPLICATION = {
  SUBMITTED: {
    ar: 'الطلب {number} للقيد في برنامج {programme} ينتظر استكمال المستندات.',
    en: 'The application {number} for {programme} waits for its documents.',
  },
  DOCUMENTS_COMPLETE: {
    ar: 'مستندات الطلب {number} للقيد في برنامج {programme} كاملة، وتليها زيارة منزلية.',
    en: 'The documents of the application {number} for {programme} are complete; a visit to the home comes next.',
  },
  VERIFIED: {
    ar: 'تمت الزيارة المنزلية للطلب {number} للقيد في برنامج {programme}، ويليها القرار.',
    en: 'The home was visited for the application {number} for {programme}; the decision comes next.',
  },
  APPROVED: {
    ar: 'قُبل الطلب {number} وقُيدت الأسرة في برنامج {programme}.',
    en: 'The application {number} was approved and the household is enrolled in {programme}.',
  },
  REFUSED: {
    ar: 'رُفض الطلب {number} للقيد في برنامج {programme}؛ والأسباب مذكورة في القرار.',
    en: 'The application {number} for {programme} was refused; the decision tells why.',
  },
  WITHDRAWN: {
    ar: 'سُحب الطلب {number} للقيد في برنامج {programme}.',
    en: 'The application {number} for {programme} was withdrawn.',
  },
} as const satisfies Record<ApplicationState, MessageTexts>;
