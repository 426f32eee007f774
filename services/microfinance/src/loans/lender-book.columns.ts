import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import {
  areaColumn,
  choiceColumn,
  columnTexts as texts,
  dateColumn,
  idColumn,
  moneyColumn,
  nationalIdColumn,
  patternColumn,
  textColumn,
  wholeNumberColumn,
  type ColumnTexts,
} from '@solidarity/subgraph-kit/imports/columns';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  RowRefusal,
  type DerivedColumn,
  type ImportColumn,
  type ImportRow,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { nationalIdFacts, type NationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { RepaymentChannel } from './loan';
import { LONGEST_TERM } from './loan-product';
import type { Frequency } from './terms';

const FREQUENCIES = {
  WEEKLY: { ar: 'أسبوعي', en: 'Weekly' },
  FORTNIGHTLY: { ar: 'كل أسبوعين', en: 'Fortnightly' },
  MONTHLY: { ar: 'شهري', en: 'Monthly' },
  QUARTERLY: { ar: 'ربع سنوي', en: 'Quarterly' },
  AT_END: { ar: 'في نهاية المدة', en: 'At the end' },
} as const satisfies Record<Frequency, MessageTexts>;

const CHANNELS = {
  CASH: { ar: 'نقدًا', en: 'Cash' },
  BANK_TRANSFER: { ar: 'تحويل بنكي', en: 'Bank transfer' },
  POST_OFFICE: { ar: 'مكتب بريد', en: 'Post office' },
  MOBILE_WALLET: { ar: 'محفظة إلكترونية', en: 'Mobile wallet' },
} as const satisfies Record<RepaymentChannel, MessageTexts>;

/** What is known of a borrower by the national ID alone: the person's id, the day of birth and the sex, in one text. */
function borrowerColumn(of: ColumnTexts): ImportColumn {
  const nationalId = nationalIdColumn(of);
  return {
    ...nationalId,
    parse(text, facts) {
      const read = nationalId.parse(text, facts);
      if (read instanceof RowRefusal) return read;
      const { birthDate, sex } = nationalIdFacts(read as NationalId);
      return [facts.personIds.ofNationalId(read as NationalId), birthDate, sex].join(' ');
    },
  };
}

const LOAN_COLUMNS: readonly ImportColumn[] = [
  textColumn(
    texts(
      'loanNumber',
      true,
      'م-1024',
      { ar: 'رقم القرض', en: 'Loan number' },
      {
        ar: 'رقم القرض في دفاتر جهة الإقراض. يتكرر القرض في سطر لكل سداد.',
        en: 'The number in the lender’s own book. A loan is repeated on a line for each repayment.',
      },
    ),
    { most: 60 },
  ),
  idColumn(
    texts(
      'lender',
      false,
      '0c000000-0000-4000-8000-000000000001',
      { ar: 'معرّف جهة الإقراض', en: 'Lender' },
      {
        ar: 'معرّف الجهة في المنظومة؛ ويمكن لموظفيها تركه فارغًا.',
        en: 'The id of the lender in the graph; its own officers may leave it blank.',
      },
    ),
  ),
  borrowerColumn(
    texts(
      'borrower',
      true,
      '29001010100022',
      { ar: 'الرقم القومي للمقترض', en: 'National ID of the borrower' },
      { ar: '14 رقمًا لا تُحفظ.', en: 'The 14 digits, which are not kept.' },
    ),
  ),
  idColumn(
    texts(
      'productId',
      true,
      '0c000000-0000-4000-8000-000000000002',
      { ar: 'معرّف المنتج', en: 'Product' },
      {
        ar: 'معرّف المنتج التمويلي في المنظومة: تُحسب الأقساط بشروطه.',
        en: 'The id of the loan product in the graph: the schedule follows its conditions.',
      },
    ),
  ),
  moneyColumn(
    texts(
      'principal',
      true,
      '12000',
      { ar: 'أصل المبلغ', en: 'Principal' },
      { ar: 'ما صُرف للمقترض بالجنيه.', en: 'What was lent, in pounds.' },
    ),
  ),
  wholeNumberColumn(
    texts(
      'term',
      true,
      '12',
      { ar: 'المدة', en: 'Term' },
      {
        ar: 'عدد فترات السداد؛ وبالشهور إذا سُدد كله في نهاية المدة.',
        en: 'In periods of the frequency; in months when all is repaid at the end.',
      },
    ),
    { least: 1, most: LONGEST_TERM },
  ),
  patternColumn(
    texts(
      'annualRatePercent',
      false,
      '24',
      { ar: 'الفائدة السنوية %', en: 'Annual rate %' },
      { ar: 'للمطابقة مع المنتج.', en: 'To be held against the product.' },
    ),
    /^\d{1,3}(\.\d{1,3})?$/,
    '24.5',
  ),
  choiceColumn(
    texts(
      'frequency',
      false,
      'شهري',
      { ar: 'دورية السداد', en: 'Frequency' },
      { ar: 'للمطابقة مع المنتج.', en: 'To be held against the product.' },
    ),
    FREQUENCIES,
  ),
  dateColumn(
    texts(
      'disbursedOn',
      true,
      '2025-03-01',
      { ar: 'تاريخ الصرف', en: 'Disbursed on' },
      { ar: 'يوم تسليم المبلغ.', en: 'The day on which the money was given.' },
    ),
  ),
  areaColumn(
    texts(
      'areaId',
      true,
      'EG-GZ-03',
      { ar: 'كود المنطقة', en: 'Area' },
      { ar: 'المنطقة التي يُستخدم فيها المبلغ.', en: 'Where the money is used.' },
    ),
  ),
  textColumn(
    texts(
      'purpose',
      true,
      'ماكينة خياطة',
      { ar: 'الغرض', en: 'Purpose' },
      { ar: 'فيمَ يُستخدم المبلغ.', en: 'What the money is for.' },
    ),
    { most: 2_000 },
  ),
  moneyColumn(
    texts(
      'monthlyIncome',
      true,
      '6000',
      { ar: 'الدخل الشهري', en: 'Monthly income' },
      { ar: 'كما أُعلن عند الاقتراض.', en: 'In an average month, as declared.' },
    ),
  ),
];

const REPAYMENT_COLUMNS: readonly ImportColumn[] = [
  textColumn(
    texts(
      'receiptNumber',
      false,
      'إ-55',
      { ar: 'رقم الإيصال', en: 'Receipt number' },
      {
        ar: 'رقم إيصال السداد؛ وتُترك خانات السداد كلها فارغة إذا لم يُسدد شيء.',
        en: 'Of the repayment; all cells of it are left blank when nothing was paid.',
      },
    ),
    { most: 60 },
  ),
  dateColumn(
    texts(
      'paidOn',
      false,
      '2025-04-01',
      { ar: 'تاريخ السداد', en: 'Paid on' },
      { ar: 'يوم السداد.', en: 'The day of the repayment.' },
    ),
  ),
  moneyColumn(
    texts(
      'paidAmount',
      false,
      '1120',
      { ar: 'المبلغ المسدد', en: 'Amount paid' },
      { ar: 'بالجنيه.', en: 'In pounds.' },
    ),
  ),
  choiceColumn(
    texts(
      'channel',
      false,
      'نقدًا',
      { ar: 'طريقة السداد', en: 'Channel' },
      { ar: 'كيف وصل المبلغ.', en: 'How the money came.' },
    ),
    CHANNELS,
  ),
];

export const BOOK_COLUMNS: readonly ImportColumn[] = [...LOAN_COLUMNS, ...REPAYMENT_COLUMNS];

const partOfBorrower =
  (place: number) =>
  ({ borrower }: ImportRow): string =>
    String(borrower).split(' ')[place] ?? '';

export const BOOK_DERIVED: readonly DerivedColumn[] = [
  {
    name: 'lenderId',
    sqlType: 'uuid',
    derive: ({ lender }, { caller: { role, claims } }) =>
      lender ??
      (role === 'lender_officer' ? claims.lenderId : undefined) ??
      new RowRefusal(COMMON_REFUSALS.REQUIRED.code, {}, 'lender'),
  },
  { name: 'personId', sqlType: 'uuid', derive: partOfBorrower(0) },
  { name: 'birthDate', sqlType: 'date', derive: partOfBorrower(1) },
  { name: 'sex', sqlType: 'text', derive: partOfBorrower(2) },
  // Who brings a book does not commit it: applications keep who submitted and who approved them.
  { name: 'broughtBy', sqlType: 'text', derive: (_row, { caller }) => caller.subject },
  { name: 'broughtByRole', sqlType: 'text', derive: (_row, { caller }) => caller.role },
];
