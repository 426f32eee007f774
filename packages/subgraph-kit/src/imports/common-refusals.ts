import { defineRefusals } from '../errors/refusal';
import { CATALOGUE } from '../errors/catalogue';

/** Why a cell or a row of any kind of list is not taken. */
export const COMMON_REFUSALS = defineRefusals({
  REQUIRED: { en: 'Fill this cell in.', ar: 'املأ هذه الخانة.' },
  FORMULA: {
    en: 'Write the value itself, not a formula.',
    ar: 'اكتب القيمة نفسها وليس معادلة.',
  },
  TOO_LONG: { en: 'Write at most {most} characters.', ar: 'اكتب {most} حرفًا على الأكثر.' },
  NOT_A_DATE: {
    en: 'Write a day of the calendar as 2026-11-22 or 22/11/2026.',
    ar: 'اكتب يومًا من التقويم مثل 2026-11-22 أو 22/11/2026.',
  },
  DATE_TOO_EARLY: { en: 'The day must not be before {earliest}.', ar: 'يجب ألا يسبق التاريخ {earliest}.' },
  DATE_IN_FUTURE: { en: 'The day must not be after today.', ar: 'يجب ألا يكون التاريخ بعد اليوم.' },
  NOT_A_MONTH: { en: 'Write a month as 2026-09 or 09/2026.', ar: 'اكتب شهرًا مثل 2026-09 أو 09/2026.' },
  MONTH_TOO_EARLY: {
    en: 'The month must not be before {earliest}.',
    ar: 'يجب ألا يسبق الشهر {earliest}.',
  },
  MONTH_TOO_LATE: {
    en: 'The month must not be after {latest}.',
    ar: 'يجب ألا يكون الشهر بعد {latest}.',
  },
  NOT_AN_AMOUNT: {
    en: 'Write an amount in pounds with at most two decimals, such as 1250.50.',
    ar: 'اكتب مبلغًا بالجنيه بخانتين عشريتين على الأكثر، مثل 1250.50.',
  },
  NOT_A_WHOLE_NUMBER: { en: 'Write a whole number, such as 3.', ar: 'اكتب عددًا صحيحًا، مثل 3.' },
  TOO_SMALL: { en: 'Write at least {least}.', ar: 'اكتب {least} على الأقل.' },
  TOO_LARGE: { en: 'Write at most {most}.', ar: 'اكتب {most} على الأكثر.' },
  NOT_ONE_OF: { en: 'Write one of: {choices}.', ar: 'اكتب واحدًا من: {choices}.' },
  NOT_YES_OR_NO: { en: 'Write yes or no.', ar: 'اكتب نعم أو لا.' },
  NOT_A_GOVERNORATE: {
    en: 'Write the name or the code of a governorate.',
    ar: 'اكتب اسم محافظة أو كودها.',
  },
  NOT_AN_AREA: {
    en: 'Write the code of an area, such as EG-GZ-03-012.',
    ar: 'اكتب كود منطقة، مثل EG-GZ-03-012.',
  },
  NOT_AN_ID: {
    en: 'Write an id as the graph gives it.',
    ar: 'اكتب معرّفًا كما يظهر في المنظومة.',
  },
  NOT_IN_FORM: { en: 'This is not of the expected form: {form}.', ar: 'الصيغة غير صحيحة، المتوقع: {form}.' },
  NATIONAL_ID_LENGTH: pick('NATIONAL_ID_LENGTH'),
  NATIONAL_ID_CENTURY: pick('NATIONAL_ID_CENTURY'),
  NATIONAL_ID_DATE: pick('NATIONAL_ID_DATE'),
  NATIONAL_ID_FUTURE: pick('NATIONAL_ID_FUTURE'),
  NATIONAL_ID_GOVERNORATE: pick('NATIONAL_ID_GOVERNORATE'),
  DUPLICATE_IN_FILE: {
    en: 'Line {line} of the file is about the same. Keep one of them.',
    ar: 'السطر {line} من الملف يخص الحالة نفسها. أبقِ واحدًا منهما.',
  },
  GROUP_REFUSED: {
    en: 'Nothing is wrong here, but line {line}, which belongs together with it, is refused.',
    ar: 'لا خطأ هنا، لكن السطر {line} المرتبط به مرفوض.',
  },
});

/** The graph's texts for the same. */
function pick<const Code extends keyof typeof CATALOGUE>(code: Code): { en: string; ar: string } {
  return { en: CATALOGUE[code].en, ar: CATALOGUE[code].ar };
}
