import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '@solidarity/subgraph-kit/database/grants';
import { SUMS_SEEN } from './roles';

const WHAT_IF = `
create table eligibility_what_if (
  id uuid primary key,
  programme_id text not null references programme,
  rules jsonb not null,
  compared_with text not null,
  on_date date not null,
  batch_id uuid not null,
  asked_by text not null,
  asked_at timestamptz not null
);
comment on column eligibility_what_if.compared_with is 'The version of the rules that held when it was asked.';
create table eligibility_what_if_area (
  what_if_id uuid not null references eligibility_what_if,
  governorate text not null,
  households integer not null,
  eligible_now integer not null,
  eligible_then integer not null,
  gaining integer not null,
  losing integer not null,
  near_misses_now integer not null,
  near_misses_then integer not null,
  yearly_cost_now numeric(18,2) not null,
  yearly_cost_then numeric(18,2) not null,
  primary key (what_if_id, governorate)
);
create table eligibility_what_if_household (
  id uuid primary key default uuidv7(),
  what_if_id uuid not null references eligibility_what_if,
  household_id uuid not null references household,
  change text not null check (change in ('GAINS', 'LOSES'))
);
create index eligibility_what_if_household_by_change on eligibility_what_if_household (what_if_id, change, id)`;

/** What other rules would come to: sums for whoever may read them, households for those who may see them. */
export class WhatIfs1764300000404 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WHAT_IF);
    const sums = { ...SUMS_SEEN, case_worker: 'true' };
    await protect(queryRunner, 'eligibility_what_if', {
      read: sums,
      insert: { ministry_admin: 'true' },
      appendOnly: true,
    });
    await protect(queryRunner, 'eligibility_what_if_area', { read: sums, appendOnly: true });
    await protect(queryRunner, 'eligibility_what_if_household', {
      read: {
        ...{ ministry_admin: 'true', auditor: 'true' },
        case_worker:
          'exists (select from household seen where seen.id = eligibility_what_if_household.household_id offset 0)',
      },
      appendOnly: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table eligibility_what_if_household, eligibility_what_if_area, eligibility_what_if',
    );
  }
}
