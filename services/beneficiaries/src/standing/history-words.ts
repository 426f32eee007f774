/** What happened to a household, each step in one sentence. */
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ApplicationState } from '../enrolment/application';
import type { GrievanceState } from '../grievances/grievance';
import type { ReturnedResult } from '../settlement/settlement-code';
import { SUSPENSION_WORDS } from './enrolment-words';
import { amountInWords, monthInWords, percentInWords, say, type Words } from './words';

/** What a step of a household's history is about. */
export const HistoryKind = {
  APPLICATION: 'APPLICATION',
  ENROLMENT: 'ENROLMENT',
  SUSPENSION: 'SUSPENSION',
  WITHHOLDING: 'WITHHOLDING',
  PAYMENT: 'PAYMENT',
  GRIEVANCE: 'GRIEVANCE',
} as const;
export type HistoryKind = keyof typeof HistoryKind;

/** The steps of each kind, as the view `household_history` names them. */
interface Steps {
  APPLICATION: ApplicationState | 'REOPENED';
  ENROLMENT: 'ENROLLED' | 'CHANNEL_CHANGED' | 'PAYEE_CHANGED' | 'EXITED' | 'REINSTATED';
  SUSPENSION: 'SUSPENDED' | 'LIFTED' | 'ANNULLED';
  WITHHOLDING: 'WITHHELD' | 'ANNULLED';
  PAYMENT: 'SENT' | ReturnedResult | `CORRECTED_TO_${ReturnedResult}`;
  GRIEVANCE: GrievanceState | 'ESCALATED';
}

export interface HistoryFacts {
  readonly kind: HistoryKind;
  readonly step: string;
  /** The number of the application, enrolment or grievance; null for what has none. */
  readonly number: string | null;
  readonly programme: LocalizedText | null;
  readonly month: PlainDate | null;
  readonly amount: Money | null;
  readonly percent: string | null;
  readonly reasonCode: string | null;
}

/** The sentence of a step; a step that has none yet is told by its name. */
export function historyInWords(facts: HistoryFacts): Words {
  const texts = (STEPS[facts.kind] as Readonly<Record<string, MessageTexts>>)[facts.step];
  if (!texts) return { ar: facts.step, en: facts.step };
  const { number, programme, month, amount, percent, reasonCode } = facts;
  const reason = (SUSPENSION_WORDS as Readonly<Record<string, MessageTexts>>)[reasonCode ?? ''];
  return say(texts, {
    number: number ?? '–',
    programme: programme ?? '–',
    month: month === null ? '–' : monthInWords(month),
    amount: amount === null ? '–' : amountInWords(amount),
    percent: percent === null ? '–' : percentInWords(percent),
    reason: reason ?? '–',
  });
}

