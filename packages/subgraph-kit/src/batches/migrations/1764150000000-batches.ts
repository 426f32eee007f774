import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '../../access/caller';
import { allowFunction, protect } from '../../database/grants';

/** Who may order work, end it, or hear how far it is: the ministry's own. */
const MINISTRY: readonly Role[] = [
  'ministry_admin',
  'analyst',
  'auditor',
  'case_worker',
  'finance_officer',
  'inspector',
  'child_protection_officer',
  'system',
];

const TABLES = `
create table batch (
  id uuid primary key default uuidv7(),
  kind text not null check (kind ~ '^[a-z0-9-]+$'),
  subject_id uuid not null,
  parameters jsonb not null,
  ordered_by text not null,
  ordered_as text not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  steps_done int not null default 0,
  steps_total int,
  problem text,
  is_cancelled boolean not null default false,
  lease_token uuid,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  begun_at timestamptz,
  ended_at timestamptz,
  check ((ended_at is null) = (state in ('WAITING', 'RUNNING')))
);
comment on table batch is 'Work in the background, cut into steps.';
create unique index batch_open on batch (kind, subject_id) where state in ('WAITING', 'RUNNING');
create index batch_waiting on batch (created_at) where state in ('WAITING', 'RUNNING');
create table batch_step (
  batch_id uuid not null references batch on delete cascade,
  number int not null,
  name text not null,
  phase text not null check (phase in ('PLAN', 'RUN', 'FINISH')),
  attempts int not null default 0,
  begun_at timestamptz,
  done_at timestamptz,
  primary key (batch_id, number),
  unique (batch_id, phase, name)
);
comment on table batch_step is 'PLAN cuts the work into steps to RUN; FINISH comes when all of them are done.'`;

const FUNCTIONS = [
  `create function start_batch(wanted_kind text, wanted_subject uuid, wanted_parameters jsonb) returns uuid
     language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     started uuid;
   begin
     insert into batch (kind, subject_id, parameters, ordered_by, ordered_as)
     values (wanted_kind, wanted_subject, wanted_parameters, coalesce(claim('subject'), 'system'),
             coalesce(substring(current_setting('role') from '^caller_(.*)$'), 'system'))
     on conflict (kind, subject_id) where state in ('WAITING', 'RUNNING') do nothing
     returning id into started;
     if started is not null then
       insert into batch_step (batch_id, number, name, phase) values (started, 0, '', 'PLAN');
       perform pg_notify('batch_waiting', '');
     end if;
     return started;
   end $$`,
  `comment on function start_batch(text, uuid, jsonb) is 'Orders work; null when it is under way already.'`,
  `create function cancel_batch(wanted uuid) returns void
     language plpgsql security definer set search_path = public, pg_temp as $$
   begin
     update batch set is_cancelled = true where id = wanted and state in ('WAITING', 'RUNNING');
     perform pg_notify('batch_waiting', '');
   end $$`,
  `create function batch_progress(wanted uuid[])
     returns table (id uuid, state text, steps_done int, steps_total int, seconds_left int, problem text)
     language sql stable security definer set search_path = public, pg_temp as $$
   select batch.id, batch.state, batch.steps_done, batch.steps_total,
          case when batch.state = 'RUNNING' and batch.steps_done > 0
               then ceil(extract(epoch from now() - batch.begun_at) / batch.steps_done
                         * (batch.steps_total - batch.steps_done))::int end,
          batch.problem
     from batch where batch.id = any(wanted) $$`,
];

/** Work of minutes: what was ordered, its steps, and who works on it. */
export class Batches1764150000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const table of ['batch', 'batch_step']) await protect(queryRunner, table, {});
    for (const sql of FUNCTIONS) await queryRunner.query(sql);
    for (const signature of [
      'start_batch(text, uuid, jsonb)',
      'cancel_batch(uuid)',
      'batch_progress(uuid[])',
    ])
      await allowFunction(queryRunner, signature, MINISTRY);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function batch_progress(uuid[])');
    await queryRunner.query('drop function cancel_batch(uuid)');
    await queryRunner.query('drop function start_batch(text, uuid, jsonb)');
    await queryRunner.query('drop table batch_step, batch');
  }
}
