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

  /** Versions of rules and accounts stay, since decisions and postings name them; run again, it finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
