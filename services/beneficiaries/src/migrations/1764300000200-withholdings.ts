import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { benefitsSeenWith } from './roles';

/** What is withheld of the payments of an enrolment for breaches of its conditions, month by month. */
const WITHHOLDING = `
create table withholding (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  month date not null check (extract(day from month) = 1),
  percent numeric(5,2) not null check (percent > 0 and percent <= 100),
  decided_on date not null,
  decided_by text not null,
  annulled_on date,
  annulled_by text,
  check ((annulled_on is null) = (annulled_by is null))
);
comment on column withholding.month is 'The month whose payment is smaller by it.';
create unique index withholding_once on withholding (enrolment_id, month) where annulled_on is null;
create index withholding_by_enrolment on withholding (enrolment_id, month)`;

/** Payments that are withheld. Conditionality decides of them. */
export class Withholdings1764300000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WITHHOLDING);
    const seen = 'exists (select from enrolment seen where seen.id = withholding.enrolment_id offset 0)';
    await protect(queryRunner, 'withholding', {
      read: benefitsSeenWith(seen),
      write: { ministry_admin: 'true', case_worker: seen },
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table withholding');
  }
}
