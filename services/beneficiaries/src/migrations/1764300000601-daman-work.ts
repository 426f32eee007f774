import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction } from '@solidarity/subgraph-kit/database/grants';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { DAMAN_TRANSFER } from '../daman/rules';
import { RECORDERS } from './roles';

/**
 * What is known of cases and their people. Of somebody who lives in another governorate than that of the case nothing
 * is, also for the ministry, since the case worker reads what was found. Only of cases that the caller may see.
 */
const FACTS = `
create function daman_facts(asked uuid[])
returns table (
  "caseId" uuid, "caseNumber" text, state text, basis text, "lastPaidMonth" date, "personId" uuid, "programmeId" text,
  category text, "verifiedBy" text, "birthDate" date, "diedOn" date, "householdId" uuid, "headId" uuid,
  "verifiedHouseholdId" uuid, "youngestBorn" date, "precedingCase" text, "personProgramme" text,
  "personPaidTwiceFrom" date, "householdPaidTwiceFrom" jsonb, "householdProgrammes" text[],
  "householdEndedProgrammes" text[], "householdClaims" jsonb, "personPaidThrough" date, "householdPaidThrough" date,
  "unverifiedMember" text, name text, "registeredNames" text[], "confirmedName" text, "confirmedMonth" date)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select given.id, given.case_number, given.state, given.basis, given.last_paid_month, given.person_id,
         given.programme_id, given.category, given.verified_by,
         person.birth_date, person.died_on, person.household_id, household.head_id, given.household_id,
         (select max(member.birth_date) from membership join person member on member.id = membership.person_id
           where membership.household_id = household.id and membership.left_on is null
             and membership.relationship <> 'SPOUSE' and member.id <> household.head_id and member.died_on is null),
         (select other.case_number from daman_case other
           where other.person_id = given.person_id and other.id <> given.id and other.state <> 'CLOSED'
             and (daman_order(other.state), other.case_number) < (daman_order(given.state), given.case_number)
           order by daman_order(other.state), other.case_number limit 1),
         (select enrolment.programme_id from enrolment_person entitled
            join enrolment on enrolment.id = entitled.enrolment_id
           where entitled.person_id = any (array[person.id])
             and (entitled.entitled_until is null or entitled.entitled_until > paid.through + interval '1 month')
           order by entitled.entitled_from desc limit 1),
         (select min(entitled.entitled_from) from enrolment_person entitled
           where entitled.person_id = any (array[person.id]) and entitled.entitled_from <= paid.through
             and (entitled.entitled_until is null or entitled.entitled_until > paid.through)),
         (select coalesce(jsonb_object_agg(enrolment.programme_id, enrolment.entitled_from), '{}') from enrolment
           where enrolment.household_id = any (array[household.id]) and enrolment.entitled_from <= paid.through
             and (enrolment.entitled_until is null or enrolment.entitled_until > paid.through)),
         array(select programme_id from enrolment
                where enrolment.household_id = any (array[household.id]) and enrolment.state <> 'EXITED' order by programme_id),
         array(select distinct programme_id from enrolment
                where enrolment.household_id = any (array[household.id]) and enrolment.state = 'EXITED'
                  and enrolment.entitled_until > paid.through + interval '1 month' order by programme_id),
         (select coalesce(jsonb_agg(jsonb_build_object('programmeId', other.programme_id, 'caseNumber', other.case_number)
                                    order by other.case_number), '[]')
            from daman_case other
           where other.household_id = household.id and other.person_id <> given.person_id and other.category is null
             and daman_order(other.state) = 1 and other.programme_id is not null
             and (daman_order(other.state), other.case_number) < (daman_order(given.state), given.case_number)),
         paid.through,
         (select max(member.last_paid_month) from daman_case member
           where member.household_id = given.household_id and member.programme_id = given.programme_id
             and member.category is null),
         -- The least of few, found first: else all cases are walked through in the order of their numbers. The state is
         -- no longer the column of an index, of which else thousands of cases would be read for each one.
         (select min(few.case_number) from (
            select other.case_number from daman_case other
             where other.person_id = any (array(select member.id from person member
                     where member.household_id = household.id and member.id <> given.person_id))
               and other.state || '' in ('RECEIVED', 'NOT_FOUND', 'HELD') offset 0) few),
         given.name, array_remove(array[person.name_ar, person.name_en], null), given.confirmed_name, given.confirmed_month
    from unnest(asked) with ordinality as one (id, place)
    cross join lateral (select * from daman_case where daman_case.id = one.id offset 0) given
    left join person on person.id = given.person_id and person.governorate = given.governorate
    left join household on household.id = person.household_id
    cross join lateral (
      select max(own.last_paid_month) as through from daman_case own where own.person_id = given.person_id) paid
   where claim('governorate') is null or given.governorate = claim('governorate')
   order by place
$$`;

