/**
 * A correction of what the payment agent has said of a payment.
 *
 * A return file may be wrong. What it has settled is corrected payment by payment, also after the cycle is closed: somebody
 * who moves money proposes, with a reason, and somebody else confirms or declines (P: maker and checker, as for the file
 * itself). Money that was not paid after all is owed again, and the next cycle brings it. Money that was paid after all is
 * owed no more: a later payment that is not approved yet loses it; once one that brings it again is approved, nothing can be
 * corrected, since an approved payment never changes and the money would have been paid twice.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { defineStateMachine } from '@solidarity/subgraph-kit/records/state-machine';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { PaymentState } from '../payments/payment';
import { refusals } from './refusals';
import { RETURNED_RESULTS, type ReturnedResult } from './settlement-code';

/** How far a correction has come. */
export const CorrectionState = {
  PROPOSED: 'PROPOSED',
  CONFIRMED: 'CONFIRMED',
  DECLINED: 'DECLINED',
} as const;
export type CorrectionState = keyof typeof CorrectionState;
export type CorrectionAction = 'confirm' | 'decline';

export const correctionLife = defineStateMachine<CorrectionState, CorrectionAction>({
  subjectType: 'payment_correction',
  actions: {
    confirm: { en: 'confirm the correction', ar: 'اعتماد التصحيح' },
    decline: { en: 'decline the correction', ar: 'رفض التصحيح' },
  },
  states: { PROPOSED: { confirm: 'CONFIRMED', decline: 'DECLINED' }, CONFIRMED: {}, DECLINED: {} },
});

/** What became of a payment, as somebody says. */
export interface Collection {
  readonly result: ReturnedResult;
  readonly settledOn: PlainDate;
  /** Why it was not paid, as a code; null of what was paid, or when nobody knows. */
  readonly reasonCode: string | null;
}

/** A payment as a correction finds it. */
export interface CorrectedPayment {
  readonly state: PaymentState;
  readonly settledOn: PlainDate | null;
  readonly settlementCode: string | null;
  /** The day on which it was sent; null while it is not. */
  readonly sentOn: PlainDate | null;
  /** The month of the cycle that brings it again and is approved, or being approved; null when there is none. */
  readonly paidAgainIn: PlainDate | null;
}

/** Why a payment cannot be corrected so; null when it can. */
export function refuseCorrection(
  payment: CorrectedPayment,
  { result, settledOn, reasonCode }: Collection,
  today: PlainDate,
): Refusal | null {
  const { state, sentOn } = payment;
  if (!(state in RETURNED_RESULTS) || sentOn === null)
    return refusal(refusals.NOT_SETTLED, {}, 'input.paymentId');
  if (result === 'REJECTED' && reasonCode === null)
    return refusal(refusals.REASON_NEEDED, {}, 'input.reasonCode');
  if (result === 'PAID' && reasonCode !== null)
    return refusal(refusals.REASON_OF_PAID, {}, 'input.reasonCode');
  if (settledOn < sentOn || settledOn > today)
    return refusal(refusals.DAY_NOT_POSSIBLE, { sentOn, today }, 'input.settledOn');
  if (state === result && payment.settledOn === settledOn && payment.settlementCode === reasonCode)
    return refusal(refusals.NOTHING_TO_CORRECT, {}, 'input.result');
  return refusePaidTwice(payment, result, 'input.paymentId');
}

/** Why a payment cannot count as paid, as things stand now; null when it can, or does not. */
export function refusePaidTwice(
  { paidAgainIn }: Pick<CorrectedPayment, 'paidAgainIn'>,
  result: ReturnedResult,
  field: string,
): Refusal | null {
  return result === 'PAID' && paidAgainIn !== null
    ? refusal(refusals.PAID_AGAIN, { month: paidAgainIn }, field)
    : null;
}

/** The longest reason that is taken, in characters. */
const LONGEST_WORDS = 1_000;
/** Control characters other than those of a line break. */
const UNREADABLE = /[^\P{Cc}\n\r\t]/u;

/** Why a reason is none; null when it can be read. */
export function refuseWords(words: string): Refusal | null {
  const isReadable = words.trim() !== '' && [...words].length <= LONGEST_WORDS && !UNREADABLE.test(words);
  return isReadable ? null : refusal(refusals.WORDS_MISSING, { longest: LONGEST_WORDS }, 'input.reason');
}
