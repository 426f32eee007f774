import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';

const CASES = ['enrolment', 'benefit_application', 'grievance'] as const;

/** Kept beside the case as `person.area_id` is beside the person, so that a list is read from an index. */
const GOVERNORATE = `
create function case_lies_where_household_lives() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.lives_in := (select governorate from household where id = new.household_id);
  return new;
end $$;
create function household_moves_cases() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  ${CASES.map((table) => `update ${table} set lives_in = new.governorate where household_id = new.id;`).join('\n  ')}
  return null;
end $$;
create trigger household_moves_cases after update of area_id on household
  for each row when (old.governorate <> new.governorate) execute function household_moves_cases()`;

const columnOf = (table: string) => `
alter table ${table} add column lives_in text;
comment on column ${table}.lives_in is 'The governorate in which the household lives now: its case workers see it.';
alter table ${table} disable trigger user;
update ${table} set lives_in = household.governorate from household where household.id = household_id;
alter table ${table} enable trigger user, alter column lives_in set not null;
create trigger ${table}_lies_where_household_lives before insert on ${table}
  for each row execute function case_lies_where_household_lives()`;

/** A household that moves takes closed grievances along, of which nothing else may change. */
const KEPT = `
drop trigger grievance_kept on grievance;
create trigger grievance_kept before update of
    id, number, household_id, governorate, complainant_id, against_kind, against_id, contested_decided_on, deciders, words,
    filed_on, filed_by, terms_version, due_on, state, assigned_to, assigned_on, escalation_noted_on, closed_on, decision,
    decided_by
  on grievance for each row execute function keep_grievance()`;
const KEPT_BEFORE = `
drop trigger grievance_kept on grievance;
create trigger grievance_kept before update on grievance for each row execute function keep_grievance()`;

/** The lists that are opened, in their order: of a governorate, and of all. */
const INDEXES = [
  'enrolment_of_workers on enrolment (lives_in, id)',
  'enrolment_of_workers_by_state on enrolment (lives_in, state, id)',
  `enrolment_of_workers_to_recertify on enrolment (lives_in, recertify_by, id) where state <> 'EXITED'`,
  'enrolment_by_state on enrolment (state, id)',
  'benefit_application_of_workers on benefit_application (lives_in, submitted_on, id)',
  'benefit_application_of_workers_by_state on benefit_application (lives_in, state, submitted_on, id)',
  'grievance_of_workers on grievance (lives_in, due_on, id)',
  'grievance_of_workers_by_state on grievance (lives_in, state, due_on, id)',
  `grievance_of_workers_open on grievance (lives_in, due_on, id) where state in ('FILED', 'ASSIGNED')`,
  'grievance_in_order on grievance (due_on, id)',
  'daman_case_of_workers on daman_case (governorate, case_number)',
];

const OWN_HOUSEHOLD = 'household_id = (select own_household())';
const IN_GOVERNORATE = `lives_in = (select claim('governorate'))`;
const seen = (table: string) =>
  `exists (select from household seen where seen.id = ${table}.household_id offset 0)`;
const IS_SENT = `cycle_id in (select id from payment_cycle where state in ('SENT', 'RECONCILED', 'CLOSED'))`;

/** Who sees the same rows as before, told by a column of the table, that PostgreSQL need not ask row by row. */
const POLICIES = [
  ...CASES.flatMap((table) => [
    { table, role: 'case_worker' as const, now: IN_GOVERNORATE, before: seen(table) },
    { table, role: 'citizen' as const, now: OWN_HOUSEHOLD, before: seen(table) },
  ]),
  {
    ...{ table: 'payment', role: 'citizen' as const },
    ...{ now: `${OWN_HOUSEHOLD} and ${IS_SENT}`, before: `${seen('payment')} and ${IS_SENT}` },
  },
];

/** Lists of cash stay quick in a registry of millions, for who sees few of the rows as well. */
export class CashLists1764300000700 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(GOVERNORATE);
    for (const table of CASES) await queryRunner.query(columnOf(table));
    await queryRunner.query(KEPT);
    for (const index of INDEXES) await queryRunner.query(`create index ${index}`);
    await this.#see(queryRunner, 'now');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.#see(queryRunner, 'before');
    await queryRunner.query('drop index grievance_in_order, enrolment_by_state, daman_case_of_workers');
    await queryRunner.query(KEPT_BEFORE);
    await queryRunner.query('drop trigger household_moves_cases on household');
    for (const table of CASES)
      await queryRunner.query(
        `drop trigger ${table}_lies_where_household_lives on ${table}; alter table ${table} drop column lives_in`,
      );
    await queryRunner.query('drop function household_moves_cases(), case_lies_where_household_lives()');
  }

  async #see(queryRunner: QueryRunner, when: 'now' | 'before'): Promise<void> {
    for (const { table, role, ...condition } of POLICIES)
      await queryRunner.query(
        `alter policy ${table}_${role}_select on ${table} to ${callerRole(role)} using (${condition[when]})`,
      );
  }
}
