import type { MigrationInterface, QueryRunner } from 'typeorm';
import { declareAccounts, type AccountKind } from '@solidarity/subgraph-kit/records/ledger';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** The accounts as they were first declared; ledger-postings.ts names them. */
const ACCOUNTS = {
  lender_cash: 'ASSET',
  loan_principal: 'ASSET',
  loan_interest: 'ASSET',
  loan_fee: 'ASSET',
  loan_late_fee: 'ASSET',
  interest_deferred: 'LIABILITY',
  fees_deferred: 'LIABILITY',
  borrower_credit: 'LIABILITY',
  interest_income: 'INCOME',
  fee_income: 'INCOME',
} as const satisfies Record<string, AccountKind>;

/** Not published: plausible ones until the ministry names them. */
const SAMPLE = { mostDaysLate: 30, largestBurdenPercent: 40 };
const SOURCE =
  'Limit for one borrower: the financial regulator (FRA), as reported by the press, the day approximate. Days late and share of income: samples.';

const LIMITS = [
  { from: '2014-01-01', borrowerLimit: '100000.00' },
  { from: '2024-01-01', borrowerLimit: '242000.00' },
  { from: '2025-01-01', borrowerLimit: '266000.00' },
] as const;

/** The regulator's limits with their dates, the categories of lenders, and the accounts of lending. */
export class LendingRules1764000000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const { from, borrowerLimit } of LIMITS) {
      const value = { borrowerLimit, ...SAMPLE };
      await seedRule(queryRunner, { name: 'lending', from, value, source: SOURCE, isSample: true });
    }
    await seedRule(queryRunner, {
      name: 'lender_category',
      from: '2014-01-01',
      value: { fromA: '50000000.00', fromB: '10000000.00' },
      source: 'Categories of NGOs that lend, by portfolio: the financial regulator (FRA).',
    });
    await declareAccounts(queryRunner, ACCOUNTS);
  }

  /** Versions of rules and accounts stay, since decisions and postings name them; run again, it finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
