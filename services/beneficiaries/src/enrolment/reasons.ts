import { defineReasons, type DecisionReason } from '@solidarity/subgraph-kit/records/decision';

/** Why an application cannot be decided, or a person not be entitled. */
export const because = defineReasons({
  VISITED_BY_DECIDER: {
    en: 'Who visited the household does not decide as well.',
    ar: 'لا يتخذ القرار من أجرى الزيارة الميدانية.',
  },
  DECIDED_BEFORE: {
    en: 'Who decided before does not decide again.',
    ar: 'لا يعيد البت من سبق أن اتخذ القرار.',
  },
  CONFLICTS_NOT_ANSWERED: {
    en: 'No visit has settled what the family and the registries say differently: {fact}.',
    ar: 'لم تحسم أي زيارة ما اختلفت فيه بيانات الأسرة والسجلات: {fact}.',
  },
  NOT_ELIGIBLE: {
    en: 'The rules of the programme do not find the household eligible: {fact}.',
    ar: 'لا تنطبق شروط البرنامج على الأسرة: {fact}.',
  },
  PROGRAMME_CLOSED: {
    en: 'The programme was closed on {fact} and enrols nobody any more.',
    ar: 'أُغلق البرنامج في {fact} ولا يُقيد فيه أحد بعد ذلك.',
  },
  PERSON_NOT_ENTITLED: {
    en: 'The rules of the programme do not find {fact} entitled.',
    ar: 'لا تنطبق شروط الاستحقاق على {fact}.',
  },
  PROOF_MISSING: {
    en: 'The document {limit} about {fact} is not there, or its original was not seen.',
    ar: 'المستند {limit} الخاص بالشخص {fact} غير موجود أو لم يُطلع على أصله.',
  },
});

/** Reasons as one text of both languages, for a refusal. */
export function told(reasons: readonly DecisionReason[]): { ar: string; en: string } {
  return {
    ar: reasons.map(({ message }) => message.ar).join(' '),
    en: reasons.map(({ message }) => message.en ?? message.ar).join(' '),
  };
}
