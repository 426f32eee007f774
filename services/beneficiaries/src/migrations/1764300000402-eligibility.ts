import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { FIRST_KARAMA, FIRST_TAKAFUL } from '../eligibility/rules-first';
import { benefitsSeenWith } from './roles';

const ASSESSMENT = `
create table eligibility_assessment (
  id uuid primary key,
  household_id uuid not null references household,
  programme_id text not null references programme,
  on_date date not null,
  outcome text not null check (outcome in ('ELIGIBLE', 'NEAR_MISS', 'NOT_ELIGIBLE')),
  score numeric,
  threshold numeric,
  breakdown jsonb not null,
  decision jsonb not null,
  entitled jsonb not null,
  disputed_facts text[] not null,
  assessed_by text not null,
  assessed_at timestamptz not null
);
create index eligibility_assessment_by_household on eligibility_assessment (household_id, assessed_at, id)`;

/**
 * A version ends where the next one begins, so one that comes between two ends with the second. Gives nothing when one
 * begins on that day already. The rules' table is closed, so this has its owner's rights; only the ministry may ask.
 */
const ADD_RULES = `
create function add_eligibility_rules(programme text, begins date, rules jsonb, came_from text, is_a_sample boolean)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  named text := 'eligibility_' || lower(programme);
  added integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(named, 0));
  if exists (select from rule_version where name = named and effective_from = begins) then return null; end if;
  update rule_version set effective_to = begins
   where name = named and effective_from < begins and (effective_to is null or effective_to > begins);
  insert into rule_version (name, effective_from, effective_to, value, source, is_sample)
    values (named, begins, (select min(effective_from) from rule_version where name = named and effective_from > begins),
            rules, came_from, is_a_sample)
    returning id into added;
  return added;
end $$`;

const SOURCE =
  'Plausible samples: weights, threshold and limits are not published. The vehicles that exclude and the categories are.';

/** Who may have which programme: the rules, and how households were looked at under them. */
export class Eligibility1764300000402 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ASSESSMENT);
    const seen =
      'exists (select from household seen where seen.id = eligibility_assessment.household_id offset 0)';
    await protect(queryRunner, 'eligibility_assessment', {
      read: benefitsSeenWith(seen),
      insert: { ministry_admin: 'true', case_worker: seen, citizen: seen },
      appendOnly: true,
    });
    await queryRunner.query(ADD_RULES);
    await allowFunction(queryRunner, 'add_eligibility_rules(text, date, jsonb, text, boolean)', [
      'ministry_admin',
      'system',
    ]);
    const first = { from: '2015-03-01', source: SOURCE, isSample: true };
    await seedRule(queryRunner, { ...first, name: 'eligibility_takaful', value: FIRST_TAKAFUL });
    await seedRule(queryRunner, { ...first, name: 'eligibility_karama', value: FIRST_KARAMA });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function add_eligibility_rules(text, date, jsonb, text, boolean)');
    await queryRunner.query('drop table eligibility_assessment');
  }
}
