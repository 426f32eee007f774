import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import {
  allowFunction,
  protect,
  type Protection,
  type RowConditions,
} from '@solidarity/subgraph-kit/database/grants';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';

const TABLES = `
create table foster_application (
  id uuid primary key,
  kind text not null check (kind in ('COUPLE', 'SINGLE_WOMAN')),
  state text not null check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'ELIGIBLE', 'NOT_ELIGIBLE', 'HOME_STUDIED',
    'TRAINED', 'WAITING', 'REFUSED', 'WITHDRAWN')),
  state_since timestamptz not null,
  applicant_person_id uuid not null,
  spouse_person_id uuid check (spouse_person_id <> applicant_person_id),
  married_on date,
  area_id text not null check (area_id ~ '^EG-[A-Z]{1,3}(-[0-9]{2}(-[0-9]{3})?)?$'),
  governorate text not null generated always as ('EG_' || split_part(area_id, '-', 2)) stored,
  address text not null,
  monthly_income numeric(18,2) not null check (monthly_income >= 0),
  wish_age_from integer not null check (wish_age_from >= 0),
  wish_age_to integer not null check (wish_age_to between wish_age_from and 17),
  wish_sex text check (wish_sex in ('MALE', 'FEMALE')),
  wish_takes_siblings boolean not null,
  assisted_by_ngo_id uuid,
  started_by text not null,
  submitted_on date,
  created_at timestamptz not null default now(),
  unique (id, started_by),
  constraint foster_application_couple_has_two
    check ((kind = 'COUPLE') = (spouse_person_id is not null) and (kind = 'COUPLE') = (married_on is not null)),
  constraint foster_application_submitted_on_a_day check (state in ('DRAFT', 'WITHDRAWN') or submitted_on is not null)
);
create index on foster_application (created_at, id);
create index on foster_application (state, created_at, id);
create index on foster_application (governorate, created_at, id);
create index on foster_application (assisted_by_ngo_id, created_at, id);
create index on foster_application (applicant_person_id);
create index on foster_application (spouse_person_id);
create index foster_waiting_list on foster_application (governorate, state_since, id) where state = 'WAITING';
create table foster_applicant (
  id uuid primary key,
  application_id uuid not null references foster_application,
  person_id uuid not null,
  place integer not null check (place in (1, 2)),
  birth_date date not null,
  sex text not null check (sex in ('MALE', 'FEMALE')),
  marital_status text not null check (marital_status in ('MARRIED', 'WIDOWED', 'DIVORCED', 'NEVER_MARRIED')),
  religion text check (religion in ('MUSLIM', 'CHRISTIAN', 'OTHER')),
  schooling text not null check (schooling in ('NONE', 'PRIMARY', 'PREPARATORY', 'SECONDARY', 'UNIVERSITY')),
  trained_on date,
  training_certificate text,
  is_open boolean not null default true,
  unique (application_id, place),
  unique (application_id, person_id),
  constraint foster_applicant_trained_with_certificate check ((trained_on is null) = (training_certificate is null))
);
create index on foster_applicant (person_id);
create unique index foster_applicant_one_open_application on foster_applicant (person_id) where is_open;
alter table foster_application
  add constraint foster_application_applicant foreign key (id, applicant_person_id)
    references foster_applicant (application_id, person_id) deferrable initially deferred,
  add constraint foster_application_spouse foreign key (id, spouse_person_id)
    references foster_applicant (application_id, person_id) deferrable initially deferred;
create table foster_document (
  id uuid primary key,
  application_id uuid not null,
  person_id uuid,
  kind text not null check (kind in ('MARRIAGE_CONTRACT', 'INFERTILITY_REPORT', 'MARITAL_STATUS_STATEMENT', 'INCOME_STATEMENT',
    'PROOF_OF_RESIDENCE', 'HEALTH_CERTIFICATE', 'CRIMINAL_RECORD', 'SCHOOLING_CERTIFICATE')),
  number text not null,
  issued_on date not null,
  is_favourable boolean not null,
  received_by text not null,
  seq bigint generated always as identity,
  foreign key (application_id) references foster_application,
  foreign key (application_id, person_id) references foster_applicant (application_id, person_id)
);
create index on foster_document (application_id, seq);
create table foster_correction (
  id uuid primary key,
  application_id uuid not null references foster_application,
  before jsonb not null,
  corrected_by text not null,
  corrected_at timestamptz not null default now()
);
create index on foster_correction (application_id);
create table foster_home_study (
  id uuid primary key,
  application_id uuid not null references foster_application,
  visited_on date not null,
  report text not null,
  is_recommended boolean not null,
  studied_by text not null,
  created_at timestamptz not null default now(),
  unique (id, application_id, studied_by)
);
create index on foster_home_study (application_id, created_at);
create table foster_decision (
  id uuid primary key,
  application_id uuid not null references foster_application,
  kind text not null check (kind in ('ELIGIBILITY', 'COMMITTEE')),
  decision jsonb not null,
  decided_on date not null,
  decided_by text not null,
  committee text[],
  home_study_id uuid unique,
  studied_by text,
  started_by text,
  created_at timestamptz not null default now(),
  foreign key (home_study_id, application_id, studied_by) references foster_home_study (id, application_id, studied_by),
  foreign key (application_id, started_by) references foster_application (id, started_by),
  constraint foster_decision_of_a_committee check (case kind when 'COMMITTEE'
    then num_nulls(committee, home_study_id, studied_by, started_by) = 0
    else num_nonnulls(committee, home_study_id, studied_by, started_by) = 0 end),
  constraint foster_decision_by_three check (count_distinct(committee) >= 3 and decided_by = any (committee)),
  constraint foster_decision_by_others check (studied_by <> all (committee) and started_by <> all (committee))
);
create index on foster_decision (application_id, created_at, id)`;

