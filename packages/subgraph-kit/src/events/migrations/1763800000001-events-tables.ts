import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createInbox, dropInbox } from './inbox';
import { createOutbox, dropOutbox } from './outbox';
import { createQueueSchema, dropQueueSchema } from './queue';

/** How a service tells others what has become true, and hears what others tell: outbox, queue, inbox. */
export class EventsTables1763800000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createQueueSchema(queryRunner);
    await createOutbox(queryRunner);
    await createInbox(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropInbox(queryRunner);
    await dropOutbox(queryRunner);
    await dropQueueSchema(queryRunner);
  }
}
