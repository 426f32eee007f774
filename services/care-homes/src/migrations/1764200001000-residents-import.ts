import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction } from '@solidarity/subgraph-kit/database/grants';
import { createStaging, dropStaging } from '@solidarity/subgraph-kit/imports/staging';
import { RESIDENTS } from '../institutions/resident.import';

/**
 * Which of these people live in any home on or after the day beside them: `care_home_stay_one_at_a_time` would refuse
 * an open stay from then. Who lists a person learns that, as by an admission, and not where the person lives.
 */
const STAYS_FROM = `
create function care_home_stays_from(persons uuid[], days date[]) returns table (person_id uuid, admitted_on date)
language sql stable security definer set search_path = public, pg_temp as $$
  select asked.person, asked.day
    from unnest(persons, days) as asked (person, day)
   where exists (select from care_home_stay stay where stay.person_id = asked.person
     and daterange(stay.admitted_on, stay.discharged_on, '[)') && daterange(asked.day, null, '[)'))
$$`;

/** Residents come in by lists too. */
export class ResidentsImport1764200001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(STAYS_FROM);
    await allowFunction(queryRunner, 'care_home_stays_from(uuid[], date[])', [...RESIDENTS.roles, 'system']);
    await createStaging(queryRunner, RESIDENTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropStaging(queryRunner, RESIDENTS);
    await queryRunner.query('drop function care_home_stays_from(uuid[], date[])');
  }
}
