import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { allowFunction, protect } from '@solidarity/subgraph-kit/database/grants';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { BENEFITS_READ_ALL, benefitsSeenWith, SUMS_SEEN } from './roles';

const CYCLE = `
create table payment_cycle (
  id uuid primary key default uuidv7(),
  programme_id text not null references programme,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('DRAFT', 'CALCULATED', 'APPROVED', 'SENT', 'RECONCILED', 'CLOSED')),
  opened_by text not null,
  opened_at timestamptz not null default now(),
  calculated_by text,
  calculated_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  sent_by text,
  sent_at timestamptz,
  facts_seen pg_snapshot,
  terms_version text,
  batch_id uuid,
  unique (programme_id, month),
  constraint payment_cycle_takes_two check (approved_by <> calculated_by)
);
comment on column payment_cycle.facts_seen is 'The transactions whose changes its calculation has seen.';
comment on column payment_cycle.terms_version is 'The version of the rules "payment_terms" that it was calculated by.';
comment on column payment_cycle.batch_id is 'The calculation or approval that was ordered last.'`;

/**
 * One payment for each enrolment and cycle, ever; its lines sum to its amount. Payments are written by the calculation
 * only, which takes household, payee and people from rows that refer to them already and are never removed: that a
 * million payments a month do not lock those rows once more, they are not asked again. No index names `state`, so
 * that a payment goes through its states within its page, for which half of each is kept free.
 */
const PAYMENT = `
create table payment (
  id uuid primary key default uuidv7(),
  cycle_id uuid not null references payment_cycle,
  enrolment_id uuid not null references enrolment,
  household_id uuid not null,
  payee_id uuid not null,
  governorate text not null,
  channel text not null check (channel in ('SMART_CARD', 'POST_OFFICE')),
  amount numeric(14,2) not null check (amount >= 0),
  state text not null default 'CALCULATED'
    check (state in ('CALCULATED', 'APPROVED', 'SENT', 'PAID', 'UNCOLLECTED', 'REJECTED', 'NOTHING_DUE')),
  settled_on date,
  settlement_code text,
  corrected_on date,
  carried_into uuid references payment,
  is_uncollected boolean not null generated always as (state in ('UNCOLLECTED', 'REJECTED')) stored,
  unique (cycle_id, enrolment_id),
  constraint payment_carried_is_uncollected check (carried_into is null or state in ('UNCOLLECTED', 'REJECTED'))
) with (fillfactor = 55);
comment on column payment.carried_into is 'The later payment whose line CARRIED_OVER pays this one that was not collected.';
comment on column payment.corrected_on is 'The day on which what the agent had said of it was corrected last.';
create index payment_by_enrolment on payment (enrolment_id, id);
create index payment_by_household on payment (household_id, id);
create index payment_by_cycle on payment (cycle_id, governorate, id);
create index payment_to_carry on payment (enrolment_id) where is_uncollected and carried_into is null;
create index payment_carrying on payment (carried_into) where carried_into is not null;
create table payment_line (
  payment_id uuid not null references payment,
  ordinal smallint not null check (ordinal > 0),
  kind text not null check (kind in ('HOUSEHOLD', 'CHILD', 'PERSON', 'WITHHELD', 'ARREARS', 'DEDUCTION', 'CARRIED_OVER')),
  for_month date not null check (extract(day from for_month) = 1),
  person_id uuid,
  amount numeric(14,2) not null check (amount <> 0),
  primary key (payment_id, ordinal)
)`;

const SEEN = 'exists (select from household seen where seen.id = payment.household_id offset 0)';

/** A family is told of money once the payment agent is: before that it may still be calculated anew. */
const IS_SENT = `cycle_id in (select id from payment_cycle where state in ('SENT', 'RECONCILED', 'CLOSED'))`;

