import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { householdLife } from '../registry/household';
import { householdImport } from '../registry/household.import';
import { recordedBy, RECORDERS } from './roles';

const REFERENCE = `
create table household_import_reference (
  sender text not null,
  reference text not null,
  household_id uuid not null references household,
  primary key (sender, reference)
);
comment on table household_import_reference is
  'For which household a reference of a sender stands: an organisation by its id, a directorate by its governorate.'`;

/** As people_to_place, and holds nobody: a list is compared long before it is committed. */
const PEOPLE_AS_PLACED = `
create function people_as_placed(asked uuid[])
returns table (person_id uuid, birth_date date, died_on date, joined_on date, left_on date, is_this_household boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select person.id, person.birth_date, person.died_on, membership.joined_on, membership.left_on, false
    from unnest(asked) as one (id) join person on person.id = one.id
    left join membership on membership.person_id = person.id
$$`;

/** The first steps of many households, which have none yet: the place in the history is taken once only. */
const BEGIN_HOUSEHOLDS = `
create function begin_households(ids uuid[], acting_subject text, acting_role text, day date) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into state_transition (subject_type, subject_id, ordinal, to_state, action, by_subject, by_role, on_date)
    select '${householdLife.subjectType}', id, 1, 'ACTIVE', 'register', acting_subject, acting_role, day
      from unnest(ids) as id
$$`;

/** Households come in by lists too, also by those of the organisations that serve them. */
export class HouseholdsImport1764200001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createStaging(queryRunner, householdImport);
    await queryRunner.query(REFERENCE);
    await protect(queryRunner, 'household_import_reference', {
      read: recordedBy('true'),
      insert: recordedBy(
        'exists (select from household seen where seen.id = household_import_reference.household_id offset 0)',
      ),
      appendOnly: true,
    });
    await queryRunner.query(PEOPLE_AS_PLACED);
    await allowFunction(queryRunner, 'people_as_placed(uuid[])', [...RECORDERS, 'system']);
    await queryRunner.query(BEGIN_HOUSEHOLDS);
    await allowFunction(queryRunner, 'begin_households(uuid[], text, text, date)', [...RECORDERS, 'system']);
    // An organisation is told when its own licence stands in the way.
    const partner = callerRole('ngo_partner');
    await queryRunner.query(`grant select on ngo_standing to ${partner}`);
    await queryRunner.query(
      `create policy ngo_standing_ngo_partner_select on ngo_standing for select to ${partner}
       using (ngo_id = (select claim_uuid('ngo_id')))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop policy ngo_standing_ngo_partner_select on ngo_standing');
    await queryRunner.query(`revoke select on ngo_standing from ${callerRole('ngo_partner')}`);
    await queryRunner.query('drop function begin_households(uuid[], text, text, date)');
    await queryRunner.query('drop function people_as_placed(uuid[])');
    await queryRunner.query('drop table household_import_reference');
    await dropStaging(queryRunner, householdImport);
  }
}