const STEPS = {
  APPLICATION: {
    SUBMITTED: {
      ar: 'قُدم الطلب {number} لبرنامج {programme}.',
      en: 'Application {number} for {programme} was handed in.',
    },
    DOCUMENTS_COMPLETE: {
      ar: 'استُكملت مستندات الطلب {number}.',
      en: 'The documents of application {number} were complete.',
    },
    VERIFIED: {
      ar: 'تمت الزيارة المنزلية للطلب {number}.',
      en: 'The home was visited for application {number}.',
    },
    APPROVED: {
      ar: 'قُبل الطلب {number} لبرنامج {programme}.',
      en: 'Application {number} for {programme} was approved.',
    },
    REFUSED: {
      ar: 'رُفض الطلب {number} لبرنامج {programme}.',
      en: 'Application {number} for {programme} was refused.',
    },
    WITHDRAWN: { ar: 'سُحب الطلب {number}.', en: 'Application {number} was withdrawn.' },
    REOPENED: {
      ar: 'أُعيد فتح الطلب {number} بعد قبول تظلم.',
      en: 'Application {number} was reopened, since a grievance was upheld.',
    },
  },
  ENROLMENT: {
    ENROLLED: {
      ar: 'قُيدت الأسرة في برنامج {programme} برقم {number}.',
      en: 'The household was enrolled in {programme} as {number}.',
    },
    CHANNEL_CHANGED: {
      ar: 'تغيرت طريقة صرف برنامج {programme} للقيد {number}.',
      en: 'How {programme} is paid was changed for {number}.',
    },
    PAYEE_CHANGED: {
      ar: 'تغير مستلم مبالغ برنامج {programme} للقيد {number}.',
      en: 'Who is paid {programme} for {number} was changed.',
    },
    EXITED: {
      ar: 'انتهى القيد {number} في برنامج {programme}.',
      en: 'The enrolment {number} in {programme} ended.',
    },
    REINSTATED: {
      ar: 'أُعيد القيد {number} في برنامج {programme}.',
      en: 'The enrolment {number} in {programme} was restored.',
    },
  },
  SUSPENSION: {
    SUSPENDED: {
      ar: 'أُوقف صرف برنامج {programme} من {month}؛ السبب: {reason}.',
      en: 'Payments of {programme} were suspended from {month} on: {reason}.',
    },
    LIFTED: {
      ar: 'استؤنف صرف برنامج {programme} من {month}.',
      en: 'Payments of {programme} were resumed from {month} on.',
    },
    ANNULLED: {
      ar: 'أُلغي إيقاف صرف برنامج {programme} وتُستحق شهوره كلها.',
      en: 'The suspension of {programme} was annulled; all its months are due.',
    },
  },
  WITHHOLDING: {
    WITHHELD: {
      ar: 'تقرر خصم {percent} ٪ من دفعة {month} لبرنامج {programme}.',
      en: '{percent} % of the payment of {programme} for {month} was withheld.',
    },
    ANNULLED: {
      ar: 'أُلغي خصم دفعة {month} لبرنامج {programme}.',
      en: 'What was withheld of {programme} for {month} is due after all.',
    },
  },
  PAYMENT: {
    SENT: {
      ar: 'أُرسل مبلغ {amount} من برنامج {programme} عن {month} للصرف.',
      en: '{amount} of {programme} for {month} was sent to be paid.',
    },
    PAID: {
      ar: 'صُرف مبلغ {amount} من برنامج {programme} عن {month}.',
      en: '{amount} of {programme} for {month} was paid.',
    },
    UNCOLLECTED: {
      ar: 'لم يُستلم مبلغ {amount} من برنامج {programme} عن {month}.',
      en: '{amount} of {programme} for {month} was not collected.',
    },
    REJECTED: {
      ar: 'تعذر صرف مبلغ {amount} من برنامج {programme} عن {month}.',
      en: '{amount} of {programme} for {month} could not be paid.',
    },
    CORRECTED_TO_PAID: {
      ar: 'صُحح المسجل عن مبلغ {amount} من برنامج {programme} عن {month}: صُرف.',
      en: 'The record of {amount} of {programme} for {month} was corrected: it was paid.',
    },
    CORRECTED_TO_UNCOLLECTED: {
      ar: 'صُحح المسجل عن مبلغ {amount} من برنامج {programme} عن {month}: لم يُستلم.',
      en: 'The record of {amount} of {programme} for {month} was corrected: it was not collected.',
    },
    CORRECTED_TO_REJECTED: {
      ar: 'صُحح المسجل عن مبلغ {amount} من برنامج {programme} عن {month}: تعذر صرفه.',
      en: 'The record of {amount} of {programme} for {month} was corrected: it could not be paid.',
    },
  },
  GRIEVANCE: {
    FILED: { ar: 'قُدم التظلم {number}.', en: 'Grievance {number} was filed.' },
    ASSIGNED: { ar: 'أُسند التظلم {number} إلى موظف.', en: 'Grievance {number} was assigned to an officer.' },
    UPHELD: { ar: 'قُبل التظلم {number}.', en: 'Grievance {number} was upheld.' },
    REJECTED: { ar: 'رُفض التظلم {number}.', en: 'Grievance {number} was rejected.' },
    WITHDRAWN: { ar: 'سُحب التظلم {number}.', en: 'Grievance {number} was withdrawn.' },
    ESCALATED: {
      ar: 'رُفع التظلم {number} إلى الوزارة لفوات موعده.',
      en: 'Grievance {number} went to the ministry, since it was overdue.',
    },
  },
} as const satisfies { readonly [Kind in HistoryKind]: Readonly<Record<Steps[Kind], MessageTexts>> };
