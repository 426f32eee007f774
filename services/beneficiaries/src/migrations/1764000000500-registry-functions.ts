import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLES } from '@solidarity/subgraph-kit/access/roles';
import { ROLE_NAMES, type Scope } from '@solidarity/subgraph-kit/access/caller';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { allowFunction } from '@solidarity/subgraph-kit/database/grants';
import { READ_ALL, RECORDERS } from './roles';

/**
 * What must be known of people before they are placed in a household, also of those whom the caller cannot see: the
 * days on which they are housed, not where. It locks them, in one order for all callers, so that of two who place
 * the same person at once the second sees what the first has done.
 */
const PEOPLE_TO_PLACE = `
create function people_to_place(asked uuid[], into_household uuid)
returns table (person_id uuid, birth_date date, died_on date, joined_on date, left_on date, is_this_household boolean)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from person where id = any (asked) order by id for no key update;
  return query
    select person.id, person.birth_date, person.died_on, membership.joined_on, membership.left_on,
      coalesce(membership.household_id = into_household, false)
    from person left join membership on membership.person_id = person.id
    where person.id = any (asked);
end $$`;

/** Those of `people` who match, after the last one that was seen. Whatever is null says nothing. */
const matching = (people: string) => `
    select people.id from ${people} as people
    where (words is null or search_keys @@ words)
      and (within is null or (area_id >= within and area_id < within || '.'))
      and (known_id is null or people.id = known_id)
      and (after_id is null or (area_id, sort_name, people.id) > (last_seen.area_id, last_seen.sort_name, after_id))
    order by area_id, sort_name, people.id
    limit most`;

/** What an organisation serves is little beside the whole registry, so it is collected first (`offset 0`). */
const SERVED_PEOPLE = `(
      select person.id, area_id, sort_name, search_keys
      from service_consent consent join person on person.household_id = consent.household_id
      where consent.ngo_id = claim_uuid('ngo_id') and consent.withdrawn_on is null offset 0)`;

const OWN_PEOPLE = `(
      select id, area_id, sort_name, search_keys from person where id = any (own_people()) offset 0)`;

const SEE_ALL = [...READ_ALL, 'system' as const].map((role) => `'${callerRole(role)}'`).join(', ');

/**
 * Ids of the people whom a caller may see and who match, by area, then name. It runs with the owner's rights, since
 * PostgreSQL uses no text index behind a policy, and so applies the caller's scope itself: the page is never short.
 */
const SEARCH_PEOPLE = `
create function search_people(words tsquery, known_id uuid, within text, after_id uuid, most integer)
returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  caller text := current_setting('role');
  own_area text := replace(claim('governorate'), '_', '-');
  last_seen person;
begin
  if caller = 'caller_case_worker' then
    if own_area is null or not starts_with(coalesce(within, own_area) || '-', own_area || '-') then return; end if;
    within := coalesce(within, own_area);
  end if;
  if after_id is not null then
    select * into last_seen from person where id = after_id;
    if not found then return; end if;
  end if;
  if caller = 'caller_ngo_partner' then
    return query ${matching(SERVED_PEOPLE)};
  elsif caller = 'caller_citizen' then
    return query ${matching(OWN_PEOPLE)};
  elsif caller in ('caller_case_worker', ${SEE_ALL}) then
    return query ${matching('person')};
  end if;
end $$`;

/** Households of areas and all that lies in them, for callers who may see counts and no household. */
const COUNT_HOUSEHOLDS = `
create function count_households(areas text[]) returns table (area_id text, households integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select asked.id, (
    select count(*)::integer from household
    where household.area_id >= asked.id and household.area_id < asked.id || '.' and dissolved_on is null)
  from (select distinct unnest(areas) collate "C" as id) as asked
$$`;

const rolesWith = (scope: Scope) =>
  ROLE_NAMES.filter((role) => (ROLES[role].scopes as readonly Scope[]).includes(scope));

/** What the registry answers with rights of its own, each within the caller's bounds. */
export class RegistryFunctions1764000000500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PEOPLE_TO_PLACE);
    await queryRunner.query(SEARCH_PEOPLE);
    await queryRunner.query(COUNT_HOUSEHOLDS);
    await allowFunction(queryRunner, 'people_to_place(uuid[], uuid)', [...RECORDERS, 'system']);
    await allowFunction(queryRunner, 'search_people(tsquery, uuid, text, uuid, integer)', [
      ...READ_ALL,
      'case_worker',
      'ngo_partner',
      'citizen',
      'system',
    ]);
    await allowFunction(queryRunner, 'count_households(text[])', rolesWith('aggregates:read'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function count_households(text[])');
    await queryRunner.query('drop function search_people(tsquery, uuid, text, uuid, integer)');
    await queryRunner.query('drop function people_to_place(uuid[], uuid)');
  }
}
