import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { FACT_LISTS } from '../eligibility/fact-lists';

/** Lists of ration cards, civil status, vehicles and pensions come in. */
export class FactLists1764300000406 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const list of FACT_LISTS) await createStaging(queryRunner, list);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const list of FACT_LISTS) await dropStaging(queryRunner, list);
  }
}
