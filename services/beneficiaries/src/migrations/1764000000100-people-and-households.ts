import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People. `household_id` and `area_id` follow the memberships, `search_keys` and `sort_name` the names:
 * triggers of a later migration see to that, whoever writes.
 */
const PERSON = `
create table person (
  id uuid primary key,
  name_ar text not null check (name_ar <> ''),
  name_en text,
  birth_date date not null,
  sex text not null check (sex in ('MALE', 'FEMALE')),
  national_id text unique check (national_id ~ '^[0-9]{14}$'),
  document_kind text check (document_kind in ('PASSPORT', 'REFUGEE_CARD', 'RESIDENCE_PERMIT', 'OTHER')),
  document_country text check (document_country ~ '^[A-Z]{2}$'),
  document_number text,
  died_on date check (died_on >= birth_date),
  death_evidence text,
  registered_at timestamptz not null,
  household_id uuid,
  area_id text collate "C" not null references area,
  governorate text not null generated always as (governorate_of_area(area_id)) stored,
  search_keys tsvector not null,
  sort_name text collate "C" not null,
  constraint person_known_by_one_document check (
    num_nonnulls(document_kind, document_country, document_number) = case when national_id is null then 3 else 0 end),
  constraint person_death_is_proven check ((died_on is null) = (death_evidence is null)),
  constraint person_dead_live_nowhere check (died_on is null or household_id is null)
);
comment on column person.household_id is 'Where the person lives today; null when in no household.';
comment on column person.area_id is 'The area of that household, or of the last one: whose directorate keeps the record.';
create index person_by_household on person (household_id) where household_id is not null;
create index person_by_area on person (area_id, sort_name, id);
create index person_by_search_keys on person using gin (search_keys)`;

const HOUSEHOLD = `
create sequence household_reference;
create table household (
  id uuid primary key,
  reference_number text not null unique default 'H' || lpad(nextval('household_reference')::text, 9, '0'),
  head_id uuid not null references person,
  area_id text collate "C" not null references area,
  district_id text collate "C" generated always as (district_of_area(area_id)) stored,
  governorate text not null generated always as (governorate_of_area(area_id)) stored,
  formed_on date not null,
  registered_at timestamptz not null,
  dissolved_on date check (dissolved_on >= formed_on)
);
create index household_by_registration on household (registered_at, id) where dissolved_on is null;
create index household_by_governorate on household (governorate, registered_at, id) where dissolved_on is null;
create index household_by_district on household (district_id, registered_at, id) where dissolved_on is null;
create index household_count on household (area_id) where dissolved_on is null;
create index household_by_area on household (area_id, registered_at, id) where dissolved_on is null;
alter table person add constraint person_household_fk
  foreign key (household_id) references household deferrable initially deferred`;

const MEMBERSHIP = `
create table membership (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household,
  person_id uuid not null references person,
  relationship text not null check (relationship in ('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'SIBLING', 'GRANDCHILD',
    'GRANDPARENT', 'OTHER_RELATIVE', 'NOT_RELATED')),
  relative_to_id uuid not null references person,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  left_reason text check (left_reason in ('MOVED_TO_HOUSEHOLD', 'LEFT', 'INSTITUTION', 'EMIGRATED', 'DIED')),
  check ((left_on is null) = (left_reason is null)),
  check ((relationship = 'HEAD') = (relative_to_id = person_id)),
  constraint membership_one_household_at_a_time
    exclude using gist (person_id with =, daterange(joined_on, left_on) with &&)
);
create index membership_by_household on membership (household_id, joined_on, id);
create index membership_by_person on membership (person_id, joined_on, id)`;

/** Former heads and addresses stay; of each there is one at a time, since the next begins where the last one ended. */
const HISTORY = `
create table headship (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household,
  person_id uuid not null references person,
  since date not null,
  until date check (until >= since)
);
create unique index headship_one_at_a_time on headship (household_id) where until is null;
create index headship_by_household on headship (household_id, since, id);
create table household_address (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household,
  area_id text collate "C" not null references area,
  line text not null check (line <> ''),
  latitude double precision,
  longitude double precision,
  since date not null,
  until date check (until >= since),
  check (num_nonnulls(latitude, longitude) <> 1)
);
create unique index household_address_one_at_a_time on household_address (household_id) where until is null;
create index household_address_by_household on household_address (household_id, since, id);
create table person_correction (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  field text not null check (field in ('NAME_AR', 'NAME_EN', 'BIRTH_DATE', 'SEX')),
  old_value text,
  new_value text,
  reason text not null check (reason <> ''),
  by_subject text not null,
  by_role text not null,
  at timestamptz not null,
  check (old_value is distinct from new_value)
);
create index person_correction_by_person on person_correction (person_id, at, id)`;

/** People, households, who belongs to which and since when, where they live and have lived, what was corrected. */
export class PeopleAndHouseholds1764000000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const tables of [PERSON, HOUSEHOLD, MEMBERSHIP, HISTORY]) await queryRunner.query(tables);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table person_correction, household_address, headship, membership');
    await queryRunner.query('alter table person drop constraint person_household_fk');
    await queryRunner.query('drop table household, person');
    await queryRunner.query('drop sequence household_reference');
  }
}
