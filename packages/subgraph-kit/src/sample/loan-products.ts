import type { LenderKind } from './lenders';
import type { SampleText } from './text';

export type LoanProductKind =
  'MASTOURA' | 'PRODUCTIVE_FAMILIES' | 'HARAFI' | 'SOCIAL_LOAN' | 'MICRO_ENTERPRISE' | 'GROUP_LOAN';

/** What a kind of lender offers. Names and Mastoura's limits are the ministry's, the other terms are samples. */
export interface SampleLoanProduct {
  readonly kind: LoanProductKind;
  readonly name: SampleText;
  readonly lenderKind: LenderKind;
  /** Whole pounds. */
  readonly leastAmount: number;
  readonly mostAmount: number;
  readonly frequency: 'WEEKLY' | 'MONTHLY' | 'QUARTERLY';
  /** In periods of the frequency, those of grace included. */
  readonly terms: readonly number[];
  readonly gracePeriods: number;
  readonly interestMethod: 'FLAT' | 'DECLINING_BALANCE';
  readonly repaymentMethod: 'EQUAL_INSTALMENTS' | 'EQUAL_PRINCIPAL';
  /** Per cent a year. */
  readonly annualRatePercent: string;
  /** Per cent of the principal, once. */
  readonly feePercent: string;
  readonly forWomenOnly: boolean;
}

export const LOAN_PRODUCTS: readonly SampleLoanProduct[] = [
  {
    kind: 'MASTOURA',
    name: { ar: 'مستورة', en: 'Mastoura' },
    lenderKind: 'SOCIAL_BANK',
    leastAmount: 4_000,
    mostAmount: 20_000,
    frequency: 'MONTHLY',
    terms: [12, 18, 24],
    gracePeriods: 0,
    interestMethod: 'FLAT',
    repaymentMethod: 'EQUAL_INSTALMENTS',
    annualRatePercent: '0.000',
    feePercent: '2.000',
    forWomenOnly: true,
  },
  {
    kind: 'SOCIAL_LOAN',
    name: { ar: 'القرض الاجتماعي', en: 'Social loan' },
    lenderKind: 'SOCIAL_BANK',
    leastAmount: 3_000,
    mostAmount: 25_000,
    frequency: 'MONTHLY',
    terms: [12, 24, 36],
    gracePeriods: 0,
    interestMethod: 'FLAT',
    repaymentMethod: 'EQUAL_PRINCIPAL',
    annualRatePercent: '0.000',
    feePercent: '1.000',
    forWomenOnly: false,
  },
  {
    kind: 'PRODUCTIVE_FAMILIES',
    name: { ar: 'قرض الأسر المنتجة', en: 'Loan for productive families' },
    lenderKind: 'MINISTRY_FUND',
    leastAmount: 5_000,
    mostAmount: 30_000,
    frequency: 'MONTHLY',
    terms: [12, 18, 24],
    gracePeriods: 1,
    interestMethod: 'DECLINING_BALANCE',
    repaymentMethod: 'EQUAL_INSTALMENTS',
    annualRatePercent: '5.000',
    feePercent: '1.000',
    forWomenOnly: false,
  },
  {
    kind: 'HARAFI',
    name: { ar: 'حرفي', en: 'Harafi' },
    lenderKind: 'MINISTRY_FUND',
    leastAmount: 10_000,
    mostAmount: 50_000,
    frequency: 'QUARTERLY',
    terms: [4, 8, 12],
    gracePeriods: 1,
    interestMethod: 'DECLINING_BALANCE',
    repaymentMethod: 'EQUAL_PRINCIPAL',
    annualRatePercent: '7.000',
    feePercent: '1.000',
    forWomenOnly: false,
  },
  {
    kind: 'MICRO_ENTERPRISE',
    name: { ar: 'قرض المشروع متناهي الصغر', en: 'Micro-enterprise loan' },
    lenderKind: 'NGO',
    leastAmount: 5_000,
    mostAmount: 60_000,
    frequency: 'MONTHLY',
    terms: [12, 18, 24],
    gracePeriods: 0,
    interestMethod: 'FLAT',
    repaymentMethod: 'EQUAL_INSTALMENTS',
    annualRatePercent: '14.000',
    feePercent: '2.500',
    forWomenOnly: false,
  },
  {
    kind: 'GROUP_LOAN',
    name: { ar: 'القرض الجماعي للسيدات', en: "Women's group loan" },
    lenderKind: 'NGO',
    leastAmount: 2_000,
    mostAmount: 12_000,
    frequency: 'WEEKLY',
    terms: [24, 36, 48],
    gracePeriods: 0,
    interestMethod: 'FLAT',
    repaymentMethod: 'EQUAL_INSTALMENTS',
    annualRatePercent: '12.000',
    feePercent: '2.000',
    forWomenOnly: true,
  },
];

/** The terms of a kind of product. */
export function loanProductOf(kind: LoanProductKind): SampleLoanProduct {
  const product = LOAN_PRODUCTS.find((one) => one.kind === kind);
  if (!product) throw new RangeError('The sample has no such loan product.');
  return product;
}
