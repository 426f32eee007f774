import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createAudit, dropAudit } from './audit';
import { REFUSE_CHANGE } from './closed-table';
import { createIdempotencyKey, dropIdempotencyKey } from './idempotency-key';
import { createLedger, dropLedger } from './ledger';
import { createRuleVersion, dropRuleVersion } from './rule-version';
import { createStateTransition, dropStateTransition } from './state-transition';

/** What every service keeps of its doings: history of states, rules' data, ledger, idempotency keys, audit trail. */
export class RecordsTables1763800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REFUSE_CHANGE);
    await createStateTransition(queryRunner);
    await createRuleVersion(queryRunner);
    await createLedger(queryRunner);
    await createIdempotencyKey(queryRunner);
    await createAudit(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropAudit(queryRunner);
    await dropIdempotencyKey(queryRunner);
    await dropLedger(queryRunner);
    await dropRuleVersion(queryRunner);
    await dropStateTransition(queryRunner);
    await queryRunner.query('drop function refuse_change()');
  }
}
