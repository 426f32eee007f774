import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { BENEFITS_READ_ALL } from './roles';

/** What the agent has said wrongly of a payment. Of a grievance, who filed it proposes and its officer confirms. */
const CORRECTION = `
create table payment_correction (
  id uuid primary key default uuidv7(),
  payment_id uuid not null references payment,
  was_state text not null check (was_state in ('PAID', 'UNCOLLECTED', 'REJECTED')),
  was_settled_on date,
  was_code text,
  result text not null check (result in ('PAID', 'UNCOLLECTED', 'REJECTED')),
  settled_on date not null,
  reason_code text,
  words text not null check (words <> ''),
  grievance_id uuid unique,
  state text not null check (state in ('PROPOSED', 'CONFIRMED', 'DECLINED')),
  proposed_by text not null,
  proposed_on date not null,
  decided_by text,
  decided_on date,
  confirmed_in xid8,
  constraint payment_correction_takes_two check (decided_by <> proposed_by),
  check (num_nonnulls(decided_by, decided_on) = case state when 'PROPOSED' then 0 else 2 end),
  check ((state = 'CONFIRMED') = (confirmed_in is not null))
);
comment on column payment_correction.confirmed_in is 'The transaction that has confirmed it: in no other is the payment changed by it.';
create unique index payment_correction_one_open on payment_correction (payment_id) where state = 'PROPOSED';
create index payment_correction_by_payment on payment_correction (payment_id, id);
create index payment_correction_by_state on payment_correction (state, id)`;

/** Who brought and committed the return files of a cycle: a grievance against what they say is not theirs to decide. */
const PARTY = `
create table payment_return_party (
  cycle_id uuid not null references payment_cycle,
  subject text not null,
  primary key (cycle_id, subject)
);
create function deciders_of_collection(asked uuid) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct who), '{}') from (
    select subject as who from payment join payment_return_party party using (cycle_id) where payment.id = asked
    union all
    select unnest(array[proposed_by, decided_by]) from payment_correction where payment_id = asked and state = 'CONFIRMED'
  ) as party where who is not null
$$`;

/**
 * Holds a payment against whatever else settles, reconciles or carries it: its cycle, and the cycles of the programme that
 * may still be calculated.
 */
const HOLD = `
create function hold_settled_payment(asked uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from payment_cycle
   where id = (select cycle_id from payment where id = asked)
      or programme_id = (select programme_id from payment join payment_cycle cycle on cycle.id = cycle_id where payment.id = asked)
         and state in ('DRAFT', 'CALCULATED')
   order by id for no key update;
  perform from payment where id = asked for no key update;
end $$`;

/**
 * Makes what was confirmed true. What was paid after all leaves a later payment that is not approved yet; one that is
 * approved stays as it is, and then nothing is corrected. In the ledger the money goes between what is owed to families
 * and the agent, or the funds when the agent has given back already what it could not pay.
 */
const APPLY = `
create function apply_payment_correction(asked uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  told payment_correction;
  settled payment;
  cycle payment_cycle;
  later payment;
  owed_again numeric;
  held_by jsonb;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  select * into told from payment_correction where id = asked;
  perform hold_settled_payment(told.payment_id);
  select * into settled from payment where id = told.payment_id;
  select * into cycle from payment_cycle where id = settled.cycle_id;
  if (settled.state, settled.settled_on, settled.settlement_code)
     is distinct from (told.was_state, told.was_settled_on, told.was_code) then
    raise exception 'payment % is no longer as the correction found it', settled.id using errcode = 'restrict_violation';
  end if;
  if told.result = 'PAID' and settled.carried_into is not null then
    select payment.* into later from payment join payment_cycle on payment_cycle.id = cycle_id
     where payment.id = settled.carried_into and payment_cycle.state in ('DRAFT', 'CALCULATED') and approved_by is null;
    if later.id is null then
      raise exception 'payment % is paid again already', settled.id using errcode = 'restrict_violation';
    end if;
    delete from payment_line where payment_id = later.id and kind = 'CARRIED_OVER' and for_month = cycle.month;
    update payment set amount = amount - settled.amount,
                       state = case when amount = settled.amount then 'NOTHING_DUE' else state end
     where id = later.id;
    update payment_cycle_total
       set amount = amount - settled.amount,
           payments = payments - (later.amount = settled.amount)::int,
           nothing_due = nothing_due + (later.amount = settled.amount)::int
     where cycle_id = later.cycle_id and governorate = later.governorate and channel = later.channel
       and first_id <= later.enrolment_id and (next_id is null or later.enrolment_id < next_id);
  end if;
  update payment set state = told.result, settled_on = told.settled_on, settlement_code = told.reason_code,
                     corrected_on = told.decided_on,
                     carried_into = case when told.result <> 'PAID' then carried_into end
   where id = settled.id;
  owed_again := settled.amount * ((settled.state = 'PAID')::int - (told.result = 'PAID')::int);
  if owed_again = 0 then return; end if;
  held_by := case when cycle.state = 'SENT' then jsonb_build_object('code', 'agent_account', 'subject_id', cycle.id)
                  else jsonb_build_object('code', 'benefit_funds', 'subject_id', nobody) end;
  perform ledger_post_all(jsonb_build_array(jsonb_build_object(
    'type', 'collection_corrected', 'subject_id', settled.id, 'on_date', told.decided_on,
    'postings', jsonb_build_array(
      held_by || jsonb_build_object('amount', owed_again),
      jsonb_build_object('code', 'benefits_payable', 'subject_id', nobody, 'amount', -owed_again)))));
end $$`;

