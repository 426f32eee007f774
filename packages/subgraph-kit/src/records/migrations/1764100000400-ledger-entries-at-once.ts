import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { MONEY_ROLES } from './roles';

/** The account itself, as against its sub-accounts: no loan or grant has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Posts many entries by a few statements over all of them, as lists of thousands need it, and gives their ids in the
 * order given. What `ledger_post` refuses it refuses too; sums are checked when the transaction commits.
 */
const POST_ALL = `
create function ledger_post_all(entries jsonb) returns uuid[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[] := array(select uuidv7() from generate_series(1, jsonb_array_length(entries)));
  asked bigint;
  written bigint;
begin
  insert into ledger_entry (id, type, subject_id, on_date)
    select ids[place], facts->>'type', (facts->>'subject_id')::uuid, (facts->>'on_date')::date
      from jsonb_array_elements(entries) with ordinality as listed (facts, place) order by place;
  insert into ledger_account (code, subject_id, kind)
    select asked.code, asked.subject_id, declared.kind
      from (select distinct posting.code, posting.subject_id
              from jsonb_array_elements(entries) as listed (facts)
             cross join lateral jsonb_to_recordset(facts->'postings') as posting (code text, subject_id uuid)) as asked
      join ledger_account declared on declared.code = asked.code and declared.subject_id = '${NOBODY}'
     order by 1, 2
    on conflict do nothing;
  if exists (select from jsonb_array_elements(entries) as listed (facts)
      cross join lateral jsonb_to_recordset(facts->'postings') as posting (amount numeric)
      where scale(trim_scale(posting.amount)) > 2) then
    raise exception 'a posting has less than a piastre' using errcode = 'check_violation';
  end if;
  insert into ledger_posting (entry_id, on_date, account_id, amount)
    select ids[place], (facts->>'on_date')::date, account.id, (posting->>'amount')::numeric
      from jsonb_array_elements(entries) with ordinality as listed (facts, place)
     cross join lateral jsonb_array_elements(facts->'postings') with ordinality as told (posting, number)
      join ledger_account account
        on account.code = posting->>'code' and account.subject_id = (posting->>'subject_id')::uuid
     order by place, number;
  get diagnostics written = row_count;
  select sum(jsonb_array_length(facts->'postings')) into asked from jsonb_array_elements(entries) as listed (facts);
  if written <> asked then
    raise exception 'a posting names an account that is not declared' using errcode = 'foreign_key_violation';
  end if;
  return ids;
end $$`;

/** A ledger takes many entries at once. */
export class LedgerEntriesAtOnce1764100000400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(POST_ALL);
    await allowFunction(queryRunner, 'ledger_post_all(jsonb)', MONEY_ROLES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function ledger_post_all(jsonb)');
  }
}
