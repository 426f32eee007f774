import type { MigrationInterface, QueryRunner } from 'typeorm';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';

/** From which age a member may head a household and consent for it. */
export class HouseholdRules1764000000600 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedRule(queryRunner, {
      name: 'household',
      from: '2015-01-01',
      value: { headMinimumAge: 18, consentMinimumAge: 18 },
      source:
        'No published rule: the age from which the child law (12/1996) no longer calls a person a child.',
      isSample: true,
    });
  }

  /** Versions of rules stay, since decisions may name them; run again, the migration finds them standing. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
