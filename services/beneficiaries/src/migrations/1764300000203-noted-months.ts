import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';

/** Rows are written a million at a time and soon gone; enrolments never go, so nothing refers to them. */
const NOTED = `
create table noted_month (
  enrolment_id uuid not null,
  month date not null check (extract(day from month) = 1),
  noted_by text not null
);
comment on table noted_month is 'Months of enrolments of which something was reported and that are to be evaluated.';
comment on column noted_month.noted_by is 'Who has reported it, or has found that the registry has changed.';
create index noted_month_by_enrolment on noted_month (enrolment_id)`;

/** What is reported waits here until it is evaluated. */
export class NotedMonths1764300000203 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(NOTED);
    await protect(queryRunner, 'noted_month', { delete: { system: 'true' } });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table noted_month');
  }
}
