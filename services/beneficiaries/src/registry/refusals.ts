import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command of the registry does nothing. None of them tells where a person lives whom the caller cannot see. */
export const refusals = defineRefusals({
  NAME_MISSING: {
    en: 'Give the full name in Arabic.',
    ar: 'اكتب الاسم كاملًا بالعربية.',
  },
  TEXT_UNREADABLE: {
    en: 'Write at most {longest} characters in one line, without control characters.',
    ar: 'اكتب {longest} حرفًا على الأكثر في سطر واحد دون رموز تحكم.',
  },
  IDENTITY_MISSING: {
    en: 'Give either the national ID or, for a guest without one, another document; not both.',
    ar: 'اذكر الرقم القومي، أو وثيقة أخرى للضيف الذي لا يحمل رقمًا قوميًا، وليس كليهما.',
  },
  BIRTH_DATE_MISMATCH: {
    en: 'The national ID says that the person was born on {birthDate}. Correct the one that is wrong.',
    ar: 'يدل الرقم القومي على أن تاريخ الميلاد {birthDate}. صحّح الخطأ منهما.',
  },
  SEX_MISMATCH: {
    en: 'The national ID belongs to a person of the other sex. Correct the one that is wrong.',
    ar: 'الرقم القومي لشخص من الجنس الآخر. صحّح الخطأ منهما.',
  },
  BIRTH_DATE_MISSING: {
    en: 'Give the birth date: without a national ID it is not known.',
    ar: 'اذكر تاريخ الميلاد: فهو غير معروف دون رقم قومي.',
  },
  SEX_MISSING: {
    en: 'Give the sex: without a national ID it is not known.',
    ar: 'اذكر النوع: فهو غير معروف دون رقم قومي.',
  },
  DATE_IN_FUTURE: {
    en: 'The date lies in the future; today is {today}.',
    ar: 'التاريخ في المستقبل؛ اليوم هو {today}.',
  },
  DATE_TOO_EARLY: {
    en: 'The date must not be before {earliest}.',
    ar: 'يجب ألا يسبق التاريخ {earliest}.',
  },
  DATE_TOO_LATE: {
    en: 'The date must not be after {latest}.',
    ar: 'يجب ألا يتجاوز التاريخ {latest}.',
  },
  TOO_MANY_MEMBERS: {
    en: 'Register 1 to {most} members at a time.',
    ar: 'سجّل من 1 إلى {most} فردًا في المرة الواحدة.',
  },
  REASON_IS_ANOTHER_MUTATION: {
    en: 'A death is recorded with markDeceased, a move to another household with moveMember.',
    ar: 'تُسجل الوفاة عبر markDeceased، والانتقال إلى أسرة أخرى عبر moveMember.',
  },
  MEMBER_LISTED_TWICE: {
    en: 'This person is listed twice.',
    ar: 'هذا الشخص مذكور مرتين.',
  },
  ONE_HEAD_NEEDED: {
    en: 'A household has exactly one head; {heads} are named.',
    ar: 'للأسرة رب أسرة واحد؛ والمذكور {heads}.',
  },
  HEAD_IS_NAMED_OTHERWISE: {
    en: 'This household has its head already; say how the person is related to the head.',
    ar: 'لهذه الأسرة رب بالفعل؛ اذكر صلة الشخص به.',
  },
  HEAD_TOO_YOUNG: {
    en: 'The head must be at least {minimumAge} years old, or the eldest where nobody is; this person is {age}.',
    ar: 'يجب ألا يقل عمر رب الأسرة عن {minimumAge} سنة، أو أن يكون الأكبر إن لم يبلغها أحد؛ وعمر هذا الشخص {age}.',
  },
  NEW_HEAD_MISSING: {
    en: 'This person heads the household. Name a new head among the {remaining} who remain.',
    ar: 'هذا الشخص هو رب الأسرة. عيّن رب أسرة جديدًا من الباقين وعددهم {remaining}.',
  },
  NEW_HEAD_NOT_A_MEMBER: {
    en: 'The new head must be a living member who remains in the household.',
    ar: 'يجب أن يكون رب الأسرة الجديد فردًا حيًا باقيًا في الأسرة.',
  },
  NEW_HEAD_NOT_NEEDED: {
    en: 'This person does not head the household, so leave the new head out.',
    ar: 'هذا الشخص ليس رب الأسرة، فلا تذكر رب أسرة جديدًا.',
  },
  PERSON_NOT_FOUND: {
    en: 'There is no such person among those whom you may see.',
    ar: 'لا يوجد هذا الشخص ضمن من يمكنك الاطلاع عليهم.',
  },
  HOUSEHOLD_NOT_FOUND: {
    en: 'There is no such household among those that you may see.',
    ar: 'لا توجد هذه الأسرة ضمن الأسر التي يمكنك الاطلاع عليها.',
  },
  AREA_NOT_FOUND: {
    en: 'There is no area with this code. Look it up with `areas`.',
    ar: 'لا توجد منطقة بهذا الكود. ابحث عنها في `areas`.',
  },
  AREA_OUTSIDE_YOURS: {
    en: 'You record households of {governorate} only. The ministry records what crosses its border.',
    ar: 'يمكنك تسجيل أسر محافظة {governorate} فقط. ما يتجاوز حدودها تسجله الوزارة.',
  },
  HOUSEHOLD_DISSOLVED: {
    en: 'The household was dissolved on {dissolvedOn}; nothing can be added to it.',
    ar: 'انتهت هذه الأسرة في {dissolvedOn}؛ ولا يمكن الإضافة إليها.',
  },
  PERSON_DECEASED: {
    en: 'The person is recorded as deceased.',
    ar: 'الشخص مسجل متوفى.',
  },
  DEATH_ALREADY_RECORDED: {
    en: 'The death is recorded already, on {diedOn}.',
    ar: 'الوفاة مسجلة بالفعل بتاريخ {diedOn}.',
  },
  PERSON_IN_ANOTHER_HOUSEHOLD: {
    en: 'On {date} this person belongs to another household. Have the person leave it there first, or move them.',
    ar: 'ينتمي هذا الشخص في {date} إلى أسرة أخرى. يجب تسجيل خروجه منها أولًا أو نقله.',
  },
  PERSON_ALREADY_MEMBER: {
    en: 'The person is a member of this household already.',
    ar: 'الشخص فرد في هذه الأسرة بالفعل.',
  },
  NOT_A_MEMBER: {
    en: 'The person is not a member of this household today.',
    ar: 'الشخص ليس فردًا في هذه الأسرة اليوم.',
  },
  ADDRESS_UNCHANGED: {
    en: 'The household lives at this address already.',
    ar: 'تقيم الأسرة في هذا العنوان بالفعل.',
  },
  ADDRESS_MISSING: {
    en: 'Describe where the household lives.',
    ar: 'اكتب وصفًا لمكان إقامة الأسرة.',
  },
  COORDINATES_OUTSIDE_EGYPT: {
    en: 'The coordinates do not lie in Egypt: latitude 21.5 to 32, longitude 24.5 to 37.',
    ar: 'الإحداثيات خارج مصر: خط العرض من 21.5 إلى 32 وخط الطول من 24.5 إلى 37.',
  },
  FOLLOWS_NATIONAL_ID: {
    en: 'Birth date and sex follow from the national ID and cannot be corrected apart from it.',
    ar: 'تاريخ الميلاد والنوع مستمدان من الرقم القومي ولا يصححان بمعزل عنه.',
  },
  NOTHING_TO_CORRECT: {
    en: 'Nothing differs from what is recorded.',
    ar: 'لا يوجد اختلاف عما هو مسجل.',
  },
  REASON_MISSING: {
    en: 'Say why, so that whoever reads the history understands.',
    ar: 'اذكر السبب ليفهمه من يطلع على السجل.',
  },
  NGO_NOT_KNOWN: {
    en: 'The registry has not heard of this organisation.',
    ar: 'هذه الجمعية غير معروفة للسجل.',
  },
  NGO_NOT_IN_GOOD_STANDING: {
    en: 'The licence of this organisation is not valid since {since}, so it is given no new households.',
    ar: 'ترخيص هذه الجمعية غير سارٍ منذ {since}، فلا تُسند إليها أسر جديدة.',
  },
  CONSENT_GIVER_NOT_A_MEMBER: {
    en: 'Consent is given by a living member of the household.',
    ar: 'تصدر الموافقة عن فرد حي من أفراد الأسرة.',
  },
  CONSENT_GIVER_TOO_YOUNG: {
    en: 'Consent is given by the head, or by a member of at least {minimumAge} years; this person is {age}.',
    ar: 'تصدر الموافقة عن رب الأسرة أو فرد لا يقل عمره عن {minimumAge} سنة؛ وعمر هذا الشخص {age}.',
  },
  CONSENT_ALREADY_IN_FORCE: {
    en: 'The household has consented to this organisation already, on {givenOn}.',
    ar: 'وافقت الأسرة على هذه الجمعية بالفعل في {givenOn}.',
  },
  CONSENT_NOT_FOUND: {
    en: 'There is no such consent among those that you may see.',
    ar: 'لا توجد هذه الموافقة ضمن ما يمكنك الاطلاع عليه.',
  },
  CONSENT_ALREADY_WITHDRAWN: {
    en: 'The consent was withdrawn on {withdrawnOn}.',
    ar: 'سُحبت الموافقة في {withdrawnOn}.',
  },
  EVIDENCE_MISSING: {
    en: 'Name the document that proves it, such as the number of the form or certificate.',
    ar: 'اذكر المستند المثبت، مثل رقم الاستمارة أو الشهادة.',
  },
});
