import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command of lending does nothing. What a caller cannot see is told in the words of what does not exist. */
export const refusals = defineRefusals({
  LENDER_NOT_FOUND: { en: 'There is no such lender.', ar: 'لا توجد جهة إقراض بهذا المعرّف.' },
  NGO_AND_KIND_DIFFER: {
    en: 'Name the NGO of a lender that is one, and only of such a lender.',
    ar: 'اذكر الجمعية إذا كانت جهة الإقراض جمعية، ولا تذكرها لغير ذلك.',
  },
  NGO_LENDS_ALREADY: { en: 'This NGO is already a lender.', ar: 'هذه الجمعية مسجلة جهة إقراض من قبل.' },
  TEXT_MISSING: { en: 'Write something here.', ar: 'اكتب نصًا هنا.' },
  TEXT_TOO_LONG: { en: 'Write at most {most} characters.', ar: 'اكتب {most} حرفًا على الأكثر.' },
  LICENCE_NOT_FOUND: {
    en: 'The lender has no licence of this number.',
    ar: 'ليس لجهة الإقراض ترخيص بهذا الرقم.',
  },
  LICENCE_NUMBER_TAKEN: {
    en: 'A licence of this number was given before.',
    ar: 'صدر ترخيص بهذا الرقم من قبل.',
  },
  LICENCE_ENDS_TOO_EARLY: {
    en: 'The last day of a licence is not before its first, {from}.',
    ar: 'لا يسبق آخر يوم في الترخيص أول يوم فيه، {from}.',
  },
  LICENCE_CATEGORY_WRONG: {
    en: 'An NGO is licensed in category A, B or C; other lenders have no category.',
    ar: 'ترخيص الجمعيات يكون في الفئة أ أو ب أو ج؛ ولا فئة لغيرها من جهات الإقراض.',
  },
  LICENCES_OVERLAP: {
    en: 'The lender has a licence for a part of this time already. Withdraw it first, or begin later.',
    ar: 'لدى جهة الإقراض ترخيص لجزء من هذه المدة. اسحبه أولًا أو ابدأ بعده.',
  },
  LICENCE_ENDED: { en: 'This licence ended on {on}.', ar: 'انتهى هذا الترخيص في {on}.' },
  LOAN_PRODUCT_NOT_FOUND: { en: 'There is no such loan product.', ar: 'لا يوجد منتج تمويلي بهذا المعرّف.' },
  AMOUNTS_NOT_IN_ORDER: {
    en: 'The least amount is a pound or more, and the most is not less than it.',
    ar: 'أقل مبلغ جنيه فأكثر، ولا يقل الحد الأقصى عنه.',
  },
  TERMS_NOT_IN_ORDER: {
    en: 'The shortest term is one period or more, and the longest from that to {most}.',
    ar: 'أقصر مدة فترة واحدة فأكثر، وأطول مدة لا تقل عنها ولا تزيد على {most}.',
  },
  AGES_NOT_IN_ORDER: { en: 'The highest age is not less than the least.', ar: 'لا يقل أعلى سن عن أدنى سن.' },
  GRACE_TOO_LONG: {
    en: 'At most {most} periods of grace leave something to repay in with the shortest term.',
    ar: 'أقصى عدد لفترات السماح مع أقصر مدة هو {most}.',
  },
  RATE_OUT_OF_RANGE: {
    en: 'Give a rate from 0 to {most} per cent with at most three decimals.',
    ar: 'اكتب نسبة من 0 إلى {most} في المائة وبثلاث خانات عشرية على الأكثر.',
  },
  DAYS_NEGATIVE: { en: 'Give a number of days that is not negative.', ar: 'اكتب عدد أيام غير سالب.' },
  ORDER_NOT_WHOLE: {
    en: 'Name fee, late fee, interest and principal once each.',
    ar: 'اذكر الرسوم وغرامة التأخير والفائدة وأصل المبلغ، كلًا منها مرة واحدة.',
  },
  AMOUNT_BEYOND_MICROFINANCE: {
    en: 'A product lends at most {most} pounds.',
    ar: 'يُقرض المنتج {most} جنيه على الأكثر.',
  },
  ROUNDING_TOO_COARSE: {
    en: 'Round to {most} pounds at most, so that each of the smallest instalments still repays something.',
    ar: 'قرّب إلى {most} جنيه على الأكثر، حتى يسدد كل قسط من أصغر الأقساط شيئًا.',
  },
  AREA_UNKNOWN: { en: 'Give the code of an area, such as EG-GZ-03.', ar: 'اكتب كود منطقة، مثل EG-GZ-03.' },
  AMOUNT_NOT_POSITIVE: { en: 'Give an amount above zero.', ar: 'اكتب مبلغًا أكبر من صفر.' },
  AMOUNT_NEGATIVE: { en: 'Give an amount that is not negative.', ar: 'اكتب مبلغًا غير سالب.' },
  TERM_NOT_POSITIVE: { en: 'Give a term from 1 to {most} periods.', ar: 'اكتب مدة من 1 إلى {most} فترة.' },
  APPLICATION_NOT_FOUND: { en: 'There is no such application.', ar: 'لا يوجد طلب بهذا المعرّف.' },
  NOT_ELIGIBLE: {
    en: 'The rules do not allow this loan. {reasons}',
    ar: 'لا تسمح القواعد بهذا التمويل. {reasons}',
  },
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done as it stands now. {next}',
    ar: 'لا يمكن القيام بهذا في الوضع الحالي. {next}',
  },
  NOT_YOUR_STEP: {
    en: 'Somebody in another office has to do this. {next}',
    ar: 'يقوم بهذا الإجراء مسؤول من جهة أخرى. {next}',
  },
  SECOND_PERSON_NEEDED: { en: '{reason}', ar: '{reason}' },
  LOAN_NOT_FOUND: { en: 'There is no such loan.', ar: 'لا يوجد تمويل بهذا المعرّف.' },
  LOAN_CLOSED: {
    en: 'This loan was paid back in full on {on}; nothing more is owed.',
    ar: 'سُدد هذا التمويل بالكامل في {on}، ولا شيء مستحق بعده.',
  },
  PAID_IN_FUTURE: {
    en: 'The day of payment is after today, {today}.',
    ar: 'تاريخ السداد بعد اليوم، {today}.',
  },
  PAID_TOO_EARLY: {
    en: 'The day of payment is before {earliest}, the day of the disbursement or of the last repayment. Reverse later repayments first.',
    ar: 'تاريخ السداد قبل {earliest}، وهو يوم الصرف أو آخر سداد. اعكس السدادات اللاحقة أولًا.',
  },
  REPAYMENT_NOT_FOUND: { en: 'There is no such repayment.', ar: 'لا يوجد سداد بهذا المعرّف.' },
  LATER_REPAYMENTS: {
    en: 'Later repayments rest on this one. Reverse repayment number {last} first.',
    ar: 'هناك سدادات لاحقة مبنية على هذا السداد. اعكس السداد رقم {last} أولًا.',
  },
});
