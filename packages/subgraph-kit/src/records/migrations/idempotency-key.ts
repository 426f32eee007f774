import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { closeTable } from './closed-table';
import { WRITING_ROLES } from './roles';

const TABLE = `
create table idempotency_key (
  subject text not null,
  operation text not null,
  key text not null check (length(key) between 8 and 200),
  input_hash text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (subject, operation, key)
)`;

/**
 * Claims a key, or gives what is known of it. Of two transactions that claim it at once the second waits for the
 * end of the first: then it finds the first one's answer, or claims the key if the first was rolled back.
 */
const CLAIM = `
create function idempotency_claim(asked_subject text, asked_operation text, asked_key text, asked_hash text)
returns table (is_new boolean, is_same_input boolean, known_answer jsonb)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into idempotency_key (subject, operation, key, input_hash)
    values (asked_subject, asked_operation, asked_key, asked_hash) on conflict do nothing;
  if found then
    return query select true, true, null::jsonb;
  else
    return query select false, known.input_hash = asked_hash, known.answer from idempotency_key known
      where known.subject = asked_subject and known.operation = asked_operation and known.key = asked_key;
  end if;
end $$`;

/** Keeps the answer with its key. */
const SETTLE = `
create function idempotency_settle(asked_subject text, asked_operation text, asked_key text, given_answer jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update idempotency_key set answer = given_answer
    where subject = asked_subject and operation = asked_operation and key = asked_key and answer is null;
end $$`;

/** Makes the table of idempotency keys; it is reached through its two functions alone. */
export async function createIdempotencyKey(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLE);
  await closeTable(queryRunner, 'idempotency_key');
  await queryRunner.query(CLAIM);
  await queryRunner.query(SETTLE);
  await allowFunction(queryRunner, 'idempotency_claim(text, text, text, text)', WRITING_ROLES);
  await allowFunction(queryRunner, 'idempotency_settle(text, text, text, jsonb)', WRITING_ROLES);
}

export async function dropIdempotencyKey(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('drop function idempotency_settle(text, text, text, jsonb)');
  await queryRunner.query('drop function idempotency_claim(text, text, text, text)');
  await queryRunner.query('drop table idempotency_key');
}
