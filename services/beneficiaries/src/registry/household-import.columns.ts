import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  areaColumn,
  choiceColumn,
  dateColumn,
  nationalIdColumn,
  type ColumnTexts,
} from '@solidarity/subgraph-kit/imports/columns';
import { refuseRow, type ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import { foldArabic } from '@solidarity/subgraph-kit/values/arabic';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import type { ConsentKind } from './consent';
import type { Relationship } from './household';
import { asRowRefusal, householdListRefusals } from './household-import.refusals';
import type { DocumentKind } from './person';
import type { Sex } from './person.entity';
import { LONGEST, refuseUnreadable } from './written';

const RELATIONSHIPS = {
  HEAD: { ar: 'رب الأسرة', en: 'Head' },
  SPOUSE: { ar: 'زوج/زوجة', en: 'Spouse' },
  CHILD: { ar: 'ابن/ابنة', en: 'Child' },
  PARENT: { ar: 'أب/أم', en: 'Parent' },
  SIBLING: { ar: 'أخ/أخت', en: 'Sibling' },
  GRANDCHILD: { ar: 'حفيد/حفيدة', en: 'Grandchild' },
  GRANDPARENT: { ar: 'جد/جدة', en: 'Grandparent' },
  OTHER_RELATIVE: { ar: 'قريب آخر', en: 'Other relative' },
  NOT_RELATED: { ar: 'لا قرابة', en: 'Not related' },
} satisfies Record<Relationship, MessageTexts>;

const SEXES = {
  MALE: { ar: 'ذكر', en: 'Male' },
  FEMALE: { ar: 'أنثى', en: 'Female' },
} satisfies Record<Sex, MessageTexts>;

const DOCUMENT_KINDS = {
  PASSPORT: { ar: 'جواز سفر', en: 'Passport' },
  REFUGEE_CARD: { ar: 'بطاقة المفوضية', en: 'Refugee card' },
  RESIDENCE_PERMIT: { ar: 'تصريح إقامة', en: 'Residence permit' },
  OTHER: { ar: 'وثيقة أخرى', en: 'Other document' },
} satisfies Record<DocumentKind, MessageTexts>;

const CONSENT_KINDS = {
  WRITTEN: { ar: 'كتابية', en: 'Written' },
  ELECTRONIC: { ar: 'إلكترونية', en: 'Electronic' },
  WITNESSED: { ar: 'أمام شاهد', en: 'Witnessed' },
} satisfies Record<ConsentKind, MessageTexts>;

/** A text as the registry takes it: in one line, of so many characters. */
function writtenColumn(texts: ColumnTexts, longest: number): ImportColumn {
  return {
    ...texts,
    sqlType: 'text',
    parse: (text) => {
      const inOneLine = text.replace(/\s+/g, ' ');
      const refused = refuseUnreadable(inOneLine, longest, texts.name);
      return refused ? asRowRefusal(refused) : inOneLine;
    },
  };
}

function countryColumn(texts: ColumnTexts): ImportColumn {
  return {
    ...texts,
    sqlType: 'text',
    parse: (text) => {
      const code = text.toUpperCase();
      return /^[A-Z]{2}$/.test(code) ? code : refuseRow(householdListRefusals.DOCUMENT_INVALID, {});
    },
  };
}

function degreesColumn(texts: ColumnTexts): ImportColumn {
  return {
    ...texts,
    sqlType: 'double precision',
    parse: (text) => {
      const plain = asciiDigits(text).replace(/[٫,]/, '.');
      if (/^-?\d{1,3}(\.\d{1,15})?$/.test(plain)) return Number(plain);
      return refuseRow(COMMON_REFUSALS.NOT_IN_FORM, { form: texts.example });
    },
  };
}

/** A choice whose labels name two words, of which each is taken alone as well: "ابن/ابنة". */
function eitherWordColumn(texts: ColumnTexts, choices: Readonly<Record<string, MessageTexts>>): ImportColumn {
  const column = choiceColumn(texts, choices);
  const codes = new Map(
    Object.entries(choices).flatMap(([code, { ar }]) =>
      ar.split('/').map((word) => [foldArabic(word), code] as const),
    ),
  );
  return { ...column, parse: (text, facts) => column.parse(codes.get(foldArabic(text)) ?? text, facts) };
}

/** Blank, or the same, in the rows of the other members. */
const ofHead = (texts: MessageTexts): MessageTexts => ({
  ar: `${texts.ar} يُكتب في سطر رب الأسرة.`,
  en: `${texts.en} Written in the row of the head.`,
});

/** What the row of the head says for the whole household, and no other row may say otherwise. */
export const HOUSEHOLD_COLUMNS: readonly ImportColumn[] = [
  areaColumn({
    ...{ name: 'areaId', isRequired: false, example: 'EG-GZ' },
    heading: { ar: 'كود المنطقة', en: 'Area code' },
    description: ofHead({
      ar: 'كود المنطقة التي تقيم بها الأسرة، بأدق ما هو معروف: EG-GZ-03-012.',
      en: 'The code of the area where the household lives, as fine as it is known: EG-GZ-03-012.',
    }),
  }),
  writtenColumn(
    {
      ...{ name: 'address', isRequired: false, example: 'شارع المثال 1' },
      heading: { ar: 'العنوان', en: 'Address' },
      description: ofHead({
        ar: 'الشارع والمنزل والعلامة المميزة.',
        en: 'Street, house and landmark, as a visitor needs them.',
      }),
    },
    LONGEST.addressLine,
  ),
  degreesColumn({
    ...{ name: 'latitude', isRequired: false, example: '30.0131' },
    heading: { ar: 'خط العرض', en: 'Latitude' },
    description: ofHead({
      ar: 'بالدرجات شمالًا، إن عُرف الموقع على الخريطة.',
      en: 'Degrees north, if the place on the map is known.',
    }),
  }),
  degreesColumn({
    ...{ name: 'longitude', isRequired: false, example: '31.2089' },
    heading: { ar: 'خط الطول', en: 'Longitude' },
    description: ofHead({
      ar: 'بالدرجات شرقًا، إن عُرف الموقع على الخريطة.',
      en: 'Degrees east, if the place on the map is known.',
    }),
  }),
  dateColumn(
    {
      ...{ name: 'formedOn', isRequired: false, example: '2020-01-31' },
      heading: { ar: 'تاريخ تكوين الأسرة', en: 'Formed on' },
      description: ofHead({
        ar: 'منذ متى يعيشون معًا؛ وإن تُرك فيوم الموافقة، وإلا فاليوم.',
        en: 'Since when they live together; the day of the consent when it is left out, or else today.',
      }),
    },
    { mayBeLater: true },
  ),
  choiceColumn(
    {
      ...{ name: 'consentKind', isRequired: false, example: 'كتابية' },
      heading: { ar: 'نوع الموافقة', en: 'Consent' },
      description: ofHead({
        ar: 'كيف وافق رب الأسرة على أن تخدمها الجمعية: كتابية أو إلكترونية أو أمام شاهد. لقوائم الجمعيات وحدها.',
        en: 'How the head has consented to the household being served by the organisation: written, electronic, witnessed. Only for lists of organisations.',
      }),
    },
    CONSENT_KINDS,
  ),
  dateColumn(
    {
      ...{ name: 'consentGivenOn', isRequired: false, example: '2026-01-31' },
      heading: { ar: 'تاريخ الموافقة', en: 'Consent given on' },
      description: ofHead({
        ar: 'يوم الموافقة؛ وإن تُرك فاليوم.',
        en: 'The day of the consent; today when it is left out.',
      }),
    },
    { mayBeLater: true },
  ),
  writtenColumn(
    {
      ...{ name: 'consentEvidence', isRequired: false, example: 'استمارة 17' },
      heading: { ar: 'مستند الموافقة', en: 'Evidence of consent' },
      description: ofHead({
        ar: 'المستند المثبت للموافقة، مثل رقم الاستمارة.',
        en: 'The document that proves the consent, such as the number of the form.',
      }),
    },
    LONGEST.evidence,
  ),
];

const PERSON_COLUMNS: readonly ImportColumn[] = [
  nationalIdColumn({
    ...{ name: 'nationalId', isRequired: false, example: '28505010100011' },
    heading: { ar: 'الرقم القومي', en: 'National ID' },
    description: {
      ar: 'الرقم المكوّن من 14 رقمًا؛ وللضيف الذي لا يحمله وثيقة أخرى.',
      en: 'The 14 digits; for a guest without one, another document.',
    },
  }),
  choiceColumn(
    {
      ...{ name: 'documentKind', isRequired: false, example: '' },
      heading: { ar: 'نوع الوثيقة', en: 'Document' },
      description: {
        ar: 'وثيقة الضيف: جواز سفر أو بطاقة المفوضية أو تصريح إقامة أو وثيقة أخرى.',
        en: 'Of a guest: passport, refugee card, residence permit, other document.',
      },
    },
    DOCUMENT_KINDS,
  ),
  countryColumn({
    ...{ name: 'documentCountry', isRequired: false, example: '' },
    heading: { ar: 'بلد الوثيقة', en: 'Country of the document' },
    description: { ar: 'رمز البلد من حرفين، مثل SD.', en: 'Two letters of ISO 3166-1, such as SD.' },
  }),
  writtenColumn(
    {
      ...{ name: 'documentNumber', isRequired: false, example: '' },
      heading: { ar: 'رقم الوثيقة', en: 'Number of the document' },
      description: { ar: 'من 3 إلى 40 حرفًا ورقمًا.', en: '3 to 40 letters and digits.' },
    },
    LONGEST.documentNumber,
  ),
  writtenColumn(
    {
      ...{ name: 'nameAr', isRequired: true, example: 'اسم للمثال' },
      heading: { ar: 'الاسم', en: 'Name in Arabic' },
      aliases: ['الاسم بالعربية', 'Name'],
      description: {
        ar: 'الاسم الكامل. من سُجّل من قبل يبقى اسمه كما سُجّل.',
        en: 'The full name. Of who is registered already, the registered name stays.',
      },
    },
    LONGEST.name,
  ),
  writtenColumn(
    {
      ...{ name: 'nameEn', isRequired: false, example: '' },
      heading: { ar: 'الاسم بالإنجليزية', en: 'Name in English' },
      description: { ar: 'الاسم الكامل، إن وُجد.', en: 'The full name, where there is one.' },
    },
    LONGEST.name,
  ),
  dateColumn(
    {
      ...{ name: 'birthDate', isRequired: false, example: '' },
      heading: { ar: 'تاريخ الميلاد', en: 'Birth date' },
      description: {
        ar: 'لازم للضيف؛ ومع الرقم القومي يمكن تركه، وإلا وجب أن يوافقه.',
        en: 'Needed of a guest; with a national ID it may be left out, and must agree.',
      },
    },
    { mayBeLater: true },
  ),
  choiceColumn(
    {
      ...{ name: 'sex', isRequired: false, example: '' },
      heading: { ar: 'النوع', en: 'Sex' },
      description: {
        ar: 'لازم للضيف؛ ومع الرقم القومي يمكن تركه، وإلا وجب أن يوافقه.',
        en: 'Needed of a guest; with a national ID it may be left out, and must agree.',
      },
    },
    SEXES,
  ),
];

/** A row for each member; those of one household have its reference in common. */
export const MEMBER_COLUMNS: readonly ImportColumn[] = [
  writtenColumn(
    {
      ...{ name: 'household', isRequired: true, example: 'ع-0' },
      heading: { ar: 'رقم الأسرة', en: 'Household' },
      aliases: ['Household reference', 'رقم ملف الأسرة'],
      description: {
        ar: 'رقم الأسرة لديكم، واحد لكل أفرادها ولا يتغير من قائمة إلى أخرى.',
        en: 'Your own reference of the household: one for all its members, and the same in each of your lists.',
      },
    },
    LONGEST.documentNumber,
  ),
  eitherWordColumn(
    {
      ...{ name: 'relationship', isRequired: true, example: 'رب الأسرة' },
      heading: { ar: 'الصلة برب الأسرة', en: 'Relationship to the head' },
      aliases: ['Relationship', 'صلة القرابة'],
      description: {
        ar: 'صلة الفرد برب الأسرة؛ وفي كل أسرة رب أسرة واحد.',
        en: 'What the member is to the head; one member of each household is the head.',
      },
    },
    RELATIONSHIPS,
  ),
  ...PERSON_COLUMNS,
];
