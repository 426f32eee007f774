import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry changes what is due: who belongs to a household, who was born and has died, who heads it. Rows that come
 * in bulk are looked at by one statement over all of them; a household without enrolments costs one look at an index.
 */
const BEGUN = `
create function note_new_members() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select enrolment.id, date_trunc('month', min(joined_on))::date, 'MEMBER_JOINED'
      from begun join enrolment on enrolment.household_id = begun.household_id group by enrolment.id;
  return null;
end $$;
create trigger note_new_members after insert on membership
  referencing new table as begun for each statement execute function note_new_members();
create function note_new_heads() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select enrolment.id, date_trunc('month', min(since))::date, 'HEAD_CHANGED'
      from begun join enrolment on enrolment.household_id = begun.household_id group by enrolment.id;
  return null;
end $$;
create trigger note_new_heads after insert on headship
  referencing new table as begun for each statement execute function note_new_heads();
create function note_new_enrolments() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause) select id, entitled_from, 'ENROLLED' from begun;
  return null;
end $$;
create trigger note_new_enrolments after insert on enrolment
  referencing new table as begun for each statement execute function note_new_enrolments();
create function note_new_persons() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select enrolment_id, min(entitled_from), 'PERSON_ENTITLED' from begun group by enrolment_id;
  return null;
end $$;
create trigger note_new_persons after insert on enrolment_person
  referencing new table as begun for each statement execute function note_new_persons()`;

/** What is changed afterwards comes one by one; updates of other columns never reach these functions. */
const CHANGED = `
create function note_changed_member() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select id, date_trunc('month', case when old.joined_on = new.joined_on and old.relationship = new.relationship
                                        then least(old.left_on, new.left_on) else least(old.joined_on, new.joined_on) end)::date,
           'MEMBER_CHANGED'
      from enrolment where household_id in (old.household_id, new.household_id);
  return null;
end $$;
create trigger note_changed_member after update of joined_on, left_on, relationship on membership
  for each row when ((old.joined_on, old.left_on, old.relationship) is distinct from (new.joined_on, new.left_on, new.relationship))
  execute function note_changed_member();
create function note_changed_head() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select id, date_trunc('month', case when old.since = new.since then least(old.until, new.until)
                                        else least(old.since, new.since) end)::date, 'HEAD_CHANGED'
      from enrolment where household_id = new.household_id;
  return null;
end $$;
create trigger note_changed_head after update of since, until on headship
  for each row when ((old.since, old.until) is distinct from (new.since, new.until)) execute function note_changed_head();
create function note_changed_life() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entitlement_change (enrolment_id, from_month, cause)
    select enrolment_id, date_trunc('month', case when old.birth_date = new.birth_date then least(old.died_on, new.died_on)
                                                  else least(old.birth_date, new.birth_date) end)::date, 'PERSON_CORRECTED'
      from (select enrolment.id as enrolment_id from membership join enrolment using (household_id) where person_id = new.id
            union
            select enrolment_id from enrolment_person where person_id = new.id) as concerned;
  return null;
end $$;
create trigger note_changed_life after update of birth_date, died_on on person
  for each row when ((old.birth_date, old.died_on) is distinct from (new.birth_date, new.died_on))
  execute function note_changed_life();
create index enrolment_person_of on enrolment_person (person_id)`;

const TRIGGERS = {
  note_new_members: 'membership',
  note_new_heads: 'headship',
  note_new_enrolments: 'enrolment',
  note_new_persons: 'enrolment_person',
  note_changed_member: 'membership',
  note_changed_head: 'headship',
  note_changed_life: 'person',
};

/** Nothing of the registry changes past a payment unnoticed, whoever writes it and however. */
export class EntitlementChanges1764300000303 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BEGUN);
    await queryRunner.query(CHANGED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index enrolment_person_of');
    for (const [name, table] of Object.entries(TRIGGERS)) {
      await queryRunner.query(`drop trigger ${name} on ${table}`);
      await queryRunner.query(`drop function ${name}()`);
    }
  }
}
