import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addStagedColumns } from '@solidarity/subgraph-kit/imports/staging';
import { householdImport } from '../registry/household.import';

/** Households of a list have their ids from the moment that it is read, so that they can be written where they stand. */
export class IdsWithTheList1764200001020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addStagedColumns(queryRunner, householdImport);
  }

  /** The columns go with their table. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
