/**
 * What the payment agent returns: for each instruction whether it was paid, nobody came, or it could not be paid. A
 * payment is settled once. The same row again changes nothing; one that says otherwise is refused, also after the cycle
 * is reconciled: what was wrong is corrected payment by payment (correction.ts). It moves money in the books, so who uploads it does not commit it.
 */
import {
  choiceColumn,
  dateColumn,
  moneyColumn,
  patternColumn,
} from '@solidarity/subgraph-kit/imports/columns';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  refuseRow,
  type ImportKind,
  type ImportRow,
  type RowRefusal,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { checkReturns } from './payment-returns.checking';
import { commitReturns } from './payment-returns.committing';
import { paymentReturnRefusals } from './payment-returns.refusals';
import { RETURN_REASONS, RETURNED_RESULTS } from './settlement-code';

export const paymentReturns: ImportKind = {
  name: 'payment-returns',
  title: { ar: 'ملف ردود وكيل الصرف', en: 'Return file of the payment agent' },
  description: {
    ar: 'نتيجة كل أمر صرف: صُرف أو لم يُستلم أو مرفوض. يعتمد الملف شخص غير من رفعه.',
    en: 'What became of each instruction: paid, uncollected or rejected. It is committed by somebody other than who uploads it.',
  },
  roles: ['finance_officer', 'ministry_admin'],
  takesTwo: true,
  source: 'NONE',
  // Of the staged row and what it names alone; payments are written by no role but the system.
  runsAs: 'system',
  columns: [
    patternColumn(
      {
        ...{ name: 'instructionNumber', isRequired: true, example: 'P0000000042' },
        heading: { ar: 'رقم أمر الصرف', en: 'Instruction number' },
        description: {
          ar: 'الرقم الوارد في ملف أوامر الصرف.',
          en: 'The number that the file of instructions has.',
        },
      },
      /^P\d{10,}$/,
      'P0000000042',
    ),
    choiceColumn(
      {
        ...{ name: 'result', isRequired: true, example: 'PAID' },
        heading: { ar: 'النتيجة', en: 'Result' },
        description: { ar: 'صُرف، لم يُستلم، مرفوض.', en: 'Paid, uncollected, rejected.' },
      },
      RETURNED_RESULTS,
    ),
    dateColumn({
      ...{ name: 'settledOn', isRequired: true, example: '2026-11-05' },
      heading: { ar: 'تاريخ الصرف', en: 'Paid on' },
      aliases: ['Settled on', 'التاريخ'],
      description: {
        ar: 'يوم الصرف؛ ولما لم يُصرف يوم ثبوت ذلك.',
        en: 'The day on which it was paid; of what was not, the day on which that was known.',
      },
    }),
    moneyColumn({
      ...{ name: 'amount', isRequired: true, example: '750.00' },
      heading: { ar: 'المبلغ', en: 'Amount' },
      description: { ar: 'مبلغ أمر الصرف كاملًا.', en: 'The whole amount of the instruction.' },
    }),
    choiceColumn(
      {
        ...{ name: 'reasonCode', isRequired: false, example: 'CARD_BLOCKED' },
        heading: { ar: 'السبب', en: 'Reason' },
        description: {
          ar: 'سبب عدم الصرف: لازم للمرفوض، ويُترك فارغًا لما صُرف.',
          en: 'Why it was not paid: needed of what was rejected, blank for what was paid.',
        },
      },
      RETURN_REASONS,
    ),
  ],
  stagingIndexes: [['instructionNumber', 'line']],
  refusals: paymentReturnRefusals,
  checkRow: refuseReason,
  check: checkReturns,
  commit: commitReturns,
};

function refuseReason({ result, reasonCode = null }: ImportRow): RowRefusal[] {
  if (result === 'PAID' && reasonCode !== null)
    return [refuseRow(paymentReturnRefusals.REASON_OF_PAID, {}, 'reasonCode')];
  if (result === 'REJECTED' && reasonCode === null)
    return [refuseRow(COMMON_REFUSALS.REQUIRED, {}, 'reasonCode')];
  return [];
}
