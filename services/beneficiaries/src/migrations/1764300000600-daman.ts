import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { damanCase, EARLIEST_PAID_MONTH } from '../daman/daman-case';
import { damanImport } from '../daman/daman.import';
import { recordedBy, RECORDERS } from './roles';

const TABLES = `
create table daman_batch (
  id uuid primary key default uuidv7(),
  name text not null unique check (name <> ''),
  received_at timestamptz not null default now(),
  received_by text not null
);
create table daman_case (
  id uuid primary key default uuidv7(),
  batch_id uuid not null references daman_batch,
  case_number text collate "C" not null unique check (case_number <> ''),
  national_id text not null check (national_id ~ '^[0-9]{14}$'),
  person_id uuid not null,
  name text not null check (name <> ''),
  governorate text not null,
  basis text not null check (basis in ('OLD_AGE', 'DISABILITY', 'ORPHAN', 'WIDOW', 'DIVORCED', 'OTHER')),
  monthly_amount numeric(14,2) not null check (monthly_amount > 0),
  last_paid_month date not null check (extract(day from last_paid_month) = 1 and last_paid_month >= '${EARLIEST_PAID_MONTH}'),
  persons smallint not null check (persons > 0),
  state text not null default 'RECEIVED'
    check (state in ('RECEIVED', 'VERIFIED', 'NOT_FOUND', 'DUPLICATE', 'DECEASED', 'HELD', 'MOVED', 'CLOSED')),
  decision jsonb,
  confirmed_name text,
  confirmed_month date,
  verified_on date,
  verified_by text,
  programme_id text references programme,
  category text check (category in ('OLDER_PERSON', 'DISABILITY', 'ORPHAN')),
  household_id uuid references household,
  enrolment_id uuid references enrolment,
  entitled_from date check (extract(day from entitled_from) = 1),
  moved_on date,
  moved_by text,
  closed_on date,
  closed_by text,
  close_reason text check (close_reason in ('DECEASED', 'DUPLICATE', 'NOT_FOUND', 'NOT_ENTITLED', 'RENOUNCED')),
  check (num_nonnulls(decision, verified_on, verified_by) = case when state = 'RECEIVED' then 0 else 3 end),
  check (num_nonnulls(programme_id, household_id) in (0, 2)),
  check (category is null or programme_id is not null),
  check (num_nonnulls(enrolment_id, entitled_from, moved_on, moved_by, programme_id)
         >= case when state = 'MOVED' then 5 else 0 end),
  check (num_nonnulls(enrolment_id, entitled_from, moved_on, moved_by) = case when state = 'MOVED' then 4 else 0 end),
  check (num_nonnulls(closed_on, closed_by, close_reason) = case when state = 'CLOSED' then 3 else 0 end),
  constraint daman_case_takes_two check (moved_by <> verified_by),
  constraint daman_months_do_not_overlap check (entitled_from > last_paid_month)
);
comment on column daman_case.person_id is 'Made of the national ID; there need not be such a person in the registry.';
comment on column daman_case.confirmed_name is 'The name of the list of which somebody has said that it is the same person; another name is held anew.';
comment on column daman_case.confirmed_month is 'The last month paid of which somebody has said that it is right, though long ago.';
comment on column daman_case.programme_id is 'Where it goes, or went; null while nowhere.';
comment on column daman_case.category is 'Why the person is entitled; null of a programme that pays the household.';
create unique index daman_person_moves_once on daman_case (person_id) where state in ('VERIFIED', 'MOVED');
create index daman_case_by_person on daman_case (person_id);
create index daman_case_by_household on daman_case (household_id) where household_id is not null;
create index daman_case_by_enrolment on daman_case (enrolment_id) where enrolment_id is not null;
create index daman_case_by_batch on daman_case (batch_id, case_number);
create index daman_case_by_state on daman_case (batch_id, state, case_number);
create index daman_case_by_governorate on daman_case (batch_id, governorate, case_number);
create table daman_case_correction (
  id uuid primary key default uuidv7(),
  case_id uuid not null references daman_case,
  field text not null check (field in ('LAST_PAID_MONTH', 'MONTHLY_AMOUNT', 'PERSONS', 'BASIS', 'NAME', 'GOVERNORATE')),
  old_value text not null,
  new_value text not null,
  reason text not null check (reason <> ''),
  by_subject text not null,
  by_role text not null,
  at timestamptz not null default now(),
  check (old_value <> new_value)
);
create index daman_case_correction_by_case on daman_case_correction (case_id, at, id)`;

/**
 * Which of several cases comes first: one that was moved, then one that was verified, then the lowest number.
 * Asked by it, a state brings no index of its own into play, which of thousands of cases would be read for each one.
 */
const ORDER = `
create function daman_order(state text) returns int language sql immutable parallel safe
  return case state when 'MOVED' then 0 when 'VERIFIED' then 1 else 2 end`;

