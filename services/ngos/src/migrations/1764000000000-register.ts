import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells the day in Cairo to policies and views. */
const TODAY = `
create function cairo_today() returns date language sql stable parallel safe
  return (now() at time zone 'Africa/Cairo')::date`;

const NGO = `
create table ngo (
  id uuid primary key,
  name_ar text not null check (btrim(name_ar) <> ''),
  name_en text,
  sort_name text not null generated always as (fold_arabic(name_ar)) stored,
  kind text not null check (kind in ('ASSOCIATION', 'FOUNDATION', 'UNION', 'FOREIGN_BRANCH')),
  fields_of_work text[] not null check (cardinality(fields_of_work) > 0 and fields_of_work <@ array[
    'COMMUNITY_DEVELOPMENT', 'CHILD_AND_FAMILY', 'SOCIAL_ASSISTANCE', 'OLDER_PEOPLE', 'DISABILITY', 'HEALTH', 'EDUCATION',
    'WOMEN', 'MICROFINANCE', 'ENVIRONMENT', 'YOUTH', 'CULTURE', 'RELIEF', 'HUMAN_RIGHTS']),
  seat_governorate text not null check (seat_governorate ~ '^EG_[A-Z]{1,3}$'),
  seat_area_id text not null check (seat_area_id ~ '^EG-[A-Z]{1,3}(-\\d{2}(-\\d{3})?)?$'),
  seat_district_id text generated always as (substring(seat_area_id from '^EG-[A-Z]{1,3}-\\d{2}')) stored,
  governorates text[] not null,
  registration_number text constraint ngo_registration_number_once unique check (registration_number ~ '^\\d{1,7}/\\d{4}$'),
  status text not null check (status in
    ('SUBMITTED', 'COMPLETE', 'OBJECTED', 'MENDED', 'REGISTERED', 'WARNED', 'SUSPENDED', 'DISSOLVED')),
  status_since date not null,
  on_register_from date,
  legal_personality_from date,
  is_older_than_law boolean not null default false,
  regularised_on date check (regularised_on is null or is_older_than_law),
  licensed_from date,
  licensed_until date,
  recorded_at timestamptz not null default now(),
  constraint ngo_seat_lies_in_its_governorate check (split_part(seat_area_id, '-', 2) = split_part(seat_governorate, '_', 2)),
  constraint ngo_works_where_its_seat_is check (seat_governorate = any (governorates)),
  constraint ngo_licensed_in_order check
    (licensed_from <= licensed_until and (licensed_from is null) = (licensed_until is null)),
  constraint ngo_on_register_by_status check (case
    when status in ('SUBMITTED', 'OBJECTED', 'MENDED') then on_register_from is null and licensed_from is null
    else on_register_from is not null and licensed_from is not null
      and legal_personality_from is not null and registration_number is not null end)
);
create unique index ngo_name_once on ngo (sort_name, seat_governorate) where status <> 'DISSOLVED';
create index ngo_in_order on ngo (sort_name, id);
create index ngo_by_status on ngo (status, status_since, id);
create index ngo_by_governorate on ngo (seat_governorate) include (status, on_register_from, licensed_until);
create index ngo_by_district on ngo (seat_district_id) include (status, on_register_from, licensed_until);
create index ngo_by_area on ngo (seat_area_id) include (status, on_register_from, licensed_until);
create sequence ngo_registration_number as integer start 100001;
comment on column ngo.on_register_from is
  'The first day on the public register: of a complete notification the day after the term to object, still to come while it runs.';
comment on column ngo.licensed_from is 'The first day of the licensed time without a gap that licensed_until ends.'`;

/** Words of names and number, kind, fields and governorates; ids only, without policies: see the kit's name search. */
const SEARCH = `
create table ngo_search (
  ngo_id uuid primary key references ngo on delete cascade,
  words tsvector not null
);
create index ngo_search_words on ngo_search using gin (words);
create function ngo_search_keep() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into ngo_search (ngo_id, words)
    values (new.id,
      search_words(new.name_ar || ' ' || coalesce(new.registration_number, ''), new.name_en)
      || array_to_tsvector((select array_agg('@' || facet)
           from unnest(array[new.kind] || new.fields_of_work || new.governorates) as facet)))
    on conflict (ngo_id) do update set words = excluded.words;
  return null;
end $$;
create trigger ngo_search_keep
  after insert or update of name_ar, name_en, registration_number, kind, fields_of_work, governorates on ngo
  for each row execute function ngo_search_keep()`;

/** The register of NGOs and what it is searched by. */
export class Register1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TODAY);
    await queryRunner.query(NGO);
    await queryRunner.query(SEARCH);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ngo_search, ngo');
    await queryRunner.query('drop function ngo_search_keep()');
    await queryRunner.query('drop sequence ngo_registration_number');
    await queryRunner.query('drop function cairo_today()');
  }
}
