import type { MigrationInterface, QueryRunner } from 'typeorm';
import { hideEvents, letSeeEvents, seenIn } from '@solidarity/subgraph-kit/events/event-rights';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { benefitsSeenWith, decidedBy } from './roles';

const OF_APPLICATION = `
create table benefit_document (
  id uuid primary key default uuidv7(),
  application_id uuid not null references benefit_application,
  kind text not null,
  person_id uuid references person,
  number text not null check (number <> ''),
  issued_on date not null,
  is_verified boolean not null,
  received_on date not null,
  received_by text not null,
  seq bigint generated always as identity
);
create index benefit_document_by_application on benefit_document (application_id, seq);
create table field_visit (
  id uuid primary key default uuidv7(),
  application_id uuid not null references benefit_application,
  visited_on date not null,
  visited_by text not null,
  findings text not null check (findings <> ''),
  answers jsonb not null,
  seq bigint generated always as identity
);
comment on column field_visit.answers is 'What was found of each fact of which the family and a registry say different things.';
create index field_visit_by_application on field_visit (application_id, seq);
create table application_decision (
  id uuid primary key default uuidv7(),
  application_id uuid not null references benefit_application,
  decision jsonb not null,
  assessment_id uuid not null,
  decided_on date not null,
  decided_by text not null,
  seq bigint generated always as identity,
  constraint application_decision_by_another unique (application_id, decided_by)
);
comment on table application_decision is 'Every decision, also those that a grievance has undone; nobody decides twice.'`;

/** Who visited does not decide, whoever writes the row. */
const TAKES_TWO = `
create function application_decision_takes_two() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from field_visit
              where application_id = new.application_id and visited_by = new.decided_by) then
    raise exception 'Who visited the household does not decide as well.'
      using errcode = 'check_violation', constraint = 'application_decision_takes_two';
  end if;
  return null;
end $$;
create trigger application_decision_takes_two after insert on application_decision
  for each row execute function application_decision_takes_two();
create function benefit_application_is_decided() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from application_decision
                  where application_id = new.id and decided_by = new.decided_by and decided_on = new.decided_on) then
    raise exception 'A decision stands among the decisions of its application.'
      using errcode = 'check_violation', constraint = 'benefit_application_is_decided';
  end if;
  return null;
end $$;
create constraint trigger benefit_application_is_decided after update of decided_by on benefit_application
  deferrable initially deferred for each row when (new.decided_by is not null)
  execute function benefit_application_is_decided()`;

const RECERTIFICATION = `
create table recertification (
  id uuid primary key default uuidv7(),
  enrolment_id uuid not null references enrolment,
  decision jsonb not null,
  assessment_id uuid not null,
  decided_on date not null,
  decided_by text not null,
  recertify_by date,
  constraint recertification_once_a_day unique (enrolment_id, decided_on)
);
comment on column recertification.recertify_by is 'Until when the enrolment was extended; null when it ended.'`;

/** A citizen takes an application of their own household back, and changes nothing else of it. */
const WITHDRAWN_BY_CITIZEN = `
grant update (state) on benefit_application to caller_citizen;
create policy benefit_application_citizen_update on benefit_application for update to caller_citizen
  using (exists (select from household seen where seen.id = benefit_application.household_id offset 0))
  with check (state = 'WITHDRAWN')`;

const seen = (table: string, parent: string, column: string) =>
  `exists (select from ${parent} seen where seen.id = ${table}.${column} offset 0)`;
const READERS = ['case_worker', 'citizen', 'finance_officer'] as const;
const CHANGED = { type: 'enrolment.changed', roles: READERS } as const;

/** What an application goes through, and what becomes of an enrolment in the course of time. */
export class EnrolmentCases1764300000101 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [OF_APPLICATION, TAKES_TWO, RECERTIFICATION, WITHDRAWN_BY_CITIZEN])
      await queryRunner.query(sql);
    for (const table of ['benefit_document', 'application_decision']) {
      const condition = seen(table, 'benefit_application', 'application_id');
      const read = benefitsSeenWith(condition);
      await protect(queryRunner, table, { read, insert: decidedBy(condition), appendOnly: true });
    }
    const visited = seen('field_visit', 'benefit_application', 'application_id');
    await protect(queryRunner, 'field_visit', {
      read: { ...decidedBy(visited), auditor: 'true' },
      insert: decidedBy(visited),
      appendOnly: true,
    });
    const enrolled = seen('recertification', 'enrolment', 'enrolment_id');
    await protect(queryRunner, 'recertification', {
      read: benefitsSeenWith(enrolled),
      insert: decidedBy(enrolled),
      appendOnly: true,
    });
    for (const table of ['benefit_application', 'enrolment']) {
      const sight = `exists (select from ${table} seen where seen.id = subject_id offset 0)`;
      await showHistory(queryRunner, table, Object.fromEntries(READERS.map((role) => [role, sight])));
    }
    await letSeeEvents(queryRunner, { ...CHANGED, when: seenIn('enrolment') });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await hideEvents(queryRunner, CHANGED);
    for (const table of ['benefit_application', 'enrolment'])
      for (const role of READERS)
        await queryRunner.query(`drop policy state_transition_${role}_${table} on state_transition`);
    await queryRunner.query('drop policy benefit_application_citizen_update on benefit_application');
    await queryRunner.query('drop trigger benefit_application_is_decided on benefit_application');
    await queryRunner.query(
      'drop table recertification, application_decision, field_visit, benefit_document',
    );
    await queryRunner.query(
      'drop function benefit_application_is_decided(), application_decision_takes_two()',
    );
  }
}
