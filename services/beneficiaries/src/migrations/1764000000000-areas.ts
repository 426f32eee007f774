import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';
import { openToAll } from '@solidarity/subgraph-kit/database/grants';
import { areaOfGovernorate, GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';

const FUNCTIONS = `
create function governorate_of_area(area_id text) returns text language sql immutable parallel safe
  return 'EG_' || split_part(area_id, '-', 2);
create function district_of_area(area_id text) returns text language sql immutable parallel safe
  return case when split_part(area_id, '-', 3) <> ''
    then 'EG-' || split_part(area_id, '-', 2) || '-' || split_part(area_id, '-', 3) end;
comment on function district_of_area(text) is 'The district of a district or village; null for a governorate.'`;

/** Codes are compared byte by byte: all that lies in EG-GZ stands from 'EG-GZ' to before 'EG-GZ.'. */
const TABLE = `
create table area (
  id text collate "C" primary key check (id ~ '^EG-[A-Z]{1,3}(-[0-9]{2}(-[0-9]{3})?)?$'),
  kind text not null check (kind in ('GOVERNORATE', 'DISTRICT', 'VILLAGE')),
  parent_id text collate "C" references area,
  governorate text not null generated always as (governorate_of_area(id)) stored,
  name_ar text not null,
  name_en text,
  check ((kind = 'GOVERNORATE') = (parent_id is null)),
  check (parent_id is null or id ~ ('^' || parent_id || '-[0-9]+$'))
);
create index area_by_parent on area (parent_id, id);
create index area_by_kind on area (kind, id)`;

/** Egypt's areas, with its 27 governorates; districts and villages are data that an operator or the sample adds. */
export class Areas1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FUNCTIONS);
    await queryRunner.query(TABLE);
    await openToAll(queryRunner, 'area', ROLE_NAMES);
    await queryRunner.query(
      `insert into area (id, kind, name_ar, name_en)
       select id, 'GOVERNORATE', ar, en from unnest($1::text[], $2::text[], $3::text[]) as given (id, ar, en)`,
      [
        GOVERNORATES.map(({ code }) => areaOfGovernorate(code)),
        GOVERNORATES.map(({ ar }) => ar),
        GOVERNORATES.map(({ en }) => en),
      ],
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table area');
    await queryRunner.query('drop function district_of_area(text), governorate_of_area(text)');
  }
}
