import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction } from '@solidarity/subgraph-kit/database/grants';

/**
 * Approves the payments of a range of enrolments, after the last look: each is the sum of its lines, and the totals by
 * governorate and channel that people have seen are those of the payments. If not, nothing is approved.
 */
const APPROVE = `
create function approve_payments(asked_cycle uuid, asked_first uuid) returns void
language plpgsql security definer set search_path = public, pg_temp
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  asked_next uuid;
  wrong bigint;
begin
  perform from payment_cycle where id = asked_cycle and state = 'CALCULATED' and approved_by is not null for share;
  if not found then
    raise exception 'payment cycle % is not being approved', asked_cycle using errcode = 'restrict_violation';
  end if;
  select next_id into asked_next from payment_cycle_total where cycle_id = asked_cycle and first_id = asked_first limit 1;
  with summed as materialized (
    select payment.id, governorate, channel, payment.amount,
           coalesce(lines.amount, 0) as told, coalesce(lines.new_dues, 0) as new_dues
      from payment
      left join lateral (select sum(amount) as amount, sum(amount) filter (where kind <> 'CARRIED_OVER') as new_dues
                           from payment_line where payment_id = payment.id) as lines on true
     where cycle_id = asked_cycle and enrolment_id >= asked_first and (asked_next is null or enrolment_id < asked_next)
  ),
  totals as (
    select governorate, channel, (count(*) filter (where amount > 0))::int as payments,
           (count(*) filter (where amount = 0))::int as nothing_due, sum(amount) as amount, sum(new_dues) as new_dues
      from summed group by governorate, channel
  ),
  shown as (
    select governorate, channel, payments, nothing_due, amount, new_dues
      from payment_cycle_total where cycle_id = asked_cycle and first_id = asked_first
  )
  select (select count(*) from summed where amount <> told)
       + (select count(*) from ((table totals except table shown) union all (table shown except table totals)) as differing)
    into wrong;
  if wrong > 0 then
    raise exception 'payments of cycle % do not agree with their lines or totals', asked_cycle using errcode = 'check_violation';
  end if;
  update payment set state = 'APPROVED'
   where cycle_id = asked_cycle and enrolment_id >= asked_first and (asked_next is null or enrolment_id < asked_next) and state = 'CALCULATED';
end $$`;

/**
 * Ends the approval: what became due is owed from now on, a ledger entry for each governorate, and changes that the
 * calculation has seen are settled, save those of which something is still to be deducted.
 */
const FINISH = `
create function finish_payment_approval(asked_cycle uuid, on_day date) returns void
language plpgsql security definer set search_path = public, pg_temp
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  cycle payment_cycle;
begin
  select * into cycle from payment_cycle
   where id = asked_cycle and state = 'CALCULATED' and approved_by is not null for no key update;
  if cycle.id is null then
    raise exception 'payment cycle % is not being approved', asked_cycle using errcode = 'restrict_violation';
  end if;
  if exists (select from payment where cycle_id = cycle.id and state = 'CALCULATED') then
    raise exception 'payments of cycle % are not all approved', cycle.id using errcode = 'check_violation';
  end if;
  perform ledger_post_all(jsonb_agg(jsonb_build_object(
            'type', 'benefits_due', 'subject_id', cycle.id, 'on_date', on_day,
            'postings', jsonb_build_array(
              jsonb_build_object('code', 'benefit_expense', 'subject_id', '00000000-0000-0000-0000-000000000000', 'amount', new_dues),
              jsonb_build_object('code', 'benefits_payable', 'subject_id', '00000000-0000-0000-0000-000000000000', 'amount', -new_dues)))
            order by governorate))
     from (select governorate, sum(new_dues) as new_dues from payment_cycle_total
            where cycle_id = cycle.id group by governorate having sum(new_dues) <> 0) as due
   having count(*) > 0;
  delete from entitlement_change change using enrolment
   where enrolment.id = change.enrolment_id and enrolment.programme_id = cycle.programme_id
     and change.from_month <= cycle.month and pg_visible_in_snapshot(change.transaction_id, cycle.facts_seen)
     and not exists (select from deduction_left still where still.cycle_id = cycle.id and still.enrolment_id = change.enrolment_id);
end $$`;

/** The approval of a cycle, a range of enrolments at a time. */
export class PaymentApproval1764300000302 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(APPROVE);
    await queryRunner.query(FINISH);
    await allowFunction(queryRunner, 'approve_payments(uuid, uuid)', ['system']);
    await allowFunction(queryRunner, 'finish_payment_approval(uuid, date)', ['system']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop function finish_payment_approval(uuid, date), approve_payments(uuid, uuid)',
    );
  }
}