const COUNT_DISTINCT = `
create function count_distinct(texts text[]) returns bigint
language sql immutable strict parallel safe set search_path = public, pg_temp
return (select count(distinct one) from unnest(texts) as one)`;

/** When an application is over, its applicants may apply anew. */
const ONE_OPEN = `
create function close_foster_applicants() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update foster_applicant set is_open = new.state not in ('NOT_ELIGIBLE', 'REFUSED', 'WITHDRAWN')
    where application_id = new.id;
  return null;
end $$;
create trigger close_foster_applicants after update of state on foster_application
  for each row execute function close_foster_applicants()`;

/** A partner sees the place of a family that it assists without seeing those before it. */
const POSITIONS = `
create function foster_waiting_positions(asked uuid[]) returns table (id uuid, place integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select waiting.id, (
    select count(*)::integer from foster_application ahead
    where ahead.state = 'WAITING' and ahead.governorate = waiting.governorate
      and (ahead.state_since, ahead.id) <= (waiting.state_since, waiting.id))
  from foster_application waiting
  where waiting.id = any (asked) and waiting.state = 'WAITING'
$$`;

const OFFICERS = ['ministry_admin', 'child_protection_officer'] as const satisfies readonly Role[];
const READERS = [...OFFICERS, 'auditor', 'ngo_partner', 'citizen'] as const satisfies readonly Role[];
const every = (roles: readonly Role[], condition = 'true'): RowConditions =>
  Object.fromEntries(roles.map((role) => [role, condition]));

const ASSISTED = `assisted_by_ngo_id = (select claim_uuid('ngo_id'))`;
const OF_OWN_APPLICATIONS = `exists (select from foster_application own where own.id = application_id)`;
const OWN: RowConditions = {
  ...every([...OFFICERS, 'auditor']),
  ...every(['ngo_partner', 'citizen'], OF_OWN_APPLICATIONS),
};
const BY_ASSISTANTS: RowConditions = { ...every(OFFICERS), ngo_partner: OF_OWN_APPLICATIONS };

const PROTECTION: Readonly<Record<string, Protection>> = {
  foster_application: {
    read: {
      ...every([...OFFICERS, 'auditor']),
      ngo_partner: ASSISTED,
      citizen: `(select claim_uuid('person_id')) in (applicant_person_id, spouse_person_id)`,
    },
    write: { ...every(OFFICERS), ngo_partner: ASSISTED },
  },
  foster_applicant: { read: OWN, write: BY_ASSISTANTS },
  foster_document: { read: OWN, insert: BY_ASSISTANTS, appendOnly: true },
  foster_correction: { read: every([...OFFICERS, 'auditor']), insert: BY_ASSISTANTS, appendOnly: true },
  foster_home_study: { read: every([...OFFICERS, 'auditor']), insert: every(OFFICERS), appendOnly: true },
  foster_decision: { read: OWN, insert: every(OFFICERS), appendOnly: true },
};

/** The history of an application is seen by who sees the application. */
const HISTORY = every(
  ['child_protection_officer', 'ngo_partner', 'citizen'],
  'exists (select from foster_application seen where seen.id = subject_id)',
);

/** Families that want to take a child in, and how far they have come. */
export class FosterFamilies1764000000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [COUNT_DISTINCT, TABLES, ONE_OPEN, POSITIONS]) await queryRunner.query(sql);
    for (const [table, protection] of Object.entries(PROTECTION))
      await protect(queryRunner, table, protection);
    await allowFunction(queryRunner, 'foster_waiting_positions(uuid[])', [...READERS, 'system']);
    await showHistory(queryRunner, 'foster_application', HISTORY);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const role of Object.keys(HISTORY)) {
      await queryRunner.query(`drop policy state_transition_${role}_foster_application on state_transition`);
    }
    await queryRunner.query('drop function foster_waiting_positions(uuid[])');
    await queryRunner.query(
      'drop table foster_decision, foster_home_study, foster_correction, foster_document, foster_applicant, foster_application',
    );
    await queryRunner.query('drop function close_foster_applicants(), count_distinct(text[])');
  }
}
