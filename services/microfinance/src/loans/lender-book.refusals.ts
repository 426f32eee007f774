import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';
import { refusals } from './refusals';

/** Why a line of a lender's book is not taken, or the book as a whole. */
export const bookRefusals = {
  LENDER_NOT_FOUND: refusals.LENDER_NOT_FOUND,
  LOAN_PRODUCT_NOT_FOUND: refusals.LOAN_PRODUCT_NOT_FOUND,
  AMOUNT_NOT_POSITIVE: refusals.AMOUNT_NOT_POSITIVE,
  LOAN_CLOSED: refusals.LOAN_CLOSED,
  PAID_TOO_EARLY: refusals.PAID_TOO_EARLY,
  ...defineRefusals({
    LENDER_NOT_LICENSED_ON: {
      en: 'On {on} the lender had no licence that was in force.',
      ar: 'لم يكن لدى جهة الإقراض ترخيص سارٍ في {on}.',
    },
    AMOUNT_OUTSIDE_PRODUCT: {
      en: 'This product lends from {least} to {most} pounds.',
      ar: 'يبدأ هذا المنتج من {least} جنيه وينتهي عند {most} جنيه.',
    },
    TERM_OUTSIDE_PRODUCT: {
      en: 'This product has terms from {least} to {most}.',
      ar: 'مدد هذا المنتج من {least} إلى {most}.',
    },
    RATE_DIFFERS: {
      en: 'This product bears {rate} per cent a year. Name the product that has the conditions of the loan.',
      ar: 'فائدة هذا المنتج {rate} في المائة سنويًا. اذكر المنتج الذي له شروط القرض.',
    },
    FREQUENCY_DIFFERS: {
      en: 'This product is repaid otherwise ({frequency}). Name the product that has the conditions of the loan.',
      ar: 'يُسدد هذا المنتج بدورية أخرى ({frequency}). اذكر المنتج الذي له شروط القرض.',
    },
    LOAN_DIFFERS: {
      en: 'Line {line} says otherwise of the same loan. All lines of a loan say the same of it.',
      ar: 'يذكر السطر {line} بيانات أخرى للقرض نفسه. تتطابق بيانات القرض في جميع أسطره.',
    },
    LOAN_OTHERWISE: {
      en: 'This loan is on record with another borrower, product, area, amount, term or day. A list does not change it.',
      ar: 'هذا القرض مسجل بمقترض أو منتج أو منطقة أو مبلغ أو مدة أو تاريخ آخر. ولا تغيّره القائمة.',
    },
    RECEIPT_OTHERWISE: {
      en: 'A repayment of this receipt is on record with another amount, day or channel. A list does not change it.',
      ar: 'سداد هذا الإيصال مسجل بمبلغ أو تاريخ أو طريقة أخرى. ولا تغيّره القائمة.',
    },
    RECORDED_BY_HAND: {
      en: 'A repayment of {amount} pounds on {paidOn} was recorded by hand. Take this line away if it is the same.',
      ar: 'سُجل يدويًا سداد بمبلغ {amount} جنيه في {paidOn}. احذف هذا السطر إذا كان السداد نفسه.',
    },
  }),
};
