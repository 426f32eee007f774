import { NGO_STANDING_TABLE } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONDITIONS_COLUMNS } from './conditions-columns';

/** What this service has heard of others: the standing of NGOs, and who has died. */
const HEARD = `
${NGO_STANDING_TABLE};
create table person_death (
  person_id uuid primary key,
  died_on date not null
)`;

const LENDERS = `
create table lender (
  id uuid primary key,
  kind text not null check (kind in ('MINISTRY_FUND', 'SOCIAL_BANK', 'NGO')),
  ngo_id uuid constraint lender_of_ngo unique,
  name_ar text not null,
  name_en text,
  created_at timestamptz not null default now(),
  constraint lender_ngo_is_an_ngo check ((kind = 'NGO') = (ngo_id is not null))
);
create index on lender (created_at, id);
create table lender_licence (
  id uuid primary key,
  lender_id uuid not null references lender,
  number text not null constraint lender_licence_number unique,
  category text check (category in ('A', 'B', 'C')),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  withdrawn_on date check (withdrawn_on >= valid_from),
  withdrawal_reason text,
  check ((withdrawn_on is null) = (withdrawal_reason is null)),
  constraint lender_licence_one_at_a_time exclude using gist (
    lender_id with =,
    daterange(valid_from, least(withdrawn_on, valid_until + 1), '[)') with &&
  )
);
create index on lender_licence (lender_id, valid_from)`;

const PRODUCTS = `
create table loan_product (
  id uuid primary key,
  lender_id uuid not null references lender,
  name_ar text not null,
  name_en text,
  description_ar text not null,
  description_en text,
  state text not null check (state in ('OFFERED', 'WITHDRAWN')),
  is_in_kind boolean not null,
  min_amount numeric(18,2) not null check (min_amount > 0),
  max_amount numeric(18,2) not null check (max_amount >= min_amount),
  min_term integer not null check (min_term > 0),
  max_term integer not null check (max_term >= min_term),
  min_age integer not null check (min_age >= 0),
  max_age integer not null check (max_age >= min_age),
  only_for text check (only_for in ('FEMALE', 'MALE')),
  ${CONDITIONS_COLUMNS},
  created_at timestamptz not null default now(),
  unique (id, lender_id)
);
create index on loan_product (lender_id, created_at, id);
create index on loan_product (created_at, id)`;

/** Who lends, under which licence, and what they offer. */
export class Lenders1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(HEARD);
    await queryRunner.query(LENDERS);
    await queryRunner.query(PRODUCTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table loan_product, lender_licence, lender, person_death, ngo_standing');
  }
}
