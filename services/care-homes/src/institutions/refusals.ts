import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about a home does nothing. What a caller cannot see is told in the words of what does not exist. */
export const refusals = defineRefusals({
  HOME_NOT_FOUND: { en: 'There is no such home.', ar: 'لا توجد دار بهذا المعرّف.' },
  NGO_NOT_YOURS: {
    en: 'There is no such NGO that you may act for.',
    ar: 'لا توجد جمعية بهذا المعرّف يمكنك التصرف باسمها.',
  },
  TEXT_MISSING: {
    en: 'Write something here, at most {most} characters.',
    ar: 'اكتب نصًا هنا لا يزيد على {most} حرفًا.',
  },
  AREA_UNKNOWN: { en: 'Give the code of an area, such as EG-GZ-03.', ar: 'اكتب كود منطقة، مثل EG-GZ-03.' },
  CAPACITY_OUT_OF_RANGE: {
    en: 'Give a number of places from {least} to {most}.',
    ar: 'اكتب عدد أماكن من {least} إلى {most}.',
  },
  KIND_FROZEN: {
    en: 'No new homes of this kind are licensed until {until}. Small homes are not affected.',
    ar: 'لا يُقبل ترخيص دور جديدة من هذا النوع حتى {until}. ولا يشمل ذلك البيوت الصغيرة.',
  },
  OPERATOR_MAY_NOT_ACT: {
    en: 'The NGO that runs the home is not in good standing, so it may take on nothing new.',
    ar: 'الجمعية المشغلة للدار ليست في وضع قانوني سليم، فلا يجوز لها أن تبدأ نشاطًا جديدًا.',
  },
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done with the licence as it stands now. {next}',
    ar: 'لا يمكن ذلك في الوضع الحالي للترخيص. {next}',
  },
  NOT_YOUR_STEP: {
    en: 'This step is not yours to take. {next}',
    ar: 'هذه الخطوة ليست من صلاحياتك. {next}',
  },
  LICENCE_NOT_POSSIBLE: {
    en: 'The licence cannot be given: {reasons}',
    ar: 'لا يمكن إصدار الترخيص: {reasons}',
  },
  INSPECTED_IN_THE_FUTURE: {
    en: 'An inspection lies on a day up to today.',
    ar: 'لا يكون تاريخ التفتيش بعد اليوم.',
  },
  HOME_NOT_LICENSED: {
    en: 'The home has no licence in force: it is {status}.',
    ar: 'ليس للدار ترخيص سارٍ: حالته {status}.',
  },
  HOME_FULL: {
    en: 'All {capacity} places of the home are taken.',
    ar: 'جميع أماكن الدار ({capacity}) مشغولة.',
  },
  HOME_NOT_EMPTY: {
    en: '{occupied} people still live in the home; discharge them first.',
    ar: 'ما زال يقيم في الدار {occupied}؛ يلزم خروجهم أولًا.',
  },
  PERSON_ID_UNKNOWN: { en: 'Give the id of a person.', ar: 'اكتب معرّف الشخص.' },
  LIVES_IN_A_HOME: {
    en: 'The person lives in a home already on this day.',
    ar: 'الشخص مقيم في دار بالفعل في هذا اليوم.',
  },
  STAY_NOT_FOUND: { en: 'There is no such stay.', ar: 'لا توجد إقامة بهذا المعرّف.' },
  STAY_ENDED: { en: 'The stay ended on {on}.', ar: 'انتهت الإقامة في {on}.' },
  DAY_OUT_OF_RANGE: { en: 'Give a day from {from} to {to}.', ar: 'اكتب يومًا من {from} إلى {to}.' },
});
