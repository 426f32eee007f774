import { defineReasons } from '@solidarity/subgraph-kit/records/decision';

/** Why a case of Daman is found as it is, or is not moved. */
export const because = defineReasons({
  NOT_REGISTERED: {
    en: 'The registry knows nobody of this national ID in the governorate of the case. Register the household and look the case up again, or leave it to the ministry, which hands it over to where the person lives.',
    ar: 'لا يعرف السجل أحدًا بهذا الرقم القومي في محافظة الحالة. سجّل الأسرة ثم أعد التحقق من الحالة، أو اتركها للوزارة لتحيلها إلى محافظة إقامة صاحبها.',
  },
  IN_NO_HOUSEHOLD: {
    en: 'The person is known and belongs to no household. Register the household, then look the case up again.',
    ar: 'الشخص معروف ولا ينتمي إلى أسرة. سجّل الأسرة ثم أعد التحقق من الحالة.',
  },
  NAME_DIFFERS: {
    en: 'The registry has another name for this national ID. Find out whose number it is: confirm the case if it is the same person, else close it.',
    ar: 'الاسم في السجل لهذا الرقم القومي مختلف. تحقق من صاحب الرقم: أكد الحالة إن كان الشخص نفسه، وإلا فأغلقها.',
  },
  MONTH_LONG_AGO: {
    en: 'Daman has paid up to the month of {fact} only, so all months since would be paid; before {limit} somebody has to look. Correct the month, or confirm the case if it is right.',
    ar: 'آخر شهر صرفه الضمان هو {fact}، فتُصرف كل الشهور التي بعده؛ وما قبل {limit} يلزم أن يراجعه أحد. صحح الشهر، أو أكد الحالة إن كان صحيحًا.',
  },
  DIED: { en: 'The person died on {fact}.', ar: 'توفي صاحب الحالة في {fact}.' },
  PAID_AFTER_DEATH: {
    en: 'Daman has paid up to the month of {fact}; the month of death is that of {limit}.',
    ar: 'صرف الضمان حتى شهر {fact}، وشهر الوفاة هو {limit}.',
  },
  ANOTHER_CASE: {
    en: 'The same person has the Daman case {fact}, which comes first.',
    ar: 'لصاحب الحالة حالة ضمان أخرى رقمها {fact} تسبقها.',
  },
  ENROLLED_ALREADY: {
    en: 'The person or the household is enrolled in {fact} already.',
    ar: 'الشخص أو أسرته مقيد بالفعل في {fact}.',
  },
  PAID_BY_BOTH: {
    en: 'Daman has paid up to the month of {fact}, and the programme pays since {limit}. If Daman is right, end the enrolment from its first month, then verify and move the case.',
    ar: 'صرف الضمان حتى شهر {fact}، ويصرف البرنامج منذ {limit}. إذا صح ما صرفه الضمان فأنهِ القيد من أول شهوره ثم تحقق من الحالة وانقلها.',
  },
  HOUSEHOLD_MOVES_BY: {
    en: 'The household moves to {limit} by the Daman case {fact} of another member.',
    ar: 'تنتقل الأسرة إلى {limit} بحالة الضمان رقم {fact} لفرد آخر منها.',
  },
  NO_PROGRAMME_FITS: {
    en: 'No programme that is open fits this person and household.',
    ar: 'لا يوجد برنامج مفتوح يناسب هذا الشخص وأسرته.',
  },
  SECOND_PERSON_NEEDED: {
    en: 'You have verified it, so somebody else has to move it.',
    ar: 'أنت من تحقق من الحالة، فيلزم أن ينقلها غيرك.',
  },
  MEMBER_NOT_VERIFIED: {
    en: 'Another member of the household has the Daman case {fact}, which has to be verified first: until when Daman has paid the household is not known.',
    ar: 'لفرد آخر من الأسرة حالة الضمان رقم {fact}، ويلزم التحقق منها أولًا ليُعرف إلى متى صرف الضمان للأسرة.',
  },
  NO_LONGER_SO: {
    en: 'The registry says something else since it was verified. Verify it again.',
    ar: 'تغيرت بيانات السجل منذ التحقق. أعد التحقق من الحالة.',
  },
});
