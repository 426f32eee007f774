import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about an application or enrolment does nothing. What a caller cannot see is told as what is not there. */
export const refusals = defineRefusals({
  HOUSEHOLD_NOT_FOUND: {
    en: 'There is no such household among those that you may see.',
    ar: 'لا توجد هذه الأسرة ضمن الأسر التي يمكنك الاطلاع عليها.',
  },
  HOUSEHOLD_DISSOLVED: {
    en: 'The household was dissolved on {dissolvedOn}.',
    ar: 'انتهت هذه الأسرة في {dissolvedOn}.',
  },
  PROGRAMME_NOT_FOUND: { en: 'There is no such programme.', ar: 'لا يوجد برنامج بهذا الكود.' },
  PROGRAMME_NOT_OPEN: {
    en: 'Nobody can be enrolled in this programme today.',
    ar: 'باب القيد في هذا البرنامج مغلق اليوم.',
  },
  NO_RULES: {
    en: 'No rules say yet who is entitled to this programme, so nobody can be approved: apply once the ministry has added them.',
    ar: 'لا توجد بعد قواعد تحدد المستحقين لهذا البرنامج، فلا يمكن قبول أحد: يُقدم الطلب بعد أن تضيفها الوزارة.',
  },
  PROGRAMME_CLOSED: {
    en: 'The programme was closed on {closesOn} and enrols nobody any more. Refuse the application; that is told as the reason.',
    ar: 'أُغلق البرنامج في {closesOn} ولا يُقيد فيه أحد بعد ذلك. ارفض الطلب، ويُذكر ذلك سببًا للرفض.',
  },
  APPLICANT_NOT_A_MEMBER: {
    en: 'The head of the household applies, or a member of at least {minimumAge} years.',
    ar: 'يتقدم بالطلب رب الأسرة أو فرد منها لا يقل عمره عن {minimumAge} سنة.',
  },
  APPLIES_ALREADY: {
    en: 'The household has an open application for this programme.',
    ar: 'للأسرة طلب مفتوح في هذا البرنامج.',
  },
  ENROLLED_ALREADY: {
    en: 'The household is enrolled in this programme already.',
    ar: 'الأسرة مقيدة بالفعل في هذا البرنامج.',
  },
  APPLIED_AGAIN: {
    en: 'The household has applied again meanwhile: decide the application {number} first, or have it withdrawn.',
    ar: 'تقدمت الأسرة بطلب جديد في هذه الأثناء: يُبت أولًا في الطلب {number} أو تسحبه الأسرة.',
  },
  ENROLLED_MEANWHILE: {
    en: 'The household is enrolled meanwhile: {number}. There is nothing to open again; the household may withdraw the grievance.',
    ar: 'قُيدت الأسرة في هذه الأثناء: {number}. ولا يوجد ما يُعاد فتحه؛ ويمكن للأسرة سحب التظلم.',
  },
  PERSON_ENTITLED_ALREADY: {
    en: 'One of these persons is entitled already by another enrolment.',
    ar: 'أحد هؤلاء الأشخاص مستحق بالفعل بموجب قيد آخر.',
  },
  APPLICATION_NOT_FOUND: { en: 'There is no such application.', ar: 'لا يوجد طلب بهذا المعرّف.' },
  TEXT_MISSING: {
    en: 'Write something here, at most {most} characters.',
    ar: 'اكتب نصًا هنا لا يزيد على {most} حرفًا.',
  },
  DAY_OUT_OF_RANGE: { en: 'Give a day from {from} to {to}.', ar: 'اكتب يومًا من {from} إلى {to}.' },
  MONTH_OUT_OF_RANGE: {
    en: 'Give the first day of a month, from {from} to {to}.',
    ar: 'اكتب أول يوم من شهر، من {from} إلى {to}.',
  },
  NOT_A_MEMBER: {
    en: 'The person is not a member of this household today.',
    ar: 'الشخص ليس فردًا في هذه الأسرة اليوم.',
  },
  DOCUMENT_OF_A_PERSON: {
    en: 'Say in personId whom this document is about.',
    ar: 'اذكر في personId الشخص الذي يخصه هذا المستند.',
  },
  DOCUMENTS_CLOSED: {
    en: 'Documents are taken in until an application is decided or withdrawn; this one has come to its end.',
    ar: 'تُقبل المستندات حتى البت في الطلب أو سحبه، وقد انتهى هذا الطلب.',
  },
  MAY_NOT_DECIDE: { en: 'You cannot decide this: {reasons}', ar: 'لا يمكنك البت في هذا: {reasons}' },
  APPROVAL_NOT_POSSIBLE: {
    en: 'The application cannot be approved: {reasons}',
    ar: 'لا يمكن قبول الطلب: {reasons}',
  },
  NOBODY_ENTITLED: {
    en: 'This programme pays persons, and nobody of the household is entitled.',
    ar: 'هذا البرنامج يُصرف لأشخاص، ولا يوجد مستحق في الأسرة.',
  },
  PERSONS_NOT_NEEDED: {
    en: 'This programme pays the household as one: name no persons.',
    ar: 'هذا البرنامج يُصرف للأسرة كلها: لا تذكر أشخاصًا.',
  },
  PERSONS_NOT_ENTITLED: {
    en: 'Not everybody who is named is entitled: {reasons}',
    ar: 'ليس كل من ذُكر مستحقًا: {reasons}',
  },
  PAYEE_TOO_YOUNG: {
    en: 'Who is paid for the household is at least {minimumAge} years old.',
    ar: 'لا يقل عمر من يصرف للأسرة عن {minimumAge} سنة.',
  },
  NOTHING_CHANGES: { en: 'It is so already.', ar: 'هذا هو الوضع القائم بالفعل.' },
  ENROLMENT_NOT_FOUND: { en: 'There is no such enrolment.', ar: 'لا يوجد قيد بهذا المعرّف.' },
  RECERTIFIED_TODAY: {
    en: 'It was looked at again today already.',
    ar: 'تمت إعادة البحث اليوم بالفعل.',
  },
  RECERTIFIED_TOO_EARLY: {
    en: 'It can be looked at again from {from} on, or when it stands among the cases to review.',
    ar: 'يمكن إعادة البحث من {from}، أو إذا كان القيد ضمن الحالات المطلوب مراجعتها.',
  },
  REASON_OF_REGISTRY: {
    en: 'This reason follows from what is recorded in the registry; record it there.',
    ar: 'هذا السبب ينتج عما يُسجل في السجل؛ سجله هناك.',
  },
});
