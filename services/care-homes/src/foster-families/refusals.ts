import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about a foster family does nothing. What a caller cannot see is told in the words of what does not exist. */
export const refusals = defineRefusals({
  APPLICATION_NOT_FOUND: { en: 'There is no such application.', ar: 'لا يوجد طلب بهذا المعرّف.' },
  NGO_NOT_YOURS: {
    en: 'There is no such NGO that you may act for.',
    ar: 'لا توجد جمعية بهذا المعرّف يمكنك التصرف باسمها.',
  },
  PERSON_ID_UNKNOWN: { en: 'Give the id of a person.', ar: 'اكتب معرّف الشخص.' },
  APPLICANTS_WRONG: {
    en: 'A man and a woman who are married to each other apply together, or one woman by herself.',
    ar: 'يتقدم بالطلب زوجان معًا، أو امرأة بمفردها.',
  },
  OTHER_PEOPLE: {
    en: 'A correction is about the same people; others apply anew.',
    ar: 'التصحيح يخص الأشخاص أنفسهم؛ ويتقدم غيرهم بطلب جديد.',
  },
  APPLIES_ALREADY: {
    en: 'One of these people has an open application already.',
    ar: 'لأحد هؤلاء الأشخاص طلب مفتوح بالفعل.',
  },
  MARRIED_ON_WRONG: {
    en: 'A couple tells the day of its marriage, up to today; a woman by herself tells none.',
    ar: 'يذكر الزوجان تاريخ زواجهما بما لا يتجاوز اليوم، ولا تذكره المتقدمة بمفردها.',
  },
  AREA_UNKNOWN: { en: 'Give the code of an area, such as EG-GZ-03.', ar: 'اكتب كود منطقة، مثل EG-GZ-03.' },
  TEXT_MISSING: {
    en: 'Write something here, at most {most} characters.',
    ar: 'اكتب نصًا هنا لا يزيد على {most} حرفًا.',
  },
  AMOUNT_NEGATIVE: { en: 'An income is not negative.', ar: 'لا يكون الدخل بالسالب.' },
  WISH_AGES_WRONG: {
    en: 'Give ages from 0 to {most}, the lower one first.',
    ar: 'اكتب عمرين من 0 إلى {most}، الأصغر أولًا.',
  },
  DAY_OUT_OF_RANGE: { en: 'Give a day from {from} to {to}.', ar: 'اكتب يومًا من {from} إلى {to}.' },
  DOCUMENT_OF_NOBODY: {
    en: 'A document of this kind is about one of the applicants: name the person.',
    ar: 'هذا المستند يخص أحد مقدمي الطلب: اذكر الشخص.',
  },
  DOCUMENT_OF_FAMILY: {
    en: 'A document of this kind is about the family: name no person.',
    ar: 'هذا المستند يخص الأسرة: لا تذكر شخصًا.',
  },
  NOT_AN_APPLICANT: {
    en: 'The person is not one of those who apply.',
    ar: 'الشخص ليس من مقدمي الطلب.',
  },
  CLOSED_FOR_CHANGES: {
    en: 'The application is {state}; what it declares can be changed while it is DRAFT or RETURNED.',
    ar: 'حالة الطلب {state}؛ ويمكن تعديل بياناته وهو DRAFT أو RETURNED فقط.',
  },
  DOCUMENTS_MISSING: {
    en: 'These documents are missing or too old: {documents}.',
    ar: 'مستندات ناقصة أو قديمة: {documents}.',
  },
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done with the application as it stands now. {next}',
    ar: 'لا يمكن ذلك في الوضع الحالي للطلب. {next}',
  },
  NOT_YOUR_STEP: {
    en: 'This step is not yours to take. {next}',
    ar: 'هذه الخطوة ليست من صلاحياتك. {next}',
  },
  COMMITTEE_MAY_NOT_DECIDE: {
    en: 'This committee cannot decide: {reasons}',
    ar: 'لا يجوز لهذه اللجنة أن تقرر: {reasons}',
  },
  APPROVAL_NOT_POSSIBLE: {
    en: 'The family cannot be approved: {reasons}',
    ar: 'لا يمكن الموافقة على الأسرة: {reasons}',
  },
});
