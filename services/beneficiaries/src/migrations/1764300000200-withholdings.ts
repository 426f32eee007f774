import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { benefitsSeenWith, decidedBy } from './roles';

/** How an enrolment kept the conditions of a month; evaluated anew whenever something of the month is reported. */
const OUTCOME = `
create table compliance_outcome (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  month date not null check (extract(day from month) = 1),
  outcome text not null check (outcome in ('COMPLIANT', 'BREACH', 'NOT_REPORTED', 'NOTHING_ASKED')),
  decision jsonb not null,
  findings jsonb not null,
  evaluated_on date not null,
  evaluated_by text not null,
  step smallint not null default 0 check (step >= 0),
  withhold_percent numeric(5,2) not null default 0 check (withhold_percent between 0 and 100),
  withholds_from date check (extract(day from withholds_from) = 1),
  withholds_until date check (withholds_until > withholds_from and extract(day from withholds_until) = 1),
  review_on date,
  excused_on date,
  excused_by text,
  excused_for uuid,
  unique (enrolment_id, month),
  check (num_nonnulls(withholds_from, withholds_until) = case when withhold_percent > 0 then 2 else 0 end),
  check (num_nonnulls(excused_on, excused_by, excused_for) in (0, 3))
) with (fillfactor = 80);
comment on column compliance_outcome.step is 'Where the enrolment stands after the month: how many breaches count.';
comment on column compliance_outcome.withholds_until is 'The first month of which this breach withholds nothing more.';
comment on column compliance_outcome.excused_for is 'The grievance that was upheld: the breach no longer counts.';
create index compliance_outcome_in_breach on compliance_outcome (enrolment_id) where step > 0`;

/** What is withheld of the payments of an enrolment for breaches of its conditions, month by month. */
const WITHHOLDING = `
create table withholding (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  month date not null check (extract(day from month) = 1),
  percent numeric(5,2) not null check (percent > 0 and percent <= 100),
  outcome_id uuid references compliance_outcome,
  decided_on date not null,
  decided_by text not null,
  annulled_on date,
  annulled_by text,
  check ((annulled_on is null) = (annulled_by is null))
);
comment on column withholding.month is 'The month whose payment is smaller by it.';
comment on column withholding.outcome_id is 'The breach it follows from; the rules change no other.';
create unique index withholding_once on withholding (enrolment_id, month) where annulled_on is null;
create index withholding_by_enrolment on withholding (enrolment_id, month)`;

const seen = (table: string) =>
  `exists (select from enrolment seen where seen.id = ${table}.enrolment_id offset 0)`;

/** How conditions were kept and what is withheld for it. Conditionality decides of both. */
export class Withholdings1764300000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OUTCOME);
    await queryRunner.query(WITHHOLDING);
    await protect(queryRunner, 'compliance_outcome', {
      read: benefitsSeenWith(seen('compliance_outcome')),
      update: decidedBy(seen('compliance_outcome')),
    });
    await protect(queryRunner, 'withholding', {
      read: benefitsSeenWith(seen('withholding')),
      write: decidedBy(seen('withholding')),
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table withholding, compliance_outcome');
  }
}
