import { money, type Money } from '@solidarity/subgraph-kit/values/money';
import type { LoanTerms } from '../loans/terms';

/** A plain loan of twelve monthly instalments at 24 % on the declining balance. */
export function someTerms(terms: Partial<LoanTerms> = {}): LoanTerms {
  return {
    interestMethod: 'DECLINING_BALANCE',
    repaymentMethod: 'EQUAL_INSTALMENTS',
    frequency: 'MONTHLY',
    term: 12,
    gracePeriods: 0,
    graceKind: 'INTEREST_ONLY',
    annualRatePercent: '24.000',
    dayCount: 'THIRTY_360',
    feePercent: '0.000',
    lateFeePercent: '0.000',
    lateFeeAfterDays: 0,
    roundingUnit: '0.01' as Money,
    allocationOrder: ['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL'],
    earlySettlement: 'FULL_INTEREST',
    ...terms,
  };
}

/** An amount as a test writes it: `egp(1250)`. */
export const egp = (amount: number | string): Money => money(amount);
