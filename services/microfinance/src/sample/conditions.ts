import type { SampleLoanProduct } from '@solidarity/subgraph-kit/sample/loan-products';
import { money } from '@solidarity/subgraph-kit/values/money';
import type { ProductConditions } from '../loans/loan-product';
import type { SampleRow } from './rows';

/** The conditions of a sample product; NGOs charge late fees and take interest for the days gone by. */
export function conditionsOf(product: SampleLoanProduct): ProductConditions {
  const isOfNgo = product.lenderKind === 'NGO';
  return {
    interestMethod: product.interestMethod,
    repaymentMethod: product.repaymentMethod,
    frequency: product.frequency,
    gracePeriods: product.gracePeriods,
    graceKind: 'INTEREST_ONLY',
    annualRatePercent: product.annualRatePercent,
    dayCount: isOfNgo ? 'THIRTY_360' : 'ACTUAL_365',
    feePercent: product.feePercent,
    lateFeePercent: isOfNgo ? '1.000' : '0.000',
    lateFeeAfterDays: 7,
    roundingUnit: money('0.01'),
    allocationOrder: ['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL'],
    earlySettlement: 'INTEREST_TO_DATE',
  };
}

/** The same as columns. */
export function conditionsColumns(conditions: ProductConditions): SampleRow {
  const column = (property: string) =>
    `conditions_${property.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)}`;
  return Object.fromEntries(Object.entries(conditions).map(([property, value]) => [column(property), value]));
}