/** What the calculation leaves beside the payments, range by range of enrolments, as its steps went. */
const CALCULATED = `
create table payment_cycle_total (
  cycle_id uuid not null references payment_cycle,
  first_id uuid not null,
  next_id uuid,
  governorate text not null,
  channel text not null,
  payments integer not null,
  nothing_due integer not null,
  amount numeric(16,2) not null,
  new_dues numeric(16,2) not null,
  primary key (cycle_id, first_id, governorate, channel)
);
comment on column payment_cycle_total.next_id is 'The enrolment with which the next range begins; null of the last one.';
comment on column payment_cycle_total.new_dues is 'What became due by it: without what it carries over from earlier payments.';
create table deduction_left (
  cycle_id uuid not null references payment_cycle,
  enrolment_id uuid not null references enrolment,
  governorate text not null,
  amount numeric(14,2) not null check (amount > 0),
  primary key (cycle_id, enrolment_id)
);
comment on table deduction_left is 'What was paid too much and could not be deducted in a cycle: the next one looks at it again.';
create view overpayment with (security_invoker = true) as
  select enrolment_id, programme_id, governorate, amount
    from deduction_left join payment_cycle cycle on cycle.id = cycle_id
   where cycle.approved_at is not null
     and not exists (select from payment_cycle later where later.programme_id = cycle.programme_id
                        and later.month > cycle.month and later.approved_at is not null);
comment on view overpayment is 'What is still to be deducted, as the last approved cycle of the programme has left it.'`;

/** Enrolments of which something has changed for months that may be calculated already. */
const CHANGE = `
create table entitlement_change (
  id bigint generated always as identity primary key,
  enrolment_id uuid not null references enrolment,
  from_month date not null check (extract(day from from_month) = 1),
  cause text not null,
  recorded_at timestamptz not null default now(),
  transaction_id xid8 not null default pg_current_xact_id()
);
create index entitlement_change_by_enrolment on entitlement_change (enrolment_id, from_month);
create function note_entitlement_change(ids uuid[], month date, because text) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into entitlement_change (enrolment_id, from_month, cause)
    select id, date_trunc('month', month)::date, because from unnest(ids) as id
$$`;

/** Cycles, payments with their lines, and what tells a cycle to look at earlier months again. */
export class Payments1764300000300 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const tables of [CYCLE, PAYMENT, CALCULATED, CHANGE]) await queryRunner.query(tables);
    await protect(queryRunner, 'payment_cycle', {
      read: { ...SUMS_SEEN, case_worker: 'true', citizen: 'true' },
      insert: { ministry_admin: 'true' },
      update: { ministry_admin: 'true', finance_officer: 'true' },
    });
    await protect(queryRunner, 'payment', {
      read: { ...benefitsSeenWith(SEEN), citizen: `${SEEN} and ${IS_SENT}` },
    });
    await protect(queryRunner, 'payment_line', {
      read: benefitsSeenWith(
        'exists (select from payment seen where seen.id = payment_line.payment_id offset 0)',
      ),
    });
    await protect(queryRunner, 'payment_cycle_total', {
      read: SUMS_SEEN,
    });
    await protect(queryRunner, 'deduction_left', {
      read: {
        ...Object.fromEntries(BENEFITS_READ_ALL.map((role) => [role, 'true'])),
        case_worker:
          'exists (select from enrolment seen where seen.id = deduction_left.enrolment_id offset 0)',
      },
    });
    const readers = [...BENEFITS_READ_ALL, 'case_worker' as const].map(callerRole).join(', ');
    await queryRunner.query(`grant select on overpayment to ${readers}`);
    await protect(queryRunner, 'entitlement_change', {});
    await showHistory(queryRunner, 'payment_cycle', { finance_officer: 'true' });
    await allowFunction(queryRunner, 'note_entitlement_change(uuid[], date, text)', [
      'ministry_admin',
      'case_worker',
      'finance_officer',
      'registry_feed',
      'system',
    ]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function note_entitlement_change(uuid[], date, text)');
    await queryRunner.query('drop view overpayment');
    await queryRunner.query(
      'drop table entitlement_change, deduction_left, payment_cycle_total, payment_line, payment, payment_cycle',
    );
  }
}
