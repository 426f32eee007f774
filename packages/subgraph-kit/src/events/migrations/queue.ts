import PgBoss from 'pg-boss';
import type { QueryRunner } from 'typeorm';

/** The schema in which pg-boss keeps its jobs. */
export const QUEUE_SCHEMA = 'pgboss';

/**
 * Makes pg-boss's own schema as the installed version of it would, within the migration's transaction. A later
 * version brings it up to date in `prepareQueue`.
 */
export async function createQueueSchema(queryRunner: QueryRunner): Promise<void> {
  const plan = PgBoss.getConstructionPlans(QUEUE_SCHEMA);
  await queryRunner.query(plan.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, ''));
  await allowQueue(queryRunner);
}

/** Lets the system's workers run the queue; all else in the schema is the owner's. */
export async function allowQueue(runner: { query(text: string): Promise<unknown> }): Promise<void> {
  await runner.query(`grant usage on schema ${QUEUE_SCHEMA} to caller_system`);
  await runner.query(
    `grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to caller_system`,
  );
}

export async function dropQueueSchema(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`drop schema ${QUEUE_SCHEMA} cascade`);
}
