import type { MigrationInterface, QueryRunner } from 'typeorm';
import { declareAccounts } from '@solidarity/subgraph-kit/records/ledger';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** How much is deducted at most, and the accounts of what is due and owed. */
export class PaymentTerms1764300000304 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'payment_terms',
      from: '2015-01-01',
      value: { mostDeductedPercent: 25 },
      source: 'Not published: a quarter of the month, as is common for what was paid too much.',
      isSample: true,
    });
    await declareAccounts(queryRunner, { benefit_expense: 'EXPENSE', benefits_payable: 'LIABILITY' });
  }

  /** Versions of rules and accounts are named by cycles and postings for ever, so there is no way back. */
  down(): Promise<void> {
    return Promise.reject(new Error('Rules and accounts that may have been used are not taken back.'));
  }
}
