import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { closeTable, letRead, neverChange } from './closed-table';
import { WRITING_ROLES } from './roles';

const TABLES = `
create table audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  subject text not null,
  role text not null,
  action text not null,
  entity text not null,
  person_ids uuid[] not null,
  request_id text,
  operation text,
  purpose text,
  previous_hash bytea not null,
  hash bytea not null
);
create index on audit_entry using gin (person_ids) with (gin_pending_list_limit = 65536);
create table audit_head (
  is_head boolean primary key default true check (is_head),
  seq bigint not null,
  hash bytea not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));
create table audit_note (
  id bigint generated always as identity primary key,
  entries jsonb not null
)`;

/**
 * The text that is hashed: every field with its length before it, so that no two entries have the same text.
 * The check in `audit-check.ts` writes the same text by itself.
 */
const FIELD = `
create function audit_field(value text) returns text language sql immutable as $$
  select coalesce(octet_length(value) || ':' || value, '-') || ','
$$`;

/** Adds entries to the chain, one after the other. */
export const APPEND = `
create or replace function audit_append(entries jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_head;
  entry audit_entry;
  facts jsonb;
begin
  select * into strict head from audit_head for update;
  for facts in select value from jsonb_array_elements(entries) loop
    entry := jsonb_populate_record(null::audit_entry, facts);
    entry.seq := head.seq + 1;
    entry.at := clock_timestamp();
    entry.person_ids := coalesce(entry.person_ids, '{}');
    entry.previous_hash := head.hash;
    entry.hash := sha256(convert_to(
      audit_field(entry.seq::text) ||
      audit_field(to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ||
      audit_field(entry.subject) || audit_field(entry.role) || audit_field(entry.action) || audit_field(entry.entity) ||
      audit_field(array_to_string(entry.person_ids, ' ')) ||
      audit_field(entry.request_id) || audit_field(entry.operation) || audit_field(entry.purpose) ||
      audit_field(encode(entry.previous_hash, 'hex')), 'UTF8'));
    insert into audit_entry values (entry.*);
    head.seq := entry.seq;
    head.hash := entry.hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash;
  return head.seq;
end $$`;

/**
 * A command notes its entries while it works; they join the chain when it commits, so that the head of the chain
 * is held for the commit alone and no command waits for another's work.
 */
const NOTE = `
create function audit_note_entries(noted jsonb) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into audit_note (entries) values (noted)
$$;
create function audit_note_join() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform audit_append(new.entries);
  delete from audit_note where id = new.id;
  return null;
end $$;
create constraint trigger audit_note_join after insert on audit_note
  deferrable initially deferred for each row execute function audit_note_join()`;

/** Makes the audit trail: nobody may write its tables; entries come through its functions. */
export async function createAudit(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  for (const table of ['audit_entry', 'audit_head', 'audit_note']) await closeTable(queryRunner, table);
  await neverChange(queryRunner, 'audit_entry');
  await queryRunner.query(FIELD);
  await queryRunner.query(APPEND);
  await queryRunner.query(NOTE);
  await allowFunction(queryRunner, 'audit_append(jsonb)', ['system']);
  await allowFunction(queryRunner, 'audit_note_entries(jsonb)', WRITING_ROLES);
  for (const table of ['audit_entry', 'audit_head']) {
    await letRead(queryRunner, table, 'auditor');
    await letRead(queryRunner, table, 'system');
  }
}

export async function dropAudit(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop table audit_note, audit_head, audit_entry');
  for (const signature of [
    'audit_note_join()',
    'audit_note_entries(jsonb)',
    'audit_append(jsonb)',
    'audit_field(text)',
  ]) {
    await queryRunner.query(`drop function ${signature}`);
  }
}
