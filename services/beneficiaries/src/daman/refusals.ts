import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about the transfer of Daman does nothing. */
export const damanRefusals = defineRefusals({
  DAMAN_BATCH_NOT_FOUND: { en: 'There is no such batch.', ar: 'لا توجد دفعة بهذا المعرّف.' },
  DAMAN_CASE_NOT_FOUND: { en: 'There is no such case.', ar: 'لا توجد حالة بهذا المعرّف.' },
  NOTHING_TO_VERIFY: {
    en: 'No case of this batch waits to be verified.',
    ar: 'لا توجد في هذه الدفعة حالة تنتظر التحقق.',
  },
  NOTHING_TO_MOVE: {
    en: 'No case of this batch can be moved: {verified} are verified, {own} of them by you, and for {unplaced} there is no programme.',
    ar: 'لا توجد في هذه الدفعة حالة يمكن نقلها: {verified} جرى التحقق منها، منها {own} تحققت أنت منها، و{unplaced} لا يناسبها برنامج.',
  },
  NOTHING_TO_CLOSE: {
    en: 'No case of this batch is in this state.',
    ar: 'لا توجد في هذه الدفعة حالة بهذا الوضع.',
  },
  WORK_UNDER_WAY: {
    en: 'Cases of this batch are being verified, moved or closed; wait for it.',
    ar: 'جارٍ التحقق من حالات هذه الدفعة أو نقلها أو إغلاقها؛ انتظر انتهاء ذلك.',
  },
  DAMAN_WORK_NOT_FOUND: { en: 'Nothing such was ordered.', ar: 'لا يوجد عمل مطلوب بهذا المعرّف.' },
  WORK_NOT_YOURS: {
    en: 'This was ordered for other governorates too; the ministry calls it off.',
    ar: 'هذا العمل مطلوب لمحافظات أخرى أيضًا؛ توقفه الوزارة.',
  },
  WORK_ENDED: {
    en: 'This has ended already; what was done stays done.',
    ar: 'انتهى هذا العمل بالفعل، وما تم منه يبقى كما هو.',
  },
  MINISTRY_HANDS_OVER: {
    en: 'The ministry hands cases over to another governorate.',
    ar: 'تحيل الوزارة الحالات إلى محافظة أخرى.',
  },
  GOVERNORATE_THE_SAME: {
    en: 'This governorate is in charge of it already.',
    ar: 'هذه المحافظة تتولى الحالة بالفعل.',
  },
  CASE_SETTLED: {
    en: 'The case is {state} and does not change any more.',
    ar: 'الحالة {state} ولا تُعدل بعد ذلك.',
  },
  NOT_A_MONTH: {
    en: 'Give a month by its first day, such as 2026-10-01.',
    ar: 'اكتب الشهر بأول يوم فيه، مثل 2026-10-01.',
  },
  MONTH_TOO_LATE: {
    en: 'Daman cannot have paid so far ahead; {latest} at the latest.',
    ar: 'لا يمكن أن يكون الضمان قد صرف إلى هذا الحد مقدمًا؛ {latest} على الأكثر.',
  },
  MONTH_TOO_EARLY: {
    en: 'No programme pays a case that ended so long ago; {earliest} at the earliest.',
    ar: 'لا يصرف أي برنامج لحالة توقفت منذ ذلك الوقت؛ {earliest} على الأقل.',
  },
  MONTH_THE_SAME: { en: 'It is recorded so already.', ar: 'هذا هو المسجل بالفعل.' },
  MOVED_ALREADY: {
    en: 'Another programme pays this person or household already, so the months of Daman stand.',
    ar: 'يصرف برنامج آخر لصاحب الحالة أو أسرته بالفعل، فلا تُعدل شهور الضمان.',
  },
  REASON_MISSING: {
    en: 'Say why, in 1 to {most} characters.',
    ar: 'اذكر السبب في حدود {most} حرفًا.',
  },
});

/** The longest reason, in characters. */
export const LONGEST_REASON = 500;

/** Whether a reason says something and can be kept. */
export function isReason(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_REASON && !/[\u0000-\u001f\u007f]/.test(text);
}
