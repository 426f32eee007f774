import type { QueryRunner } from 'typeorm';
import { allowFunction } from '../../database/grants';
import { closeTable, letRead, neverChange } from './closed-table';
import { MONEY_READERS, MONEY_ROLES } from './roles';

/** The account itself, as against its sub-accounts: no loan or grant has this id. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const TABLES = `
create table ledger_account (
  id uuid primary key default uuidv7(),
  code text not null check (code ~ '^[a-z][a-z0-9_]*$'),
  subject_id uuid not null default '${NOBODY}',
  kind text not null check (kind in ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
  unique (code, subject_id)
);
create index on ledger_account (subject_id);
create table ledger_entry (
  id uuid primary key default uuidv7(),
  type text not null,
  subject_id uuid not null,
  on_date date not null,
  reverses_id uuid unique references ledger_entry,
  by_subject text not null default coalesce(nullif(current_setting('app.subject', true), ''), 'system'),
  posted_at timestamptz not null default now(),
  transaction_id xid8 not null default pg_current_xact_id(),
  unique (id, on_date)
);
create index on ledger_entry (subject_id, posted_at);
create table ledger_posting (
  id bigint generated always as identity primary key,
  entry_id uuid not null,
  on_date date not null,
  account_id uuid not null references ledger_account,
  amount numeric(18,2) not null check (amount <> 0),
  currency text not null default 'EGP' check (currency = 'EGP'),
  foreign key (entry_id, on_date) references ledger_entry (id, on_date)
);
create index on ledger_posting (entry_id, id);
create index on ledger_posting (account_id, on_date) include (amount)`;

/** Looked at when the transaction commits, whoever wrote the rows and however. */
const BALANCED = `
create function ledger_check(entry uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  postings bigint;
  total numeric;
begin
  select count(*), coalesce(sum(amount), 0) into postings, total from ledger_posting where entry_id = entry;
  if postings < 2 or total <> 0 then
    raise exception 'ledger entry % has % postings with the sum %', entry, postings, total using errcode = 'check_violation';
  end if;
end $$;
create function ledger_entry_balanced() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform ledger_check(new.id);
  return null;
end $$;
create function ledger_posting_balanced() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- One look at the whole entry is enough, however many postings it has.
  if new.id = (select max(id) from ledger_posting where entry_id = new.entry_id) then
    perform ledger_check(new.entry_id);
  end if;
  return null;
end $$;
create function ledger_entry_is_open() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from ledger_entry where id = new.entry_id and transaction_id = pg_current_xact_id()) then
    raise exception 'ledger entry % is closed', new.entry_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create constraint trigger ledger_entry_balanced after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_entry_balanced();
create constraint trigger ledger_posting_balanced after insert on ledger_posting
  deferrable initially deferred for each row execute function ledger_posting_balanced();
create trigger ledger_posting_in_time before insert on ledger_posting
  for each row execute function ledger_entry_is_open()`;

