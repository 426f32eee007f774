import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a row of a list of Daman cases is not taken. */
export const damanImportRefusals = defineRefusals({
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
    en: 'Another programme pays this month already, so Daman cannot have paid it too. Find out which is right.',
    ar: 'يصرف برنامج آخر هذا الشهر، فلا يمكن أن يكون الضمان قد صرفه أيضًا. تحقق أيهما الصحيح.',
  },
});
