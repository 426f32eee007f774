import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** The first values of the rules of licences; an operator adds rows, and changes none. */
export class LicenceRules1764000000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'care_home_licence_terms',
      from: '2000-01-01',
      value: { years: 3, inspectionMonths: 6 },
      source: 'A plausible sample: the terms of licences are not published.',
      isSample: true,
    });
    await seedRule(queryRunner, {
      name: 'care_home_licence_freeze',
      from: '2025-12-16',
      to: '2026-12-16',
      value: { kinds: ['ORPHANAGE'] },
      source: 'The ministry’s announcement: no new orphanages for a year from 16 December 2025.',
    });
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
