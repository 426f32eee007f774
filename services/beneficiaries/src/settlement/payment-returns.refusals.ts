import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a row of a return file is not taken. */
export const paymentReturnRefusals = defineRefusals({
  INSTRUCTION_NOT_FOUND: {
    en: 'No payment was instructed by this number.',
    ar: 'لا يوجد أمر صرف بهذا الرقم.',
  },
  AMOUNT_DIFFERS: {
    en: 'The instruction says {amount} EGP.',
    ar: 'المبلغ في أمر الصرف {amount} جنيه.',
  },
  SETTLED_OTHERWISE: {
    en: 'This payment is settled already: {result} on {settledOn}. If that was wrong, two people correct it (correctCollection).',
    ar: 'سُويت هذه الدفعة بالفعل: {result} بتاريخ {settledOn}. وإن كان ذلك خطأ فيصححه شخصان (correctCollection).',
  },
  CYCLE_NOT_SENT: {
    en: 'The cycle of this payment is not with the payment agent now.',
    ar: 'دورة هذه الدفعة ليست لدى وكيل الصرف الآن.',
  },
  BEFORE_SENDING: {
    en: 'The payment was sent on {sentOn} only.',
    ar: 'لم تُرسل الدفعة إلا بتاريخ {sentOn}.',
  },
  REASON_OF_PAID: {
    en: 'What was paid has no reason for not being paid.',
    ar: 'ما صُرف لا يُذكر له سبب لعدم الصرف.',
  },
});
