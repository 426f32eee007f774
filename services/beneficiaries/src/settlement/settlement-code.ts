import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';

/** What the payment agent says became of an instruction. */
export const RETURNED_RESULTS = {
  PAID: { ar: 'صُرف', en: 'Paid' },
  UNCOLLECTED: { ar: 'لم يُستلم', en: 'Uncollected' },
  REJECTED: { ar: 'مرفوض', en: 'Rejected' },
} as const satisfies Record<string, MessageTexts>;
export type ReturnedResult = keyof typeof RETURNED_RESULTS;

/** What settles a payment of which the agent has said nothing. */
export const COLLECTION_PERIOD_OVER = 'COLLECTION_PERIOD_OVER';

/** What settles a payment whose money never came, as an upheld grievance has found. */
export const NOT_RECEIVED = 'NOT_RECEIVED';

/** Why the payment agent did not pay. */
export const RETURN_REASONS = {
  CARD_BLOCKED: { ar: 'البطاقة موقوفة', en: 'Card blocked' },
  CARD_NOT_ISSUED: { ar: 'لم تصدر البطاقة', en: 'Card not issued' },
  PAYEE_DECEASED: { ar: 'المستفيد متوفى', en: 'Payee deceased' },
  PAYEE_DIFFERS: { ar: 'بيانات المستفيد لا تطابق', en: 'Payee differs' },
  OFFICE_CLOSED: { ar: 'المكتب مغلق', en: 'Office closed' },
  NOT_CLAIMED: { ar: 'لم يحضر أحد', en: 'Not claimed' },
  OTHER: { ar: 'سبب آخر', en: 'Other' },
} as const satisfies Record<string, MessageTexts>;
export type ReturnReason = keyof typeof RETURN_REASONS;

const REASONS: Readonly<Record<string, MessageTexts>> = {
  ...RETURN_REASONS,
  [COLLECTION_PERIOD_OVER]: { ar: 'انتهت مدة الصرف ولم يُستلم', en: 'Not collected in time' },
  [NOT_RECEIVED]: { ar: 'لم يصل المبلغ إلى الأسرة', en: 'The money did not reach the family' },
};

/** Why a payment was not paid, in words; null for a code that is not known. */
export function reasonOf(settlementCode: string): MessageTexts | null {
  return REASONS[settlementCode] ?? null;
}
