import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { allowFunction, protect, unprotect } from '@solidarity/subgraph-kit/database/grants';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { benefitsSeenWith, decidedBy } from './roles';

/** The last three checks keep officer and decider apart, whoever writes. */
const GRIEVANCE = `
create sequence grievance_number;
create table grievance (
  id uuid primary key default uuidv7(),
  number text not null unique default 'G' || lpad(nextval('grievance_number')::text, 10, '0'),
  household_id uuid not null references household,
  governorate text not null,
  complainant_id uuid not null references person,
  against_kind text not null check (against_kind in ('APPLICATION', 'SUSPENSION', 'EXIT', 'WITHHOLDING', 'PAYMENT', 'COLLECTION')),
  against_id uuid not null,
  contested_decided_on date not null,
  deciders text[] not null check (array_position(deciders, null) is null),
  words text not null check (words <> ''),
  filed_on date not null check (filed_on >= contested_decided_on),
  filed_by text not null,
  terms_version text not null,
  due_on date not null check (due_on > filed_on),
  state text not null check (state in ('FILED', 'ASSIGNED', 'UPHELD', 'REJECTED', 'WITHDRAWN')),
  assigned_to text,
  assigned_on date,
  escalation_noted_on date check (escalation_noted_on > due_on),
  closed_on date check (closed_on >= filed_on),
  decision jsonb,
  decided_by text,
  check ((assigned_to is null) = (assigned_on is null)),
  check (state <> 'FILED' or assigned_to is null),
  check (state not in ('ASSIGNED', 'UPHELD', 'REJECTED') or assigned_to is not null),
  check ((closed_on is null) = (state in ('FILED', 'ASSIGNED'))),
  check (num_nonnulls(decision, decided_by) = case when state in ('UPHELD', 'REJECTED') then 2 else 0 end),
  constraint grievance_decided_by_its_officer check (decided_by = assigned_to),
  constraint grievance_officer_took_no_decision check (assigned_to <> all (deciders)),
  constraint grievance_officer_did_not_file check (assigned_to <> filed_by)
);
comment on column grievance.governorate is 'Where the household lived when it was filed.';
comment on column grievance.escalation_noted_on is 'The day on which the history tells that it went to the ministry; the right to decide follows from due_on alone.';
create unique index grievance_one_open on grievance (against_kind, against_id) where state in ('FILED', 'ASSIGNED');
create index grievance_by_subject on grievance (against_kind, against_id, filed_on);
create index grievance_by_household on grievance (household_id, filed_on, id);
create index grievance_open_by_due on grievance (due_on, id) where state in ('FILED', 'ASSIGNED');
create index grievance_by_state on grievance (state, due_on, id);
create index grievance_by_governorate on grievance (governorate, due_on, id);
create index grievance_of_officer on grievance (assigned_to, due_on, id) where state = 'ASSIGNED'`;

/** What was decided or withdrawn stays so, and what it was filed against is never another. */
const KEPT = `
create function keep_grievance() returns trigger language plpgsql as $$
begin
  if old.state not in ('FILED', 'ASSIGNED') then
    raise exception 'the grievance % is closed', old.number using errcode = 'restrict_violation';
  end if;
  if (new.household_id, new.governorate, new.complainant_id, new.against_kind, new.against_id, new.contested_decided_on, new.deciders,
      new.words, new.filed_on, new.filed_by, new.terms_version, new.due_on)
     is distinct from
     (old.household_id, old.governorate, old.complainant_id, old.against_kind, old.against_id, old.contested_decided_on, old.deciders,
      old.words, old.filed_on, old.filed_by, old.terms_version, old.due_on) then
    raise exception 'the grievance % stays as it was filed', old.number using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger grievance_kept before update on grievance for each row execute function keep_grievance()`;

/** Everybody who took part in deciding an application; a family is not shown who visited it. */
const DECIDERS = `
create function deciders_of_application(asked uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(who), '{}') from (
    select decided_by from application_decision where application_id = asked
    union select visited_by from field_visit where application_id = asked) as took_part (who)
$$`;

const SEEN = 'exists (select from household seen where seen.id = grievance.household_id offset 0)';

const FILERS = ['ministry_admin', 'case_worker', 'citizen', 'system'] as const;

/** Who sees a grievance sees its history. The ministry and auditors read all histories. */
const HISTORY = Object.fromEntries(
  (['case_worker', 'citizen', 'finance_officer'] as const).map((role) => [
    role,
    'exists (select from grievance seen where seen.id = subject_id offset 0)',
  ]),
);

/** Grievances with their clock, and that no one decides about a decision of their own. */
export class Grievances1764300000500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [GRIEVANCE, KEPT, DECIDERS]) await queryRunner.query(sql);
    await protect(queryRunner, 'grievance', {
      read: benefitsSeenWith(SEEN),
      insert: { ...decidedBy(SEEN), citizen: SEEN },
      update: decidedBy(SEEN),
    });
    // A citizen takes an own grievance back, and changes nothing else of it.
    await queryRunner.query('grant update (state, closed_on) on grievance to caller_citizen');
    await queryRunner.query(
      `create policy grievance_citizen_update on grievance for update to caller_citizen
         using (${SEEN}) with check (state = 'WITHDRAWN' and ${SEEN})`,
    );
    await queryRunner.query(
      `grant usage on sequence grievance_number to ${FILERS.map(callerRole).join(', ')}`,
    );
    await allowFunction(queryRunner, 'deciders_of_application(uuid)', FILERS);
    await showHistory(queryRunner, 'grievance', HISTORY);
    await seedRule(queryRunner, {
      name: 'grievance_terms',
      from: '2000-01-01',
      value: { daysToFile: 60, daysToDecide: 30 },
      source:
        'A plausible sample: the terms of grievances are not published; 60 days is the usual term of the law on the State Council.',
      isSample: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const role of Object.keys(HISTORY))
      await queryRunner.query(`drop policy state_transition_${role}_grievance on state_transition`);
    await unprotect(queryRunner, 'grievance');
    await queryRunner.query('drop table grievance');
    await queryRunner.query('drop function deciders_of_application(uuid), keep_grievance()');
    await queryRunner.query('drop sequence grievance_number');
  }
}