/**
 * Functions that look one case up are told not to walk through a table: PostgreSQL keeps their plans, and those that were
 * made while a list of 400,000 was beginning to come in would be kept for all of it.
 */
/** The case of a person or household that has moved already, of which Daman may pay no more months than it has. */
const MOVED_WITH = `
create function daman_moved_with(asked daman_case) returns daman_case
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select moved from daman_case moved where moved.person_id = asked.person_id and moved.state = 'MOVED'
  union all
  select moved from daman_case moved
   where moved.household_id = asked.household_id and moved.programme_id = asked.programme_id
     and moved.category is null and asked.category is null and daman_order(moved.state) = 0
  limit 1
$$`;

/** The last month that Daman has paid to the person, or to the household where the household is who moves. */
const PAID_THROUGH = `
create function daman_paid_through(asked daman_case) returns date
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select greatest(
    (select max(last_paid_month) from daman_case where person_id = asked.person_id),
    case when asked.category is null then
      (select max(last_paid_month) from daman_case member
        where member.household_id = asked.household_id and member.programme_id = asked.programme_id
          and member.category is null)
    end)
$$`;

/**
 * The cases of the members of a household, in all governorates: that there is one, and up to which month it was paid, is
 * for who enrols the household to know. Only of households that the caller may see.
 */
const CASES_OF = `
create function daman_cases_of(asked uuid)
returns table ("personId" uuid, basis text, "lastPaidMonth" date, "programmeId" text, category text)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select given.person_id, given.basis, given.last_paid_month, given.programme_id, given.category
    from household join person on person.household_id = household.id join daman_case given on given.person_id = person.id
   where household.id = asked and (claim('governorate') is null or household.governorate = claim('governorate'))
$$`;

/** The first month of an enrolment that began when Daman had ended; a month of Daman that is taken back would be lost. */
const FOLLOWED_BY = `
create function daman_followed_by(asked daman_case) returns date
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select min(following.entitled_from) from (
    select entitled_from, entitled_until from enrolment_person where person_id = asked.person_id
    union all
    select enrolment.entitled_from, enrolment.entitled_until from person
      join enrolment on enrolment.household_id = person.household_id
      join programme on programme.id = enrolment.programme_id and programme.pays = 'HOUSEHOLD'
     where person.id = asked.person_id and asked.category is null) as following
   where following.entitled_from = asked.last_paid_month + interval '1 month'
     and (following.entitled_until is null or following.entitled_until > following.entitled_from)
$$`;

/**
 * That no month is paid twice and none lost. Lists and moves do not run side by side: a list holds the lock shared, a
 * move alone, so that what one has written the other sees.
 */
const MONTHS = `
create function daman_case_arrives() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('daman_transfer'));
  if exists (select from arrived join daman_case moved on moved.person_id = arrived.person_id and moved.state = 'MOVED'
              where arrived.last_paid_month >= moved.entitled_from) then
    raise exception 'Daman has paid a month that another programme pays'
      using errcode = 'check_violation', constraint = 'daman_months_do_not_overlap';
  end if;
  return null;
end $$;
create trigger daman_case_arrives after insert on daman_case
  referencing new table as arrived for each statement execute function daman_case_arrives();

create function daman_case_changes() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from before where state in ('MOVED', 'CLOSED')) then
    raise exception 'a settled case of Daman never changes' using errcode = 'restrict_violation';
  end if;
  if exists (select from after join before using (id) join daman_case changed using (id)
              where after.last_paid_month <> before.last_paid_month and (daman_moved_with(changed)).id is not null) then
    raise exception 'Daman may pay no other months to who has moved'
      using errcode = 'check_violation', constraint = 'daman_months_do_not_overlap';
  end if;
  if exists (select from after join daman_case moved using (id) join enrolment on enrolment.id = moved.enrolment_id
              where (moved.entitled_from <> daman_paid_through(moved) + interval '1 month'
                     or enrolment.household_id <> moved.household_id or enrolment.programme_id <> moved.programme_id
                     or case when moved.category is null then enrolment.entitled_from <> moved.entitled_from
                          else enrolment.entitled_from > moved.entitled_from or not exists (
                            select from enrolment_person entitled
                             where entitled.enrolment_id = moved.enrolment_id and entitled.person_id = moved.person_id
                               and entitled.entitled_from = moved.entitled_from)
                        end)) then
    raise exception 'the new programme does not begin in the month after the last that Daman has paid'
      using errcode = 'check_violation', constraint = 'daman_months_follow';
  end if;
  return null;
end $$;
create trigger daman_case_changes after update on daman_case
  referencing old table as before new table as after for each statement execute function daman_case_changes();

create function daman_months_stay() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from daman_case where enrolment_id = new.id
                and case when category is null then entitled_from <> new.entitled_from
                      else entitled_from < new.entitled_from end) then
    raise exception 'the enrolment begins when Daman has ended'
      using errcode = 'check_violation', constraint = 'daman_months_follow';
  end if;
  return new;
end $$;
create trigger daman_months_stay before update of entitled_from on enrolment
  for each row when (old.entitled_from <> new.entitled_from) execute function daman_months_stay();

create function daman_person_stays() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from daman_case where enrolment_id = old.enrolment_id and person_id = old.person_id
                and entitled_from = old.entitled_from) then
    raise exception 'the person is entitled from when Daman has ended'
      using errcode = 'check_violation', constraint = 'daman_months_follow';
  end if;
  return new;
end $$;
create trigger daman_person_stays before update of entitled_from on enrolment_person
  for each row when (old.entitled_from <> new.entitled_from) execute function daman_person_stays()`;

