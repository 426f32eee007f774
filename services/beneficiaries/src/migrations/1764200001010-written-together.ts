import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Memberships that begin together place their people together, as a list needs it: one statement, which leaves people
 * alone who stand where they belong already. Each that ends still takes its own person out.
 */
const TOGETHER = `
create function memberships_place_people() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set household_id = household.id, area_id = household.area_id
    from begun join household on household.id = begun.household_id
   where begun.left_on is null and person.id = begun.person_id
     and (person.household_id is distinct from household.id or person.area_id <> household.area_id);
  return null;
end $$;
drop trigger membership_places_person on membership;
create trigger membership_places_person after update of left_on on membership
  for each row execute function membership_places_person();
create trigger memberships_place_people after insert on membership
  referencing new table as begun for each statement execute function memberships_place_people()`;

const ONE_BY_ONE = `
drop trigger memberships_place_people on membership;
drop trigger membership_places_person on membership;
create trigger membership_places_person after insert or update of left_on on membership
  for each row execute function membership_places_person();
drop function memberships_place_people()`;

/** Who writes many people folds their names in bulk and gives both; of all others the trigger folds them. */
const FOLDED_ALREADY = `
drop trigger person_search_keys on person;
create trigger person_search_keys before insert on person
  for each row when (new.search_keys is null or new.sort_name is null) execute function person_search_keys();
create trigger person_search_keys_follow before update of name_ar, name_en on person
  for each row execute function person_search_keys()`;

const FOLD_ALWAYS = `
drop trigger person_search_keys_follow on person;
drop trigger person_search_keys on person;
create trigger person_search_keys before insert or update of name_ar, name_en on person
  for each row execute function person_search_keys()`;

/** What is derived of people is derived for thousands of them at less cost, and as surely. */
export class WrittenTogether1764200001010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TOGETHER);
    await queryRunner.query(FOLDED_ALREADY);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FOLD_ALWAYS);
    await queryRunner.query(ONE_BY_ONE);
  }
}
