import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../../database/grants';

const DUTY = `
create table duty (
  name text primary key check (name ~ '^[a-z0-9-]+$'),
  done_for date not null,
  done_at timestamptz not null default now()
);
comment on table duty is 'What the service does each day of itself, and for which day it was done last.';
comment on column duty.done_at is 'When nothing was left to do; at first, when the duty was noted.'`;

/** For which day each duty was done: who holds its row does it, and marks it in the transaction of the work. */
export class Duties1764160000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DUTY);
    await protect(queryRunner, 'duty', {});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table duty');
  }
}