/**
 * Months of cases that were moved that are paid by both or by neither: there must be none. It sees all cases, since
 * another one of the same person may lie elsewhere, and shows those of the caller's governorate.
 */
const FAULTS = `
create view daman_month_fault as
  select moved.id, moved.batch_id, moved.case_number, moved.person_id,
         case when begins.month <= paid.through then 'OVERLAP' else 'GAP' end as kind,
         least(begins.month, (paid.through + interval '1 month')::date) as from_month,
         greatest(begins.month, (paid.through + interval '1 month')::date) as until_month
    from daman_case moved
    join enrolment on enrolment.id = moved.enrolment_id
    cross join lateral (
      select case when moved.category is null then enrolment.entitled_from
               else greatest(enrolment.entitled_from, (
                 select min(entitled.entitled_from) from enrolment_person entitled
                  where entitled.enrolment_id = moved.enrolment_id and entitled.person_id = moved.person_id))
             end as month) begins
    cross join lateral (
      select greatest(
        (select max(own.last_paid_month) from daman_case own where own.person_id = moved.person_id),
        (select max(member.last_paid_month) from daman_case member
          where moved.category is null and member.household_id = moved.household_id
            and member.programme_id = moved.programme_id and member.category is null)) as through) paid
   where moved.state = 'MOVED' and begins.month is distinct from (paid.through + interval '1 month')::date
     and (claim('governorate') is null or moved.governorate = claim('governorate'))`;

const seen = (table: string) =>
  `exists (select from daman_case seen where seen.id = ${table}.case_id offset 0)`;
const IN_GOVERNORATE = `governorate = (select claim('governorate'))`;
const seenBy = (caseWorker: string) => ({
  ...{ ministry_admin: 'true', auditor: 'true', finance_officer: 'true', case_worker: caseWorker },
});
const FUNCTIONS = [
  'daman_moved_with(daman_case)',
  'daman_paid_through(daman_case)',
  'daman_cases_of(uuid)',
  'daman_followed_by(daman_case)',
];

/** Cases of Daman, from the list to their new programme. */
export class Daman1764300000600 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statements of [TABLES, ORDER, MOVED_WITH, PAID_THROUGH, CASES_OF, FOLLOWED_BY, MONTHS, FAULTS])
      await queryRunner.query(statements);
    await protect(queryRunner, 'daman_batch', {
      read: seenBy('exists (select from daman_case seen where seen.batch_id = daman_batch.id offset 0)'),
    });
    await protect(queryRunner, 'daman_case', {
      read: seenBy(IN_GOVERNORATE),
      write: recordedBy(IN_GOVERNORATE),
    });
    await protect(queryRunner, 'daman_case_correction', {
      read: seenBy(seen('daman_case_correction')),
      insert: recordedBy(seen('daman_case_correction')),
      appendOnly: true,
    });
    for (const name of FUNCTIONS)
      await allowFunction(queryRunner, name, [...RECORDERS, 'auditor', 'finance_officer', 'system']);
    for (const role of [...RECORDERS, 'auditor', 'finance_officer', 'system'])
      await queryRunner.query(`grant select on daman_month_fault to caller_${role}`);
    await showHistory(queryRunner, damanCase.subjectType, {
      case_worker: 'exists (select from daman_case seen where seen.id = subject_id offset 0)',
    });
    await createStaging(queryRunner, damanImport);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, damanImport);
    await queryRunner.query(`drop policy state_transition_case_worker_daman_case on state_transition`);
    await queryRunner.query('drop view daman_month_fault');
    await queryRunner.query('drop trigger daman_person_stays on enrolment_person');
    await queryRunner.query('drop trigger daman_months_stay on enrolment');
    for (const name of [...FUNCTIONS].reverse()) await queryRunner.query(`drop function ${name} cascade`);
    await queryRunner.query('drop table daman_case_correction, daman_case, daman_batch');
    await queryRunner.query(
      'drop function daman_person_stays(), daman_months_stay(), daman_case_changes(), daman_case_arrives(), daman_order(text)',
    );
  }
}
