import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import {
  areaColumn,
  choiceColumn,
  columnTexts as texts,
  dateColumn,
  governorateColumn,
  textColumn,
} from '@solidarity/subgraph-kit/imports/columns';
import {
  refuseRow,
  type DerivedColumn,
  type ImportColumn,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { personColumn } from '@solidarity/subgraph-kit/imports/person-column';
import { foldArabic } from '@solidarity/subgraph-kit/values/arabic';
import { governorateOfArea, type Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { listColumn, listed } from './list-column';
import type { FieldOfWork, NgoKind } from './ngo';
import { governoratesOfWork } from './organisation';
import { refusals } from './refusals';
import { parseRegistrationNumber } from './registration-number';
import { LONGEST } from './written';

const KINDS = {
  ASSOCIATION: { ar: 'جمعية', en: 'Association' },
  FOUNDATION: { ar: 'مؤسسة أهلية', en: 'Foundation' },
  UNION: { ar: 'اتحاد', en: 'Union' },
  FOREIGN_BRANCH: { ar: 'فرع منظمة أجنبية', en: 'Branch of a foreign organisation' },
} as const satisfies Record<NgoKind, MessageTexts>;

const FIELDS = {
  COMMUNITY_DEVELOPMENT: { ar: 'تنمية المجتمع', en: 'Community development' },
  CHILD_AND_FAMILY: { ar: 'رعاية الأسرة والطفولة', en: 'Child and family' },
  SOCIAL_ASSISTANCE: { ar: 'المساعدات الاجتماعية', en: 'Social assistance' },
  OLDER_PEOPLE: { ar: 'رعاية المسنين', en: 'Older people' },
  DISABILITY: { ar: 'رعاية ذوي الإعاقة', en: 'Disability' },
  HEALTH: { ar: 'الخدمات الصحية', en: 'Health' },
  EDUCATION: { ar: 'التعليم والتدريب', en: 'Education' },
  WOMEN: { ar: 'تنمية المرأة', en: 'Women' },
  MICROFINANCE: { ar: 'المشروعات الصغيرة والتمويل', en: 'Microfinance' },
  ENVIRONMENT: { ar: 'حماية البيئة', en: 'Environment' },
  YOUTH: { ar: 'الشباب والرياضة', en: 'Youth' },
  CULTURE: { ar: 'الثقافة والفنون والتراث', en: 'Culture' },
  RELIEF: { ar: 'الإغاثة', en: 'Relief' },
  HUMAN_RIGHTS: { ar: 'حقوق الإنسان', en: 'Human rights' },
} as const satisfies Record<FieldOfWork, MessageTexts>;

const REGISTRATION_NUMBER: ImportColumn = {
  ...texts(
    'registrationNumber',
    true,
    '1520/1998',
    { ar: 'رقم القيد', en: 'Registration number' },
    { ar: 'الرقم والسنة في السجل القديم.', en: 'Number and year in the earlier register.' },
  ),
  sqlType: 'text',
  parse: (text) => parseRegistrationNumber(text) ?? refuseRow(refusals.NUMBER_MALFORMED, {}),
};

export const NGO_COLUMNS: readonly ImportColumn[] = [
  REGISTRATION_NUMBER,
  dateColumn(
    texts(
      'registeredOn',
      true,
      '1998-03-15',
      { ar: 'تاريخ القيد', en: 'Registered on' },
      { ar: 'يوم القيد، قبل العمل باللائحة.', en: 'The day of its registration, before the by-laws.' },
    ),
  ),
  textColumn(
    texts(
      'nameAr',
      true,
      'جمعية المثال',
      { ar: 'اسم المنظمة', en: 'Name' },
      { ar: 'الاسم بالعربية، لا يتكرر في المحافظة.', en: 'In Arabic; no other of the governorate has it.' },
    ),
    { most: LONGEST.name },
  ),
  textColumn(
    texts(
      'nameEn',
      false,
      'Example Association',
      { ar: 'اسم المنظمة بالإنجليزية', en: 'Name in English' },
      { ar: 'إن وُجد.', en: 'If it has one.' },
    ),
    { most: LONGEST.name },
  ),
  choiceColumn(
    texts(
      'kind',
      true,
      'جمعية',
      { ar: 'النوع', en: 'Kind' },
      { ar: 'الشكل القانوني للمنظمة.', en: 'What it is by law.' },
    ),
    KINDS,
  ),
  listColumn(
    choiceColumn(
      texts(
        'fieldsOfWork',
        true,
        'الخدمات الصحية، الإغاثة',
        { ar: 'ميادين العمل', en: 'Fields of work' },
        {
          ar: 'الميدان الرئيسي أولًا، تفصل بينها فواصل.',
          en: 'The main one first, with commas between them.',
        },
      ),
      FIELDS,
    ),
  ),
  areaColumn(
    texts(
      'seatAreaId',
      true,
      'EG-GZ-03',
      { ar: 'كود منطقة المقر', en: 'Area of the seat' },
      {
        ar: 'كود منطقة المقر الرئيسي بأدق ما يُعرف.',
        en: 'The code of the area of its seat, as fine as known.',
      },
    ),
  ),
  listColumn(
    governorateColumn(
      texts(
        'governorates',
        false,
        'الجيزة، القاهرة',
        { ar: 'محافظات العمل', en: 'Governorates' },
        {
          ar: 'المحافظات التي تعمل بها، تفصل بينها فواصل؛ محافظة المقر منها دائمًا.',
          en: 'Those that it works in, with commas between them; that of its seat is always one.',
        },
      ),
    ),
  ),
  textColumn(
    texts(
      'chairName',
      true,
      'فلان الفلاني',
      { ar: 'اسم رئيس مجلس الإدارة', en: 'Name of the chair' },
      { ar: 'الاسم الكامل بالعربية.', en: 'The whole name in Arabic.' },
    ),
    { most: LONGEST.name },
  ),
  textColumn(
    texts(
      'chairNameEn',
      false,
      'Example Name',
      { ar: 'اسم رئيس مجلس الإدارة بالإنجليزية', en: 'Name of the chair in English' },
      { ar: 'إن وُجد.', en: 'If it is known.' },
    ),
    { most: LONGEST.name },
  ),
  personColumn(
    texts(
      'chairPersonId',
      true,
      '27001012100019',
      { ar: 'الرقم القومي لرئيس مجلس الإدارة', en: 'National ID of the chair' },
      {
        ar: '14 رقمًا لا تُحفظ؛ ولمن لا يحمله معرّف الشخص في المنظومة.',
        en: 'The 14 digits, which are not kept; of a foreigner, the id of the person in the graph.',
      },
    ),
  ),
  dateColumn(
    texts(
      'chairSince',
      true,
      '2018-01-01',
      { ar: 'رئيس المجلس منذ', en: 'Chair since' },
      { ar: 'أول أيام المدة.', en: 'The first day of the term.' },
    ),
  ),
];

export const NGO_DERIVED: readonly DerivedColumn[] = [
  {
    name: 'seatGovernorate',
    sqlType: 'text',
    derive: ({ seatAreaId }) =>
      governorateOfArea(String(seatAreaId)) ?? refuseRow(refusals.AREA_UNKNOWN, {}, 'seatAreaId'),
  },
  {
    name: 'allGovernorates',
    sqlType: 'text',
    derive: ({ seatGovernorate, governorates }) =>
      governoratesOfWork(seatGovernorate as Governorate, listed(governorates) as Governorate[]).join(','),
  },
  // As the register folds it by itself: what is the same to it is looked for in the file, too.
  { name: 'sortName', sqlType: 'text', derive: ({ nameAr }) => foldArabic(String(nameAr)) },
];
