import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about payment cycles does nothing. */
export const refusals = defineRefusals({
  PROGRAMME_NOT_FOUND: {
    en: 'There is no such programme.',
    ar: 'لا يوجد برنامج بهذا الرمز.',
  },
  CYCLE_NOT_FOUND: {
    en: 'There is no such payment cycle.',
    ar: 'لا توجد دورة صرف بهذا المعرّف.',
  },
  NOT_A_MONTH: {
    en: 'A month is given by its first day, as 2026-11-01.',
    ar: 'يُكتب الشهر بأول يوم فيه، مثل 2026-11-01.',
  },
  MONTH_TOO_EARLY: {
    en: 'The programme begins on {opensOn}.',
    ar: 'يبدأ البرنامج في {opensOn}.',
  },
  MONTH_TOO_LATE: {
    en: 'A cycle is opened for the next month at the latest: {latest}.',
    ar: 'لا تُفتح دورة لما بعد الشهر القادم: {latest}.',
  },
  CYCLE_EXISTS: {
    en: 'This month has its cycle already: every month is paid once.',
    ar: 'لهذا الشهر دورة صرف بالفعل، فكل شهر يُصرف مرة واحدة.',
  },
  NOT_THE_NEXT_MONTH: {
    en: 'No month is left out: the next cycle of the programme is that of {month}.',
    ar: 'لا يُترك شهر: الدورة التالية للبرنامج هي دورة {month}.',
  },
  EARLIER_CYCLE_OPEN: {
    en: 'The cycle of {month} has to be approved first, since this one compares with what it pays.',
    ar: 'يجب اعتماد دورة {month} أولًا، لأن هذه الدورة تقارن بما تصرفه.',
  },
  WORK_UNDER_WAY: {
    en: 'This cycle is being calculated or approved; wait for it.',
    ar: 'جارٍ حساب هذه الدورة أو اعتمادها؛ انتظر انتهاء ذلك.',
  },
  SECOND_PERSON_NEEDED: {
    en: 'You had it calculated, so somebody else has to approve it.',
    ar: 'أنت من طلب الحساب، فيجب أن يعتمد الدورة شخص آخر.',
  },
});