/** What lists ask before they come in: which cases are known, wherever, and from when who has moved is paid by others. */
const KNOWN = `
create function daman_known(numbers text[], people uuid[])
returns table (place bigint, known daman_case, moved_from date)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select place, known, coalesce((daman_moved_with(known)).entitled_from, moved.entitled_from)
    from unnest(numbers, people) with ordinality as one (case_number, person_id, place)
    left join daman_case known on known.case_number = one.case_number
    left join daman_case moved on moved.person_id = one.person_id and moved.state = 'MOVED'
$$`;

const BATCHES = `
create function daman_batches_named(names text[], acting_subject text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into daman_batch (name, received_by) select distinct name, acting_subject from unnest(names) as name order by name
    on conflict (name) do nothing
$$;
create function daman_batch_ids(names text[]) returns table (name text, id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select name, id from daman_batch where name = any (names)
$$`;

/** Steps of many records of one kind at once, each from the state in which its history stands. */
const STEPS = `
create function record_daman_steps(kind text, steps jsonb, acting_subject text, acting_role text, day date, why text)
returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if kind not in ('daman_case', 'enrolment') then
    raise exception 'a transfer takes no steps of %', kind;
  end if;
  if exists (select from jsonb_to_recordset(steps) as step (id uuid, "from" text)
              left join lateral (select to_state from state_transition
                where subject_type = kind and subject_id = step.id order by ordinal desc limit 1) last on true
              where last.to_state is distinct from step."from") then
    raise exception '% took another step at the same moment', kind using errcode = 'serialization_failure';
  end if;
  insert into state_transition
    (subject_type, subject_id, ordinal, from_state, to_state, action, by_subject, by_role, on_date, reason)
  select kind, step.id, coalesce(last.ordinal, 0) + 1, step."from", step."to", step.action,
         acting_subject, acting_role, coalesce(step.since, day), why
    from jsonb_to_recordset(steps) as step (id uuid, "from" text, "to" text, action text, since date)
    left join lateral (select max(ordinal) as ordinal from state_transition
      where subject_type = kind and subject_id = step.id) last on true;
end $$`;

const FUNCTIONS = [
  'daman_facts(uuid[])',
  'daman_known(text[], uuid[])',
  'daman_batches_named(text[], text)',
  'daman_batch_ids(text[])',
  'record_daman_steps(text, jsonb, text, text, date, text)',
];

/** What lists of Daman, their verification and their move work with. */
export class DamanWork1764300000601 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statements of [FACTS, KNOWN, BATCHES, STEPS]) await queryRunner.query(statements);
    for (const name of FUNCTIONS) await allowFunction(queryRunner, name, [...RECORDERS, 'system']);
    await seedRule(queryRunner, {
      name: DAMAN_TRANSFER,
      from: '2015-01-01',
      value: {
        destinations: [
          { programmeId: 'KARAMA', category: 'OLDER_PERSON', fromAge: 65 },
          { programmeId: 'KARAMA', category: 'DISABILITY', bases: ['DISABILITY'] },
          { programmeId: 'KARAMA', category: 'ORPHAN', bases: ['ORPHAN'], belowAge: 18 },
          { programmeId: 'TAKAFUL', category: null, childBelowAge: 18 },
        ],
        heldWhenUnpaidMonths: 12,
        payeeFromAge: 18,
        channel: 'POST_OFFICE',
        recertifyAfterMonths: 36,
      },
      source:
        'A plausible sample: Karama from 65, for persons with disabilities and orphans, Takaful for families with children, looked at again after three years.',
      isSample: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [...FUNCTIONS].reverse()) await queryRunner.query(`drop function ${name}`);
  }
}
