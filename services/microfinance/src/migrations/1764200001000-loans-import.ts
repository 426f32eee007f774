import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { LOANS } from '../loans/loan.import';

/** By what a lender's own book knows a loan and a repayment; null of what was given or paid here. */
const OWN_NUMBERS = `
alter table loan add lender_reference text;
create unique index loan_lender_reference_once on loan (lender_id, lender_reference);
alter table repayment add receipt_number text;
create unique index repayment_receipt_once on repayment (loan_id, receipt_number)`;

/** Lenders' books come in by lists. */
export class LoansImport1764200001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OWN_NUMBERS);
    await createStaging(queryRunner, LOANS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, LOANS);
    await queryRunner.query('alter table repayment drop receipt_number');
    await queryRunner.query('alter table loan drop lender_reference');
  }
}
