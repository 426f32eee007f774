import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amountsColumns, CONDITIONS_COLUMNS } from './conditions-columns';

const PLACE = `
  area_id text not null check (area_id ~ '^EG-[A-Z]{1,3}(-[0-9]{2}(-[0-9]{3})?)?$'),
  governorate text not null generated always as (replace(substring(area_id from '^EG-[A-Z]{1,3}'), '-', '_')) stored,
  district_id text generated always as (substring(area_id from '^EG-[A-Z]{1,3}-[0-9]{2}')) stored`;

/** A number that people can say: letters, the year, and the next of a sequence, with more digits when these run out. */
const NEXT_REFERENCE = `
create function next_reference(letters text, digits integer, sequence regclass) returns text
language sql volatile as $$
  select letters || lpad(next.number, greatest(digits, length(next.number)), '0')
  from (select nextval(sequence)::text as number) as next
$$`;

const reference = (letters: string, sequence: string): string =>
  `next_reference('${letters}-' || to_char(now() at time zone 'Africa/Cairo', 'YYYY') || '-', 7, '${sequence}')`;

/** Whoever submits, approves and disburses are three: the last promise behind the rule in application.ts. */
const APPLICATIONS = `
create sequence loan_application_reference;
create table loan_application (
  id uuid primary key,
  reference text not null unique default ${reference('LA', 'loan_application_reference')},
  lender_id uuid not null,
  product_id uuid not null,
  person_id uuid not null,
  birth_date date not null,
  sex text not null check (sex in ('FEMALE', 'MALE')),
  ${PLACE},
  amount numeric(18,2) not null check (amount > 0),
  term integer not null check (term > 0),
  purpose text not null,
  monthly_income numeric(18,2) not null check (monthly_income >= 0),
  state text not null check (state in ('SUBMITTED', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'DISBURSED')),
  assessment jsonb not null,
  decision jsonb,
  submitted_by text not null,
  approved_by text,
  disbursed_by text,
  created_at timestamptz not null default now(),
  foreign key (product_id, lender_id) references loan_product (id, lender_id),
  unique (id, lender_id, product_id, person_id),
  constraint loan_application_approved_by_another check (approved_by <> submitted_by),
  constraint loan_application_disbursed_by_another check (disbursed_by not in (submitted_by, approved_by)),
  check ((state in ('APPROVED', 'DISBURSED')) <= (approved_by is not null)),
  check ((state = 'DISBURSED') = (disbursed_by is not null)),
  check ((state in ('APPROVED', 'REFUSED', 'DISBURSED')) <= (decision is not null))
);
create index on loan_application (lender_id, created_at, id);
create index on loan_application (created_at, id);
create index on loan_application (person_id, created_at, id);
create index on loan_application (person_id) where state = 'APPROVED'`;

const LOANS = `
create sequence loan_reference;
create table loan (
  id uuid primary key,
  reference text not null unique default ${reference('L', 'loan_reference')},
  application_id uuid not null unique,
  lender_id uuid not null,
  product_id uuid not null,
  person_id uuid not null,
  ${PLACE},
  principal numeric(18,2) not null check (principal > 0),
  term integer not null check (term > 0),
  ${CONDITIONS_COLUMNS},
  disbursed_on date not null,
  state text not null check (state in ('ACTIVE', 'CLOSED')),
  ${amountsColumns('outstanding')},
  credit numeric(18,2) not null check (credit >= 0),
  oldest_unpaid_due_on date,
  closed_on date,
  borrower_died_on date,
  created_at timestamptz not null default now(),
  foreign key (application_id, lender_id, product_id, person_id)
    references loan_application (id, lender_id, product_id, person_id),
  unique (id, lender_id, person_id),
  check (outstanding_principal <= principal),
  check ((state = 'CLOSED') = (closed_on is not null)),
  constraint loan_closed_owes_nothing check (
    (state = 'CLOSED') = (outstanding_principal + outstanding_interest + outstanding_fee + outstanding_late_fee = 0))
);
create index on loan (lender_id, created_at, id);
create index on loan (created_at, id);
create index on loan (person_id, created_at, id);
create index on loan (person_id) include (outstanding_principal, oldest_unpaid_due_on) where state = 'ACTIVE';
create index on loan (lender_id) include (outstanding_principal, oldest_unpaid_due_on) where state = 'ACTIVE';
create index on loan (governorate) include (outstanding_principal, oldest_unpaid_due_on) where state = 'ACTIVE';
create index on loan (district_id) include (outstanding_principal, oldest_unpaid_due_on) where state = 'ACTIVE';
create index on loan (area_id) include (outstanding_principal, oldest_unpaid_due_on) where state = 'ACTIVE';
create table instalment (
  id uuid primary key default uuidv7(),
  loan_id uuid not null,
  lender_id uuid not null,
  person_id uuid not null,
  number integer not null check (number > 0),
  starts_on date not null,
  due_on date not null check (due_on > starts_on),
  balance numeric(18,2) not null check (balance >= 0),
  ${amountsColumns('due')},
  ${amountsColumns('paid')},
  waived_interest numeric(18,2) not null default 0 check (waived_interest >= 0),
  foreign key (loan_id, lender_id, person_id) references loan (id, lender_id, person_id),
  unique (loan_id, number),
  constraint instalment_not_overpaid check (
    paid_principal <= due_principal and paid_interest + waived_interest <= due_interest
    and paid_fee <= due_fee and paid_late_fee <= due_late_fee)
)`;

const REPAYMENTS = `
create table repayment (
  id uuid primary key,
  loan_id uuid not null,
  lender_id uuid not null,
  person_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  amount numeric(18,2) not null check (amount > 0),
  paid_on date not null,
  channel text not null check (channel in ('CASH', 'BANK_TRANSFER', 'POST_OFFICE', 'MOBILE_WALLET')),
  ${amountsColumns('paid')},
  credit numeric(18,2) not null check (credit >= 0),
  state text not null check (state in ('POSTED', 'REVERSED')),
  entry_id uuid not null references ledger_entry,
  reversal_entry_id uuid references ledger_entry,
  created_at timestamptz not null default now(),
  foreign key (loan_id, lender_id, person_id) references loan (id, lender_id, person_id),
  unique (loan_id, ordinal),
  check ((state = 'REVERSED') = (reversal_entry_id is not null)),
  constraint repayment_whole check (paid_principal + paid_interest + paid_fee + paid_late_fee + credit = amount)
);
create table repayment_allocation (
  id uuid primary key default uuidv7(),
  repayment_id uuid not null references repayment,
  lender_id uuid not null,
  person_id uuid not null,
  place integer not null check (place > 0),
  kind text not null check (kind in ('CHARGED', 'WAIVED', 'PAID')),
  instalment_number integer not null,
  part text not null check (part in ('FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL')),
  amount numeric(18,2) not null check (amount > 0),
  unique (repayment_id, place)
)`;

/** Applications, loans with their schedules, repayments and what each of them changed. */
export class Loans1764000000100 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [NEXT_REFERENCE, APPLICATIONS, LOANS, REPAYMENTS]) await queryRunner.query(sql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table repayment_allocation, repayment, instalment, loan, loan_application');
    await queryRunner.query('drop sequence loan_reference, loan_application_reference');
    await queryRunner.query('drop function next_reference(text, integer, regclass)');
  }
}
