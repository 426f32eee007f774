import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about facts and eligibility does nothing. What a caller cannot see does not exist for them. */
export const eligibilityRefusals = defineRefusals({
  HOUSEHOLD_NOT_FOUND: { en: 'There is no such household.', ar: 'لا توجد أسرة بهذا المعرّف.' },
  HOUSEHOLD_EMPTY: {
    en: 'Nobody belongs to this household on {onDate}.',
    ar: 'لا ينتمي أحد إلى هذه الأسرة في {onDate}.',
  },
  PROGRAMME_NOT_FOUND: { en: 'There is no such programme.', ar: 'لا يوجد برنامج بهذا الكود.' },
  RULES_MISSING: {
    en: 'No rules of eligibility hold for this programme on {onDate}.',
    ar: 'لا توجد قواعد استحقاق سارية لهذا البرنامج في {onDate}.',
  },
  FACTS_MISSING: {
    en: 'Give at least one fact, at most {most}.',
    ar: 'اكتب حقيقة واحدة على الأقل و{most} على الأكثر.',
  },
  FACT_UNKNOWN: { en: 'There is no fact of this kind.', ar: 'لا توجد حقيقة من هذا النوع.' },
  FACT_OF_A_PERSON: { en: 'Say about which member this is.', ar: 'حدد الفرد الذي تخصه هذه الحقيقة.' },
  FACT_OF_THE_HOUSEHOLD: {
    en: 'This is a fact of the household, not of a member.',
    ar: 'هذه حقيقة عن الأسرة وليست عن فرد منها.',
  },
  NOT_A_MEMBER: {
    en: 'This person does not belong to the household today.',
    ar: 'هذا الشخص لا ينتمي إلى الأسرة اليوم.',
  },
  VALUE_INVALID: { en: 'Write {form}.', ar: 'اكتب {form}.' },
  DATE_IN_FUTURE: { en: 'The day must not be after today.', ar: 'يجب ألا يكون التاريخ بعد اليوم.' },
  DATE_TOO_EARLY: {
    en: 'Give a day from {earliest} to {latest}.',
    ar: 'اكتب يومًا من {earliest} إلى {latest}.',
  },
  SOURCE_NOT_YOURS: {
    en: 'You may record what was declared{and}; what registries say comes by their lists.',
    ar: 'يمكنك تسجيل ما أُقر به{and}؛ وبيانات السجلات تأتي من قوائمها.',
  },
  RULES_INVALID: { en: 'These rules cannot be read: {problem}.', ar: 'تعذرت قراءة هذه القواعد: {problem}.' },
  RULES_IN_THE_PAST: {
    en: 'Rules hold from today on, {today}, or later: decisions were taken by those before.',
    ar: 'تسري القواعد من اليوم {today} أو بعده؛ فقد صدرت قرارات بالقواعد السابقة.',
  },
  RULES_EXIST: {
    en: 'A version of these rules begins on {effectiveFrom} already.',
    ar: 'توجد نسخة من هذه القواعد تبدأ في {effectiveFrom} بالفعل.',
  },
  TEXT_MISSING: {
    en: 'Write something here, at most {most} characters.',
    ar: 'اكتب نصًا هنا لا يزيد على {most} حرفًا.',
  },
});
