import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command of the register does nothing. */
export const refusals = defineRefusals({
  TEXT_MISSING: {
    en: 'Write something here.',
    ar: 'اكتب شيئًا هنا.',
  },
  TEXT_UNREADABLE: {
    en: 'Write at most {longest} characters, without control characters.',
    ar: 'اكتب {longest} حرفًا على الأكثر دون رموز تحكم.',
  },
  DATE_IN_FUTURE: {
    en: 'The date lies in the future; today is {today}.',
    ar: 'التاريخ في المستقبل؛ اليوم هو {today}.',
  },
  DATE_TOO_EARLY: {
    en: 'The date must not be before {earliest}.',
    ar: 'يجب ألا يسبق التاريخ {earliest}.',
  },
  TOO_MANY: {
    en: 'Give at most {most} at once.',
    ar: 'أدخل {most} على الأكثر في المرة الواحدة.',
  },
  NGO_NOT_FOUND: {
    en: 'There is no such organisation among those that you may see.',
    ar: 'لا توجد هذه المنظمة ضمن ما يمكنك الاطلاع عليه.',
  },
  APPLIED_ALREADY: {
    en: 'Your organisation has notified the ministry already. Mend its notification instead.',
    ar: 'سبق لمنظمتك تقديم إخطار. عدّل الإخطار القائم بدلًا من تقديم غيره.',
  },
  NAME_TAKEN: {
    en: 'Another organisation of this governorate has this name. Choose a name that tells them apart.',
    ar: 'توجد في هذه المحافظة منظمة بالاسم نفسه. اختر اسمًا مميزًا.',
  },
  NUMBER_TAKEN: {
    en: 'The registration number {number} is another organisation’s.',
    ar: 'رقم القيد {number} يخص منظمة أخرى.',
  },
  NUMBER_MALFORMED: {
    en: 'Write the registration number as number/year, such as 1520/1998.',
    ar: 'اكتب رقم القيد بصيغة رقم/سنة، مثل 1520/1998.',
  },
  AREA_UNKNOWN: {
    en: 'This is no area of Egypt. Look its code up with `areas`, such as EG-GZ-03.',
    ar: 'هذه ليست منطقة في مصر. ابحث عن كودها في `areas`، مثل EG-GZ-03.',
  },
  FIELDS_MISSING: {
    en: 'Name at least one field of work.',
    ar: 'اذكر مجال عمل واحدًا على الأقل.',
  },
  FOUNDERS_MISCOUNTED: {
    en: 'Of {founders} founders {foreigners} cannot be foreigners. Correct the numbers.',
    ar: 'لا يمكن أن يكون {foreigners} من {founders} مؤسسًا أجانب. صحّح الأعداد.',
  },
  AMOUNT_NEGATIVE: {
    en: 'The capital cannot be negative.',
    ar: 'لا يمكن أن يكون رأس المال سالبًا.',
  },
  BOARD_WITHOUT_CHAIR: {
    en: 'Name exactly one chair of the board; {chairs} are named.',
    ar: 'اذكر رئيسًا واحدًا لمجلس الإدارة؛ والمذكور {chairs}.',
  },
  LISTED_TWICE: {
    en: 'This person is listed twice.',
    ar: 'هذا الشخص مذكور مرتين.',
  },
  IDENTITY_MISSING: {
    en: 'Give either the national ID or, for a foreigner, the passport; not both.',
    ar: 'اذكر الرقم القومي، أو جواز السفر للأجنبي، وليس كليهما.',
  },
  ON_BOARD_ALREADY: {
    en: 'This person has a seat on the board at that time already.',
    ar: 'هذا الشخص عضو بمجلس الإدارة في تلك الفترة بالفعل.',
  },
  CHAIR_TAKEN: {
    en: 'The board has a chair at that time. End that term first.',
    ar: 'لمجلس الإدارة رئيس في تلك الفترة. أنهِ مدته أولًا.',
  },
  BOARD_MEMBER_NOT_FOUND: {
    en: 'There is no such seat among those that you may see.',
    ar: 'لا توجد هذه العضوية ضمن ما يمكنك الاطلاع عليه.',
  },
  BOARD_TERM_ENDED: {
    en: 'This term on the board ended on {until}.',
    ar: 'انتهت هذه العضوية في {until}.',
  },
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done while the organisation is {status}. {next}',
    ar: 'لا يمكن ذلك وحالة المنظمة {status}. {next}',
  },
  STEP_NOT_YOURS: {
    en: 'Your role does not decide this. {next}',
    ar: 'هذا القرار ليس من صلاحية دورك. {next}',
  },
  MADE_BY_YOU: {
    en: 'You took this in yourself; somebody else has to decide on it.',
    ar: 'أنت من أدخل هذا الطلب؛ ويجب أن يبت فيه شخص آخر.',
  },
  NOTIFICATION_INCOMPLETE: {
    en: 'The notification is not complete: {reason}',
    ar: 'الإخطار غير مكتمل: {reason}',
  },
  OBJECTION_TERM_OVER: {
    en: 'The time to object ended on {lastDay}; the organisation is registered by law.',
    ar: 'انتهت مدة الاعتراض في {lastDay}؛ والمنظمة مقيدة بحكم القانون.',
  },
  MENDING_TERM_RUNS: {
    en: 'The organisation has until {mendBy} to mend; it can be suspended after that day.',
    ar: 'أمام المنظمة حتى {mendBy} لإزالة المخالفة؛ ويمكن وقف نشاطها بعد هذا اليوم.',
  },
  JUDGMENT_TOO_EARLY: {
    en: 'The judgment cannot be older than the registration of {registeredOn}.',
    ar: 'لا يمكن أن يسبق الحكم قيد المنظمة في {registeredOn}.',
  },
  RENEWAL_TOO_EARLY: {
    en: 'The licence holds until {validUntil}; it can be renewed from {opensOn} on.',
    ar: 'الترخيص سارٍ حتى {validUntil}؛ ويمكن تجديده ابتداءً من {opensOn}.',
  },
  RENEWAL_NOT_POSSIBLE: {
    en: 'The licence of an organisation that is {status} is not renewed.',
    ar: 'لا يُجدد ترخيص منظمة حالتها {status}.',
  },
  REGULARISATION_NEEDED: {
    en: 'The organisation is older than the law: it has to be regularised, not renewed.',
    ar: 'المنظمة سابقة على القانون: عليها توفيق أوضاعها لا التجديد.',
  },
  NOTHING_TO_REGULARISE: {
    en: 'The organisation has nothing to regularise.',
    ar: 'ليس على المنظمة توفيق أوضاع.',
  },
  REGULARISATION_CLOSED: {
    en: 'Regularisation had to be asked for between {firstDay} and {lastDay}.',
    ar: 'كان يجب طلب توفيق الأوضاع بين {firstDay} و{lastDay}.',
  },
  REGISTERED_UNDER_THIS_LAW: {
    en: 'Only organisations registered before {lawFrom} are taken over; this one has to notify the ministry.',
    ar: 'تُنقل المنظمات المقيدة قبل {lawFrom} فقط؛ وعلى هذه تقديم إخطار.',
  },
  HOLIDAY_KNOWN: {
    en: '{date} is an official holiday already.',
    ar: 'يوم {date} عطلة رسمية بالفعل.',
  },
  HOLIDAY_PASSED: {
    en: 'Declare a holiday before it has passed; today is {today}.',
    ar: 'تُعلن العطلة قبل انقضائها؛ اليوم هو {today}.',
  },
});
