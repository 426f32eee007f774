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
});
