import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLag, dropLag } from './delivery-lag';
import { createFeedTables, dropFeedTables } from './feed-tables';
import { createRetention, dropRetention } from './retention';
import { emitAllAtOnce, emitOneByOne } from './set-based-emit';

/** The feed: one order of all events that no late commit can slip behind, for as long as events are kept. */
export class Feed1764100000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createFeedTables(queryRunner);
    await emitAllAtOnce(queryRunner);
    await createLag(queryRunner);
    await createRetention(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropRetention(queryRunner);
    await dropLag(queryRunner);
    await emitOneByOne(queryRunner);
    await dropFeedTables(queryRunner);
  }
}
