import { CATALOGUE } from '@solidarity/subgraph-kit/errors/catalogue';
import { defineRefusals, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { RowRefusal } from '@solidarity/subgraph-kit/imports/import-kind';
import { refusals } from './refusals';

const ofLists = defineRefusals({
  DOCUMENT_INVALID: { en: CATALOGUE.DOCUMENT_INVALID.en, ar: CATALOGUE.DOCUMENT_INVALID.ar },
  HOUSEHOLD_NEEDS_REVIEW: {
    en: 'A case worker of the directorate has to look into this household before it can be registered.',
    ar: 'يلزم أن يراجع باحث من المديرية هذه الأسرة قبل تسجيلها.',
  },
  DIFFERS_FROM_HEAD: {
    en: 'What is written under {columns} differs from line {line}, that of the head, which counts for the whole household. Write the same or leave it blank.',
    ar: 'المكتوب تحت {columns} يختلف عن السطر {line} الخاص برب الأسرة، وهو المعتمد للأسرة كلها. اكتب المثل أو اترك الخانة فارغة.',
  },
  REFERENCE_USED: {
    en: 'This reference was used before for a household of other people. Give each household a reference of its own; who joins or leaves a household is recorded in the registry.',
    ar: 'استُخدم هذا الرقم من قبل لأسرة أخرى. اجعل لكل أسرة رقمًا خاصًا بها؛ ويُسجل انضمام الأفراد إلى الأسرة أو خروجهم منها في السجل.',
  },
  CONSENT_MISSING: {
    en: 'Say how the household has consented to be served by the organisation whose list this is.',
    ar: 'اذكر كيف وافقت الأسرة على أن تخدمها الجمعية صاحبة القائمة.',
  },
  CONSENT_TO_NOBODY: {
    en: 'This list is of no organisation, so there is nobody to consent to. Leave it blank, or send the list as that of the organisation.',
    ar: 'لا تخص هذه القائمة جمعية بعينها، فلا موضع للموافقة. اترك الخانة فارغة أو أرسل القائمة باسم الجمعية.',
  },
});

/** Why a row of a list of households is not taken: what the registry refuses at its desk, and what only lists can have. */
export const householdListRefusals = { ...refusals, ...ofLists };

/** A refusal of the registry's rules as one of a row. */
export function asRowRefusal({ code, facts }: Refusal, column: string | null = null): RowRefusal {
  return new RowRefusal(code, facts, column);
}
