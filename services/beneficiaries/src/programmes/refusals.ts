import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about programmes does nothing. */
export const programmeRefusals = defineRefusals({
  PROGRAMME_NOT_FOUND: { en: 'There is no such programme.', ar: 'لا يوجد برنامج بهذا الكود.' },
  PROGRAMME_EXISTS: {
    en: 'There is a programme of this code already.',
    ar: 'يوجد برنامج بهذا الكود بالفعل.',
  },
  PROGRAMME_CODE_INVALID: {
    en: 'A code has 2 to 31 capital letters and underscores and begins with a letter, such as TAKAFUL.',
    ar: 'يتكون الكود من 2 إلى 31 حرفًا لاتينيًا كبيرًا أو شرطة سفلية ويبدأ بحرف، مثل TAKAFUL.',
  },
  PROGRAMME_CLOSED: {
    en: 'The programme closes on {closesOn} already.',
    ar: 'البرنامج يُغلق بالفعل في {closesOn}.',
  },
  TEXT_MISSING: { en: 'Write this text.', ar: 'اكتب هذا النص.' },
  TEXT_TOO_LONG: { en: 'Write at most {most} characters.', ar: 'اكتب {most} حرفًا على الأكثر.' },
  CLOSES_BEFORE_OPENING: {
    en: 'It opens on {opensOn} and cannot close before.',
    ar: 'يُفتح البرنامج في {opensOn} ولا يُغلق قبل ذلك.',
  },
  CLOSES_IN_THE_PAST: {
    en: 'It can close from today on, {today}, or later.',
    ar: 'يمكن إغلاقه من اليوم {today} أو بعده.',
  },
  NOT_FIRST_OF_MONTH: {
    en: 'A scale begins on the first of a month, such as {example}.',
    ar: 'تبدأ الفئات في أول يوم من الشهر، مثل {example}.',
  },
  SCALE_EXISTS: {
    en: 'A scale of this programme begins on {effectiveFrom} already.',
    ar: 'توجد فئات لهذا البرنامج تبدأ في {effectiveFrom} بالفعل.',
  },
  MONTH_CALCULATED: {
    en: 'The payments of {month} are calculated already; a scale may begin after them.',
    ar: 'مدفوعات {month} حُسبت بالفعل؛ يمكن أن تبدأ الفئات بعدها.',
  },
  AMOUNT_NEGATIVE: { en: 'An amount is zero or more.', ar: 'المبلغ صفر أو أكثر.' },
  AMOUNT_TOO_LARGE: {
    en: 'An amount a month is at most {most} pounds.',
    ar: 'المبلغ الشهري {most} جنيه على الأكثر.',
  },
  COUNT_INVALID: { en: 'A count is from 0 to {most}.', ar: 'العدد من 0 إلى {most}.' },
  STAGE_AGES_INVALID: {
    en: 'A stage ends after the age at which it begins, from 0 to {most} years.',
    ar: 'تنتهي المرحلة بعد السن التي تبدأ عندها، من 0 إلى {most} سنة.',
  },
  STAGES_OVERLAP: {
    en: 'Each stage stands once, and no age stands in two of them.',
    ar: 'كل مرحلة تُذكر مرة واحدة، ولا تقع سن في مرحلتين.',
  },
  SCALE_PAYS_NOTHING: {
    en: 'A scale of this programme needs an amount for {pays}.',
    ar: 'فئات هذا البرنامج تحتاج إلى مبلغ لكل {pays}.',
  },
});
