import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND } from './audit';

/** What `audit_field` gives, written out: to call it for each field took most of the time. */
const field = (name: string): string => `coalesce(octet_length(${name}) || ':' || ${name}, '-') || ','`;

/**
 * The chain is told entry by entry, and all else of a list of thousands at once: what each says as text, and the rows.
 * The texts and hashes are those of the first version; entries that join together have one time.
 */
const APPEND_ALL = `
create or replace function audit_append(entries jsonb) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head audit_head;
  moment timestamptz;
  moment_field text;
  said text[];
  content text;
  place bigint;
  last_hash bytea;
  hashes bytea[] := '{}';
begin
  select * into strict head from audit_head for update;
  moment := clock_timestamp();
  moment_field := audit_field(to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
  said := array(
    select ${['subject', 'role', 'action', 'entity', 'people', 'request_id', 'operation', 'purpose'].map(field).join(' ||\n           ')}
      from jsonb_to_recordset(entries) as entry (subject text, role text, action text, entity text, person_ids uuid[],
             request_id text, operation text, purpose text)
     cross join lateral array_to_string(coalesce(person_ids, '{}'), ' ') as people);
  place := head.seq;
  last_hash := head.hash;
  foreach content in array said loop
    place := place + 1;
    last_hash := sha256(convert_to(
      length(place::text) || ':' || place || ',' || moment_field || content || '64:' || encode(last_hash, 'hex') || ',',
      'UTF8'));
    hashes := array_append(hashes, last_hash);
  end loop;
  insert into audit_entry (seq, at, subject, role, action, entity, person_ids, request_id, operation, purpose,
                           previous_hash, hash)
    select head.seq + number, moment, subject, role, action, entity, coalesce(person_ids, '{}'), request_id, operation,
           purpose, previous, hash
      from rows from (
             jsonb_to_recordset(entries) as (subject text, role text, action text, entity text, person_ids uuid[],
               request_id text, operation text, purpose text),
             unnest(array_prepend(head.hash, trim_array(hashes, least(1, cardinality(hashes))))),
             unnest(hashes))
           with ordinality as entry (subject, role, action, entity, person_ids, request_id, operation, purpose,
             previous, hash, number)
     where hash is not null
     order by number;
  update audit_head set seq = place, hash = last_hash;
  return place;
end $$`;

/** Entries of thousands that are noted together are read again in a moment: to compress them is lost labour. */
const NOT_COMPRESSED = 'alter table audit_note alter column entries set storage external';
const COMPRESSED = 'alter table audit_note alter column entries set storage extended';

/** The audit trail takes many entries at once. */
export class AuditEntriesAtOnce1764100000500 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(APPEND_ALL);
    await queryRunner.query(NOT_COMPRESSED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(COMPRESSED);
    await queryRunner.query(APPEND);
  }
}
