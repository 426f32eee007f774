import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '../../access/caller';
import { protect, type RowConditions } from '../../database/grants';

/** The roles that may export. */
const EXPORTERS = [
  'ministry_admin',
  'analyst',
  'auditor',
  'case_worker',
  'finance_officer',
  'inspector',
  'child_protection_officer',
  'ngo_partner',
  'care_home_staff',
  'lender_officer',
  'marketplace',
] as const satisfies readonly Role[];

/**
 * An export keeps who asked, with their rights, since it runs without them; what they asked for is forgotten once it
 * has ended, for it may name a person. Each time that it begins is an attempt of its own, and so are the parts of its
 * file: a worker that was given up cannot write into the file of the next.
 */
const TABLES = `
create table export_job (
  id uuid primary key default uuidv7(),
  subject text not null,
  role text not null,
  audience text not null,
  scopes text[] not null,
  claims jsonb not null,
  request_id text not null,
  language text not null,
  query text,
  variables jsonb,
  purpose text,
  list text not null,
  format text not null check (format in ('JSONL', 'CSV', 'XLSX')),
  state text not null default 'WAITING'
    check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'EXPIRED')),
  attempt integer not null default 0,
  losses integer not null default 0,
  lease_until timestamptz,
  rows_written integer not null default 0,
  rows_total integer,
  file_bytes bigint,
  problem jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  expires_at timestamptz,
  constraint export_job_asks check (query is not null or state not in ('WAITING', 'RUNNING')),
  constraint export_job_done check (state <> 'DONE' or (file_bytes is not null and expires_at is not null))
);
create index export_job_of_caller on export_job (subject, role, id desc);
create index export_job_unfinished on export_job (id) where state in ('WAITING', 'RUNNING');
create index export_job_kept on export_job (expires_at) where state = 'DONE';
create index export_job_by_age on export_job (created_at);
create table export_file_part (
  job_id uuid not null references export_job on delete cascade,
  attempt integer not null,
  number integer not null,
  bytes bytea not null,
  primary key (job_id, attempt, number)
);
alter table export_file_part alter column bytes set storage external`;

/** Exports that were asked for, and their files. */
export class Exports1764100000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    const ofEach = (condition: (role: Role) => string): RowConditions =>
      Object.fromEntries(EXPORTERS.map((role) => [role, condition(role)]));
    const own = (role: Role) => `subject = (select claim('subject')) and role = '${role}'`;
    await protect(queryRunner, 'export_job', {
      read: ofEach(own),
      insert: ofEach((role) => `${own(role)} and state = 'WAITING'`),
      delete: { system: 'true' },
    });
    // Whose job it is, the job's own policies say.
    const ofOwnJob = 'exists (select from export_job where id = job_id)';
    await protect(queryRunner, 'export_file_part', {
      read: ofEach(() => ofOwnJob),
      delete: { system: 'true' },
      appendOnly: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table export_file_part, export_job');
  }
}
