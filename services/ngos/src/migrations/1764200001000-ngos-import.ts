import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { NGOS } from '../registry/ngo.import';

/** NGOs older than the law come in by lists too. */
export class NgosImport1764200001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createStaging(queryRunner, NGOS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, NGOS);
  }
}