const DECIDE = `
create function decide_payment_correction(asked uuid, is_confirmed boolean, by_whom text, on_day date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update payment_correction
     set state = case when is_confirmed then 'CONFIRMED' else 'DECLINED' end, decided_by = by_whom, decided_on = on_day,
         confirmed_in = case when is_confirmed then pg_current_xact_id() end
   where id = asked and state = 'PROPOSED';
  if not found then
    raise exception 'correction % is not open', asked using errcode = 'restrict_violation';
  end if;
  if is_confirmed then
    perform apply_payment_correction(asked);
  end if;
end $$`;

/** The money of an upheld grievance never came, so it was not paid. That a family waits in vain is no sign that it stays away. */
const UPHOLD = `
create function uphold_collection_grievance(asked uuid, code text, on_day date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  confirmed uuid;
begin
  insert into payment_correction (payment_id, was_state, was_settled_on, was_code, result, settled_on, reason_code, words,
                                  grievance_id, state, proposed_by, proposed_on, decided_by, decided_on, confirmed_in)
    select payment.id, payment.state, payment.settled_on, payment.settlement_code, 'REJECTED', on_day, code, grievance.number,
           grievance.id, 'CONFIRMED', filed_by, filed_on, decided_by, on_day, pg_current_xact_id()
      from grievance join payment on payment.id = against_id and payment.state = 'PAID'
     where grievance.id = asked and against_kind = 'COLLECTION' and grievance.state = 'UPHELD'
    returning id into confirmed;
  if confirmed is null then
    raise exception 'grievance % makes no payment owed again', asked using errcode = 'restrict_violation';
  end if;
  perform apply_payment_correction(confirmed);
end $$`;

const SEEN = 'exists (select from payment seen where seen.id = payment_correction.payment_id offset 0)';

const FUNCTIONS = {
  'deciders_of_collection(uuid)': ['ministry_admin', 'case_worker', 'citizen'],
  'hold_settled_payment(uuid)': ['ministry_admin', 'finance_officer', 'case_worker'],
  'decide_payment_correction(uuid, boolean, text, date)': ['ministry_admin', 'finance_officer'],
  'uphold_collection_grievance(uuid, text, date)': ['ministry_admin', 'case_worker'],
} as const;

/** What a return file has said wrongly is corrected by two people, and nobody writes it otherwise. */
export class PaymentCorrections1764300000320 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [CORRECTION, PARTY, HOLD, APPLY, DECIDE, UPHOLD]) await queryRunner.query(sql);
    await queryRunner.query('revoke all on function apply_payment_correction(uuid) from public');
    for (const [signature, roles] of Object.entries(FUNCTIONS))
      await allowFunction(queryRunner, signature, roles);
    const proposed = `state = 'PROPOSED' and grievance_id is null`;
    await protect(queryRunner, 'payment_correction', {
      read: {
        ...Object.fromEntries(BENEFITS_READ_ALL.map((role) => [role, 'true'])),
        case_worker: SEEN,
        citizen: `state = 'CONFIRMED' and ${SEEN}`,
      },
      columns: { citizen: ['id', 'payment_id', 'result', 'state', 'decided_on'] },
      insert: { ministry_admin: proposed, finance_officer: proposed },
      appendOnly: true,
    });
    await protect(queryRunner, 'payment_return_party', { appendOnly: true });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const signature of Object.keys(FUNCTIONS)) await queryRunner.query(`drop function ${signature}`);
    await queryRunner.query('drop function apply_payment_correction(uuid)');
    await queryRunner.query('drop table payment_return_party, payment_correction');
  }
}
