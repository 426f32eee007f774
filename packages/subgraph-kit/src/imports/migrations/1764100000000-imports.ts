import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '../../database/cluster';
import { protect } from '../../database/grants';
import { STAGING_SCHEMA } from '../staging';

const TABLES = `
create table import_job (
  id uuid primary key default uuidv7(),
  kind text not null,
  state text not null default 'RECEIVING' check (state in
    ('RECEIVING', 'RECEIVED', 'CHECKING', 'CHECKED', 'COMMITTING', 'COMMITTED', 'REFUSED', 'CANCELLED', 'EXPIRED')),
  step text not null default 'READING' check (step in ('READING', 'COMPARING', 'COMMITTING')),
  owner jsonb not null,
  committer jsonb,
  language text not null check (language in ('ar', 'en')),
  source uuid,
  format text,
  encoding text,
  headings text[],
  column_headings jsonb,
  ignored_headings text[],
  file_bytes bigint not null default 0,
  file_hash bytea,
  lines_read int not null default 0,
  range_end text not null default '',
  rows_read int not null default 0,
  rows_refused int not null default 0,
  rows_unchanged int not null default 0,
  rows_committed int not null default 0,
  rows_per_second int,
  seconds_left int,
  commit_mode text check (commit_mode in ('ALL_OR_NOTHING', 'ROW_BY_ROW')),
  problem jsonb,
  is_cancelled boolean not null default false,
  is_unstaged boolean not null default false,
  is_cleared boolean not null default false,
  attempts int not null default 0,
  lease_token uuid,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz not null
);
create index import_job_by_kind on import_job (kind, id);
create index import_job_by_owner on import_job ((owner->>'subject'), id);
create index import_job_open on import_job (created_at)
  where state in ('RECEIVING', 'RECEIVED', 'CHECKING', 'COMMITTING');
create index import_job_staged on import_job (created_at) where not is_unstaged;
create index import_job_uncleared on import_job (expires_at) where not is_cleared;
create table import_file_part (
  job_id uuid not null references import_job on delete cascade,
  part int not null,
  bytes bytea not null,
  primary key (job_id, part)
);
alter table import_file_part alter column bytes set storage external;
create table import_refusal (
  id bigint generated always as identity primary key,
  job_id uuid not null references import_job on delete cascade,
  line int not null,
  group_key text collate "C",
  column_name text,
  code text not null,
  facts jsonb not null
);
create index on import_refusal (job_id, line, id);
create index on import_refusal (job_id, group_key) where group_key is not null`;

/** Lists that are brought in: the jobs, the files as they came, and the rows that were refused. */
export class Imports1764100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const table of ['import_job', 'import_file_part', 'import_refusal']) {
      await protect(queryRunner, table, { delete: { system: 'true' } });
    }
    await queryRunner.query(`create schema ${STAGING_SCHEMA}`);
    await queryRunner.query(`grant usage on schema ${STAGING_SCHEMA} to ${callerRole('system')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop schema ${STAGING_SCHEMA}`);
    await queryRunner.query('drop table import_refusal, import_file_part, import_job');
  }
}
