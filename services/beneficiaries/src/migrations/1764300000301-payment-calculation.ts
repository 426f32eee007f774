import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowFunction } from '@solidarity/subgraph-kit/database/grants';
import {
  ASKED,
  DEDUCTIONS,
  DIFFERENCES,
  ENROLLED,
  HOUSEHOLD_DUE,
  LINES,
  PERSONS_DUE,
  WRITTEN,
} from './payment-calculation.statements';

/** Named as it is so that the planner expects a few months, not a thousand. */
const MONTHS = `
create function months_between(since date, until date) returns setof date
language plpgsql immutable rows 4 as $$
begin
  return query select generate_series(since::timestamp, until::timestamp - interval '1 day', interval '1 month')::date;
end $$`;

/** Begins before any fact is read: what is not visible now is looked at again by the next cycle. */
const BEGIN = `
create function begin_payment_calculation(asked_cycle uuid) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  programme_asked text;
begin
  update payment_cycle set facts_seen = pg_current_snapshot()
   where id = asked_cycle and state = 'DRAFT' returning programme_id into programme_asked;
  if programme_asked is null then
    raise exception 'payment cycle % is calculated already', asked_cycle using errcode = 'restrict_violation';
  end if;
  delete from payment_cycle_total where cycle_id = asked_cycle;
  return programme_asked;
end $$`;

/** Takes the payments of a range of enrolments back, as if they had never been calculated. */
const FORGET = `
create function forget_payments(asked_cycle uuid, first_id uuid, next_id uuid) returns void
language plpgsql security definer set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan as $$
begin
  update payment set carried_into = null
    from payment later
   where later.cycle_id = asked_cycle and later.enrolment_id >= first_id and (next_id is null or later.enrolment_id < next_id) and payment.carried_into = later.id;
  delete from payment_line using payment
   where payment.cycle_id = asked_cycle and payment.enrolment_id >= first_id and (next_id is null or payment.enrolment_id < next_id) and payment_id = payment.id;
  delete from payment where cycle_id = asked_cycle and enrolment_id >= first_id and (next_id is null or enrolment_id < next_id);
  delete from deduction_left where cycle_id = asked_cycle and enrolment_id >= first_id and (next_id is null or enrolment_id < next_id);
  delete from payment_cycle_total total where total.cycle_id = asked_cycle and total.first_id = forget_payments.first_id;
end $$`;

/**
 * A statement for each question, over a whole range: what one finds the next one knows the size of, so that its plan
 * fits a month in which nothing has changed as well as one in which everything has. The plan is made for the range
 * that is asked, and never for parallel workers: steps go side by side already.
 */
const CALCULATE = `
create function calculate_payments(asked_cycle uuid, first_id uuid, next_id uuid, most_deducted numeric) returns void
language plpgsql security definer set search_path = public, pg_temp
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  cycle payment_cycle;
begin
  select * into cycle from payment_cycle where id = asked_cycle for share;
  if cycle.state is distinct from 'DRAFT' then
    raise exception 'payment cycle % is calculated already', asked_cycle using errcode = 'restrict_violation';
  end if;
  perform forget_payments(asked_cycle, first_id, next_id);
  ${ENROLLED};
  ${ASKED};
  create temp table step_due (enrolment_id uuid, month date, rank integer, kind text, person_id uuid, amount numeric, percent numeric)
    on commit drop;
  if (select pays = 'HOUSEHOLD' from programme where id = cycle.programme_id) then
    ${HOUSEHOLD_DUE};
  else
    ${PERSONS_DUE};
  end if;
  analyze step_due;
  ${DIFFERENCES};
  ${DEDUCTIONS};
  ${LINES};
  ${WRITTEN};
  drop table step_enrolled, step_asked, step_due, step_month, step_difference, step_deduction, step_carried, step_line;
end $$`;

/** The calculation of a cycle, a range of enrolments at a time: one statement over all of them. */
export class PaymentCalculation1764300000301 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(MONTHS);
    await queryRunner.query(BEGIN);
    await queryRunner.query(FORGET);
    await queryRunner.query(CALCULATE);
    await queryRunner.query('revoke all on function forget_payments(uuid, uuid, uuid) from public');
    await allowFunction(queryRunner, 'begin_payment_calculation(uuid)', ['system']);
    await allowFunction(queryRunner, 'calculate_payments(uuid, uuid, uuid, numeric)', ['system']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function calculate_payments(uuid, uuid, uuid, numeric)');
    await queryRunner.query(
      'drop function forget_payments(uuid, uuid, uuid), begin_payment_calculation(uuid), months_between(date, date)',
    );
  }
}
