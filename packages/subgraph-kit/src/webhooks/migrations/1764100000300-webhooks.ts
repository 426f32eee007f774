import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createWebhookFunctions, dropWebhookFunctions } from './webhook-functions';
import { createWebhookTables, dropWebhookTables } from './webhook-tables';

/** Webhooks of partners: who is sent what, and what became of it. */
export class Webhooks1764100000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createWebhookTables(queryRunner);
    await createWebhookFunctions(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropWebhookFunctions(queryRunner);
    await dropWebhookTables(queryRunner);
  }
}
