import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';

/** Why a command about a grievance does nothing. What a caller cannot see is told in the words of what does not exist. */
export const refusals = defineRefusals({
  GRIEVANCE_NOT_FOUND: {
    en: 'There is no such grievance among those that you may see.',
    ar: 'لا يوجد هذا التظلم ضمن ما يمكنك الاطلاع عليه.',
  },
  DECISION_NOT_FOUND: {
    en: 'There is no such decision that could be contested among those that you may see.',
    ar: 'لا يوجد قرار بهذا المعرّف يمكن التظلم منه ضمن ما يمكنك الاطلاع عليه.',
  },
  FILED_TOO_LATE: {
    en: 'This decision could be contested until {lastDay}.',
    ar: 'كان آخر موعد للتظلم من هذا القرار {lastDay}.',
  },
  ALREADY_OPEN: {
    en: 'A grievance against this decision is open already: {number}.',
    ar: 'يوجد تظلم مفتوح من هذا القرار بالفعل: {number}.',
  },
  ALREADY_ANSWERED: {
    en: 'A grievance against this decision was answered on {closedOn}.',
    ar: 'سبق البت في تظلم من هذا القرار في {closedOn}.',
  },
  COMPLAINANT_NOT_A_MEMBER: {
    en: 'Who objects is a member of the household; with an account of their own they speak for themselves.',
    ar: 'مقدم التظلم فرد من الأسرة، ومن يستخدم حسابه الخاص يتظلم بنفسه.',
  },
  WORDS_MISSING: {
    en: 'Say it in words, at most {longest} characters.',
    ar: 'اكتب ذلك بالكلمات، بما لا يزيد على {longest} حرفًا.',
  },
  OFFICER_TOOK_DECISION: {
    en: 'This officer took part in the decision; another one has to look at it.',
    ar: 'شارك هذا الموظف في القرار؛ وينظر التظلم موظف آخر.',
  },
  OFFICER_FILED_IT: {
    en: 'This officer filed the grievance for the family; another one has to look at it.',
    ar: 'قدّم هذا الموظف التظلم نيابة عن الأسرة؛ وينظره موظف آخر.',
  },
  OFFICER_INVALID: {
    en: 'Name the officer by their subject with the identity provider, in at most {longest} characters.',
    ar: 'اكتب معرّف الموظف لدى مزود الهوية، بما لا يزيد على {longest} حرفًا.',
  },
  OFFICER_NOT_YOURS: {
    en: 'You may take a grievance on yourself; the ministry assigns it to others.',
    ar: 'يمكنك تولي التظلم بنفسك؛ أما إسناده إلى غيرك فللوزارة.',
  },
});
