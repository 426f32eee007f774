import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEARCH_KEYS = `
create function person_search_keys() returns trigger language plpgsql as $$
begin
  new.sort_name := fold_arabic(new.name_ar);
  new.search_keys := search_words(new.name_ar, new.name_en);
  return new;
end $$;
create trigger person_search_keys before insert or update of name_ar, name_en on person
  for each row execute function person_search_keys()`;

/** A person may come from a household that the caller cannot see, so these run with the owner's rights. */
const PLACE = `
create function membership_places_person() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.left_on is null then
    update person set household_id = new.household_id, area_id = household.area_id
      from household where person.id = new.person_id and household.id = new.household_id;
  else
    update person set household_id = null where id = new.person_id and household_id = new.household_id;
  end if;
  return null;
end $$;
create trigger membership_places_person after insert or update of left_on on membership
  for each row execute function membership_places_person();
create function household_moves_people() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person set area_id = new.area_id where household_id = new.id;
  return null;
end $$;
create trigger household_moves_people after update of area_id on household
  for each row when (old.area_id <> new.area_id) execute function household_moves_people()`;

/** What follows from other columns cannot disagree with them: search keys, and where a person lives today. */
export class DerivedColumns1764000000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SEARCH_KEYS);
    await queryRunner.query(PLACE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop trigger household_moves_people on household');
    await queryRunner.query('drop trigger membership_places_person on membership');
    await queryRunner.query('drop trigger person_search_keys on person');
    await queryRunner.query(
      'drop function household_moves_people(), membership_places_person(), person_search_keys()',
    );
  }
}
