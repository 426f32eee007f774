import type { MigrationInterface, QueryRunner } from 'typeorm';
import { declareAccounts } from '@solidarity/subgraph-kit/records/ledger';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { SETTLEMENT_ACCOUNTS } from '../settlement/settlement-postings';

/** How long money waits to be collected, how often it may wait in vain, and the accounts that it passes. */
export class CollectionRules1764300000312 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'payment_collection',
      from: '2015-01-01',
      value: { collectionDays: 30, mostUncollectedInARow: 3 },
      source: 'No published rule: a month to collect, and three payments in a row that nobody came for.',
      isSample: true,
    });
    await declareAccounts(queryRunner, SETTLEMENT_ACCOUNTS);
  }

  /** Versions of rules and accounts stay, since decisions and postings name them; run again, it finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
