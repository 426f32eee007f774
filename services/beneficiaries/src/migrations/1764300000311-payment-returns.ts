import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { paymentReturns } from '../settlement/payment-returns.import';

/** Where a return file of the payment agent stands between check and commit. */
export class PaymentReturns1764300000311 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createStaging(queryRunner, paymentReturns);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, paymentReturns);
  }
}
