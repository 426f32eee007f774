import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a row of a list of Daman cases is not taken. */
export const damanImportRefusals = defineRefusals({
  NOT_A_MONTH: {
    en: 'Write a month as 2026-09 or 09/2026.',
    ar: 'اكتب شهرًا مثل 2026-09 أو 09/2026.',
  },
  MONTH_TOO_LATE: {
    en: 'Daman cannot have paid so far ahead; write {latest} at the latest.',
    ar: 'لا يمكن أن يكون الضمان قد صرف إلى هذا الحد مقدمًا؛ اكتب {latest} على الأكثر.',
  },
  OTHER_GOVERNORATE: {
    en: 'Cases of another governorate are sent by its directorate or by the ministry.',
    ar: 'حالات المحافظات الأخرى ترسلها مديريتها أو الوزارة.',
  },
  CASE_OF_ANOTHER: {
    en: 'This case number was received for another person or governorate.',
    ar: 'سبق استلام رقم الحالة هذا لشخص آخر أو محافظة أخرى.',
  },
  CASE_SETTLED: {
    en: 'This case is settled and does not change any more.',
    ar: 'انتهى العمل في هذه الحالة ولا تُعدل بعد ذلك.',
  },
  MONTH_WENT_BACK: {
    en: 'The last month paid was {known} already. A month that was recorded wrongly is corrected in the case itself.',
    ar: 'سُجل من قبل أن آخر شهر صُرف هو {known}. الشهر المسجل خطأ يُصحح في الحالة نفسها.',
  },
  PAID_AFTER_MOVE: {
    en: 'Another programme pays from {from} on, so Daman cannot have paid this month too. Find out which is right.',
    ar: 'يصرف برنامج آخر منذ {from}، فلا يمكن أن يكون الضمان قد صرف هذا الشهر أيضًا. تحقق أيهما الصحيح.',
  },
});
