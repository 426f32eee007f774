import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command of settlement does nothing. */
export const refusals = defineRefusals({
  CYCLE_NOT_FOUND: {
    en: 'There is no such payment cycle.',
    ar: 'لا توجد دورة صرف بهذا المعرّف.',
  },
  SENDING_UNDER_WAY: {
    en: 'This cycle is being sent already.',
    ar: 'جارٍ إرسال هذه الدورة بالفعل.',
  },
  RECONCILING_UNDER_WAY: {
    en: 'This cycle is being reconciled already.',
    ar: 'جارية تسوية هذه الدورة بالفعل.',
  },
  PAYMENTS_OPEN: {
    en: 'Of {open} payments nothing has come back, and they can be collected until {lastDay}.',
    ar: 'لم ترد نتيجة {open} من المدفوعات، ويمكن صرفها حتى {lastDay}.',
  },
  TOTALS_DIFFER: {
    en: 'In {governorate}, {channel}: {sent} EGP in {payments} payments were sent, {settled} EGP in {settledPayments} are settled; {difference} EGP are unaccounted for.',
    ar: 'في {governorate}، {channel}: أُرسل {sent} جنيه في {payments} من المدفوعات، وسُوّي {settled} جنيه في {settledPayments}؛ الفرق {difference} جنيه.',
  },
  MONEY_WITH_AGENT: {
    en: 'By the ledger {amount} EGP of this cycle are with the payment agent.',
    ar: 'لا يزال لدى وكيل الصرف {amount} جنيه من هذه الدورة وفق الدفاتر.',
  },
  PAYMENTS_NOT_SETTLED: {
    en: 'Of {open} payments of this cycle it is not known what became of them.',
    ar: 'لا تُعرف نتيجة {open} من مدفوعات هذه الدورة.',
  },
  PAYMENT_NOT_FOUND: {
    en: 'There is no such payment.',
    ar: 'لا توجد دفعة بهذا المعرّف.',
  },
  CORRECTION_NOT_FOUND: {
    en: 'There is no such correction.',
    ar: 'لا يوجد تصحيح بهذا المعرّف.',
  },
  NOT_SETTLED: {
    en: 'Nothing has come back of this payment that could be corrected; a return file tells what became of it.',
    ar: 'لم ترد عن هذه الدفعة نتيجة تُصحح؛ تُذكر نتيجتها في ملف الردود.',
  },
  NOTHING_TO_CORRECT: {
    en: 'This is what is known of the payment already.',
    ar: 'هذا هو المسجل عن الدفعة بالفعل.',
  },
  REASON_NEEDED: {
    en: 'Of what was rejected the reason is needed.',
    ar: 'يلزم ذكر سبب الرفض.',
  },
  REASON_OF_PAID: {
    en: 'What was paid has no reason for not being paid.',
    ar: 'ما صُرف لا يُذكر له سبب لعدم الصرف.',
  },
  DAY_NOT_POSSIBLE: {
    en: 'The payment was sent on {sentOn}, and today is {today}: the day lies between the two.',
    ar: 'أُرسلت الدفعة بتاريخ {sentOn} واليوم {today}؛ يقع التاريخ بينهما.',
  },
  PAID_AGAIN: {
    en: 'The cycle of {month} pays this money again and is approved, or being approved: paid twice it would be.',
    ar: 'دورة {month} تصرف هذا المبلغ مرة أخرى وهي معتمدة أو جارٍ اعتمادها، فيُصرف مرتين.',
  },
  CORRECTION_OPEN: {
    en: 'A correction of this payment waits for somebody to decide it.',
    ar: 'يوجد تصحيح لهذه الدفعة ينتظر البت فيه.',
  },
  PAYMENT_CHANGED: {
    en: 'The payment is no longer as it was when this was proposed; decline it and look again.',
    ar: 'تغيرت الدفعة منذ اقتراح ذلك؛ ارفض الاقتراح وأعد النظر.',
  },
  SECOND_PERSON_NEEDED: {
    en: 'You have proposed it, so somebody else confirms it.',
    ar: 'أنت من اقترح التصحيح، فيعتمده شخص آخر.',
  },
  WORDS_MISSING: {
    en: 'Say why in words, at most {longest} characters.',
    ar: 'اذكر السبب كتابة بما لا يزيد على {longest} حرفًا.',
  },
});
