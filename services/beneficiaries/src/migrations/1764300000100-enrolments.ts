import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { decidedBy, benefitsSeenWith } from './roles';

const APPLICATION = `
create sequence application_number;
create table benefit_application (
  id uuid primary key default uuidv7(),
  number text not null unique default 'A' || lpad(nextval('application_number')::text, 10, '0'),
  programme_id text not null references programme,
  household_id uuid not null references household,
  applicant_id uuid not null references person,
  channel text not null default 'SMART_CARD' check (channel in ('SMART_CARD', 'POST_OFFICE')),
  state text not null
    check (state in ('SUBMITTED', 'DOCUMENTS_COMPLETE', 'VERIFIED', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
  submitted_on date not null,
  submitted_by text not null,
  decided_on date,
  decided_by text,
  decision jsonb,
  assessment_id uuid,
  check (num_nonnulls(decided_on, decided_by, decision) in (0, 3)),
  check ((state in ('APPROVED', 'REFUSED')) = (decided_on is not null))
);
create unique index benefit_application_one_open on benefit_application (household_id, programme_id)
  where state in ('SUBMITTED', 'DOCUMENTS_COMPLETE', 'VERIFIED');
create index benefit_application_in_order on benefit_application (submitted_on, id);
create index benefit_application_by_state on benefit_application (state, submitted_on, id);
create index benefit_application_by_household on benefit_application (household_id, submitted_on, id)`;

/** Entitled months are told by their first days: from `entitled_from` on, and no longer in `entitled_until`. */
const ENROLMENT = `
create sequence enrolment_number;
create table enrolment (
  id uuid primary key default uuidv7(),
  number text not null unique default 'E' || lpad(nextval('enrolment_number')::text, 10, '0'),
  programme_id text not null references programme,
  household_id uuid not null references household,
  application_id uuid unique references benefit_application,
  payee_id uuid not null references person,
  channel text not null check (channel in ('SMART_CARD', 'POST_OFFICE')),
  state text not null check (state in ('ACTIVE', 'SUSPENDED', 'EXITED')),
  entitled_from date not null check (extract(day from entitled_from) = 1),
  entitled_until date check (entitled_until >= entitled_from and extract(day from entitled_until) = 1),
  recertify_by date not null,
  enrolled_on date not null,
  enrolled_by text not null,
  exited_on date,
  exit_reason text,
  exited_by text,
  check ((state = 'EXITED') = (exited_on is not null)),
  check ((exited_on is null) = (exit_reason is null)),
  check ((exited_on is null) = (entitled_until is null)),
  constraint enrolment_no_month_twice exclude using gist
    (household_id with =, programme_id with =, daterange(entitled_from, entitled_until) with &&)
);
create unique index enrolment_one_in_force on enrolment (household_id, programme_id) where state <> 'EXITED';
create index enrolment_by_programme on enrolment (programme_id, id);
create index enrolment_by_household on enrolment (household_id, id);
create index enrolment_to_recertify on enrolment (recertify_by, id) where state <> 'EXITED';
create table enrolment_person (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  person_id uuid not null references person,
  category text not null check (category in ('OLDER_PERSON', 'DISABILITY', 'ORPHAN')),
  entitled_from date not null check (extract(day from entitled_from) = 1),
  entitled_until date check (entitled_until >= entitled_from and extract(day from entitled_until) = 1),
  end_reason text check (end_reason in ('EXIT', 'LEFT', 'DIED', 'NOT_ENTITLED')),
  unique (enrolment_id, person_id, entitled_from),
  constraint enrolment_person_no_month_twice
    exclude using gist (person_id with =, daterange(entitled_from, entitled_until) with &&)
);
create unique index enrolment_person_once on enrolment_person (person_id) where entitled_until is null;
create index enrolment_person_by_person on enrolment_person (person_id, entitled_from)`;

const SUSPENSION = `
create table suspension (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  from_month date not null check (extract(day from from_month) = 1),
  until_month date check (until_month >= from_month and extract(day from until_month) = 1),
  reason_code text not null,
  reason text not null,
  decided_on date not null,
  decided_by text not null,
  review_on date,
  lifted_on date,
  lifted_by text,
  is_annulled boolean not null default false,
  check ((lifted_on is null) = (lifted_by is null))
);
comment on column suspension.until_month is 'The first month that is due again; null while it lasts.';
comment on column suspension.is_annulled is 'It should never have been: all its months are due after all.';
create unique index suspension_one_at_a_time on suspension (enrolment_id) where until_month is null;
create index suspension_by_enrolment on suspension (enrolment_id, from_month)`;

const seen = (table: string, parent: string) =>
  `exists (select from ${parent} seen where seen.id = ${table}.${parent === 'household' ? 'household' : 'enrolment'}_id offset 0)`;

/** Applications, enrolments with the people who are entitled by them, and suspensions. */
export class Enrolments1764300000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const tables of [APPLICATION, ENROLMENT, SUSPENSION]) await queryRunner.query(tables);
    for (const table of ['benefit_application', 'enrolment'])
      await protect(queryRunner, table, {
        read: benefitsSeenWith(seen(table, 'household')),
        insert: {
          ...decidedBy(seen(table, 'household')),
          ...(table === 'benefit_application' && { citizen: seen(table, 'household') }),
        },
        update: decidedBy(seen(table, 'household')),
      });
    for (const table of ['enrolment_person', 'suspension'])
      await protect(queryRunner, table, {
        read: benefitsSeenWith(seen(table, 'enrolment')),
        write: decidedBy(seen(table, 'enrolment')),
      });
    await queryRunner.query(
      'grant usage on sequence application_number to caller_ministry_admin, caller_case_worker, caller_citizen, caller_system',
    );
    await queryRunner.query(
      'grant usage on sequence enrolment_number to caller_ministry_admin, caller_case_worker, caller_system',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table suspension, enrolment_person, enrolment, benefit_application');
    await queryRunner.query('drop sequence enrolment_number, application_number');
  }
}