const POST = `
create function ledger_post(facts jsonb) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  entry ledger_entry;
  written bigint;
begin
  insert into ledger_entry (type, subject_id, on_date)
    values (facts->>'type', (facts->>'subject_id')::uuid, (facts->>'on_date')::date) returning * into entry;
  insert into ledger_account (code, subject_id, kind)
    select distinct asked.code, asked.subject_id, declared.kind
      from jsonb_to_recordset(facts->'postings') as asked (code text, subject_id uuid)
      join ledger_account declared on declared.code = asked.code and declared.subject_id = '${NOBODY}'
    where not exists (select from ledger_account known where known.code = asked.code and known.subject_id = asked.subject_id)
    order by 1, 2
    on conflict do nothing;
  if exists (select from jsonb_to_recordset(facts->'postings') as asked (amount numeric) where scale(trim_scale(amount)) > 2) then
    raise exception 'a posting has less than a piastre' using errcode = 'check_violation';
  end if;
  insert into ledger_posting (entry_id, on_date, account_id, amount)
    select entry.id, entry.on_date, account.id, (posting->>'amount')::numeric
      from jsonb_array_elements(facts->'postings') with ordinality as asked (posting, place)
      join ledger_account account on account.code = posting->>'code' and account.subject_id = (posting->>'subject_id')::uuid
    order by asked.place;
  get diagnostics written = row_count;
  if written <> jsonb_array_length(facts->'postings') then
    raise exception 'a posting names an account that is not declared' using errcode = 'foreign_key_violation';
  end if;
  return entry.id;
end $$;
create function ledger_reverse(reversed uuid, reversed_on date) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  original ledger_entry;
  entry ledger_entry;
begin
  select * into original from ledger_entry where id = reversed;
  if original.id is null or original.reverses_id is not null then
    raise exception 'ledger entry % is none that can be reversed', reversed using errcode = 'foreign_key_violation';
  end if;
  insert into ledger_entry (type, subject_id, on_date, reverses_id)
    values (original.type, original.subject_id, reversed_on, original.id)
    on conflict (reverses_id) do nothing returning * into entry;
  insert into ledger_posting (entry_id, on_date, account_id, amount)
    select entry.id, entry.on_date, account_id, -amount from ledger_posting
     where entry_id = original.id and entry.id is not null order by id;
  return entry.id;
end $$`;

const BALANCES = `
create function ledger_balance(asked_code text, asked_subject uuid, asked_on date) returns numeric
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(posting.amount), 0)::numeric(18,2)
    from ledger_account account join ledger_posting posting on posting.account_id = account.id
   where account.code = asked_code and account.subject_id = coalesce(asked_subject, '${NOBODY}')
     and (asked_on is null or posting.on_date <= asked_on)
$$;
create function ledger_total(asked_code text, asked_on date) returns numeric
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(posting.amount), 0)::numeric(18,2)
    from ledger_account account join ledger_posting posting on posting.account_id = account.id
   where account.code = asked_code and (asked_on is null or posting.on_date <= asked_on)
$$;
create function ledger_balances(asked_subjects uuid[], asked_on date) returns table (subject_id uuid, code text, balance numeric)
language sql stable security definer set search_path = public, pg_temp as $$
  select account.subject_id, account.code, sum(posting.amount)::numeric(18,2)
    from ledger_account account join ledger_posting posting on posting.account_id = account.id
   where account.subject_id = any (asked_subjects) and (asked_on is null or posting.on_date <= asked_on)
   group by account.subject_id, account.code
$$`;

/** Makes the double-entry ledger. */
export async function createLedger(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(TABLES);
  await queryRunner.query(BALANCED);
  await queryRunner.query('revoke all on function ledger_check(uuid) from public');
  for (const table of ['ledger_account', 'ledger_entry', 'ledger_posting']) {
    await closeTable(queryRunner, table);
    await neverChange(queryRunner, table);
    for (const role of ['finance_officer', 'auditor', 'system'] as const)
      await letRead(queryRunner, table, role);
  }
  await queryRunner.query(POST);
  await queryRunner.query(BALANCES);
  await allowFunction(queryRunner, 'ledger_post(jsonb)', MONEY_ROLES);
  await allowFunction(queryRunner, 'ledger_reverse(uuid, date)', MONEY_ROLES);
  await allowFunction(queryRunner, 'ledger_balance(text, uuid, date)', MONEY_READERS);
  await allowFunction(queryRunner, 'ledger_total(text, date)', MONEY_READERS);
  await allowFunction(queryRunner, 'ledger_balances(uuid[], date)', MONEY_READERS);
}

export async function dropLedger(queryRunner: QueryRunner): Promise<void> {
  for (const signature of [
    'ledger_balances(uuid[], date)',
    'ledger_total(text, date)',
    'ledger_balance(text, uuid, date)',
    'ledger_reverse(uuid, date)',
    'ledger_post(jsonb)',
  ]) {
    await queryRunner.query(`drop function ${signature}`);
  }
  await queryRunner.query('drop table ledger_posting, ledger_entry, ledger_account');
  await queryRunner.query(
    'drop function ledger_entry_balanced(), ledger_posting_balanced(), ledger_entry_is_open(), ledger_check(uuid)',
  );
}
