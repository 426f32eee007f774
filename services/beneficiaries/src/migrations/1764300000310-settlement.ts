import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { benefitsSeenWith } from './roles';

/**
 * What the agent is told to pay, once for each payment and never changed. Cycle, channel, governorate and payee stand as
 * they were when it was sent: a name that is corrected afterwards does not change what the agent has in hand.
 */
const INSTRUCTION = `
create sequence payment_instruction_number;
create table payment_instruction (
  id uuid primary key references payment,
  number text collate "C" not null unique default 'P' || lpad(nextval('payment_instruction_number')::text, 10, '0'),
  cycle_id uuid not null,
  channel text not null check (channel in ('SMART_CARD', 'POST_OFFICE')),
  governorate text not null,
  payee_id uuid not null,
  payee_name text not null,
  payee_national_id text,
  payee_document text,
  amount numeric(14,2) not null check (amount > 0),
  constraint payment_instruction_payee_is_known check (num_nonnulls(payee_national_id, payee_document) = 1)
);
comment on column payment_instruction.id is 'That of the payment: it is instructed once.';
create index payment_instruction_by_cycle on payment_instruction (cycle_id, channel, number)`;

/** By which work in the background a cycle is sent and reconciled. */
const WORK = `
create table settlement_work (
  cycle_id uuid not null references payment_cycle,
  kind text not null check (kind in ('payment-sending', 'payment-reconciling')),
  batch_id uuid not null,
  ordered_by text not null,
  ordered_at timestamptz not null,
  primary key (cycle_id, kind)
)`;

/** Whoever writes and however: money that was paid out, or came back, is told once; two people correct it together. */
const SETTLED_ONCE = `
create function payment_settled_once() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.amount = old.amount and exists (
       select from payment_correction
        where payment_id = old.id and was_state = old.state and result = new.state
          and state = 'CONFIRMED' and confirmed_in = pg_current_xact_id()) then
    return new;
  end if;
  raise exception 'payment % is settled: %', old.id, old.state using errcode = 'restrict_violation';
end $$;
create trigger payment_settled_once before update of state, amount on payment for each row
  when (old.state in ('PAID', 'UNCOLLECTED', 'REJECTED')
    and (new.state is distinct from old.state or new.amount is distinct from old.amount))
  execute function payment_settled_once();
create index payment_uncollected on payment (id) where is_uncollected;
create index payment_uncollected_by_governorate on payment (governorate, id) where is_uncollected`;

const SEND = `
create function send_payments(asked_cycle uuid, asked_governorate text) returns void
language plpgsql security definer set search_path = public, pg_temp
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  perform from payment_cycle where id = asked_cycle and state = 'APPROVED' for share;
  if not found then
    raise exception 'payment cycle % is not approved', asked_cycle using errcode = 'restrict_violation';
  end if;
  with sent as (
    update payment set state = 'SENT'
     where cycle_id = asked_cycle and governorate = asked_governorate and state = 'APPROVED'
    returning id, cycle_id, channel, governorate, payee_id, amount)
  insert into payment_instruction
    (id, cycle_id, channel, governorate, payee_id, payee_name, payee_national_id, payee_document, amount)
    select sent.id, sent.cycle_id, sent.channel, sent.governorate, sent.payee_id, person.name_ar, person.national_id,
           case when person.national_id is null
                then concat_ws(' ', person.document_kind, person.document_country, person.document_number) end,
           sent.amount
      from sent join person on person.id = sent.payee_id;
end $$`;

/** What has not come back when the time for collecting it is over has not been collected. */
const GIVE_UP = `
create function give_up_open_payments(asked_cycle uuid, asked_governorate text, on_day date, code text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update payment set state = 'UNCOLLECTED', settled_on = on_day, settlement_code = code
   where cycle_id = asked_cycle and governorate = asked_governorate and state = 'SENT'
$$`;

/**
 * Suspends enrolments of whose last payments so many in a row were not collected, those of this cycle among them. Months
 * with nothing to collect count neither way; one that is still with the agent, was paid or was rejected ends the row.
 * They are suspended from the first month on that no cycle of the programme has calculated.
 */
const SUSPEND = `
create function suspend_for_uncollected(asked_cycle uuid, in_a_row integer, because text, on_day date, by_whom text,
                                       review date)
returns table (enrolment_id uuid, payee_id uuid, from_month date)
language plpgsql security definer set search_path = public, pg_temp
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  first_month date;
begin
  select greatest(max(later.month), date_trunc('month', on_day)::date) + interval '1 month' into first_month
    from payment_cycle asked join payment_cycle later
      on later.programme_id = asked.programme_id and later.state <> 'DRAFT'
   where asked.id = asked_cycle;
  return query
    with candidate as (
      select enrolment.id, enrolment.payee_id
        from payment join enrolment on enrolment.id = payment.enrolment_id and enrolment.state = 'ACTIVE'
       where payment.cycle_id = asked_cycle and payment.state = 'UNCOLLECTED'
         and not exists (select from suspension open
                          where open.enrolment_id = enrolment.id and open.until_month is null)
         and in_a_row = (
           select count(*) filter (where last.state = 'UNCOLLECTED') from (
             select earlier.state from payment earlier join payment_cycle cycle on cycle.id = earlier.cycle_id
              where earlier.enrolment_id = enrolment.id
                and earlier.state in ('SENT', 'PAID', 'UNCOLLECTED', 'REJECTED')
              order by cycle.month desc limit in_a_row) as last)
       order by enrolment.id for update of enrolment),
    suspended as (
      update enrolment set state = 'SUSPENDED' from candidate
       where enrolment.id = candidate.id returning enrolment.id, candidate.payee_id)
    , told as (
      insert into suspension (enrolment_id, from_month, reason_code, reason, decided_on, decided_by, review_on)
        select id, first_month, 'MONEY_NOT_COLLECTED', because, on_day, by_whom, review from suspended returning enrolment_id)
    select suspended.id, suspended.payee_id, first_month
      from suspended join told on told.enrolment_id = suspended.id;
end $$`;

const FUNCTIONS = [
  'send_payments(uuid, text)',
  'give_up_open_payments(uuid, text, date, text)',
  'suspend_for_uncollected(uuid, integer, text, date, text, date)',
] as const;

/** From an approved cycle to one whose money is accounted for: instructions, results, and what was not collected. */
export class Settlement1764300000310 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [INSTRUCTION, WORK, SETTLED_ONCE, SEND, GIVE_UP, SUSPEND]) await queryRunner.query(sql);
    await protect(queryRunner, 'payment_instruction', {
      read: benefitsSeenWith(
        'exists (select from payment seen where seen.id = payment_instruction.id offset 0)',
      ),
      appendOnly: true,
    });
    const cashiers = { ministry_admin: 'true', finance_officer: 'true' };
    await protect(queryRunner, 'settlement_work', {
      read: { ...cashiers, auditor: 'true' },
      write: cashiers,
    });
    for (const signature of FUNCTIONS) await allowFunction(queryRunner, signature, ['system']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const signature of FUNCTIONS) await queryRunner.query(`drop function ${signature}`);
    await queryRunner.query('drop index payment_uncollected, payment_uncollected_by_governorate');
    await queryRunner.query('drop trigger payment_settled_once on payment');
    await queryRunner.query('drop function payment_settled_once()');
    await queryRunner.query('drop table settlement_work, payment_instruction');
    await queryRunner.query('drop sequence payment_instruction_number');
  }
}
