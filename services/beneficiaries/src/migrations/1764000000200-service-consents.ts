import { NGO_STANDING_TABLE } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
${NGO_STANDING_TABLE};
comment on table ngo_standing is 'What was heard of the organisations of the ngos service: its events keep it.';
create table service_consent (
  id uuid primary key default uuidv7(),
  household_id uuid not null references household,
  ngo_id uuid not null,
  kind text not null check (kind in ('WRITTEN', 'ELECTRONIC', 'WITNESSED')),
  given_by_id uuid not null references person,
  given_on date not null,
  evidence text not null check (evidence <> ''),
  recorded_at timestamptz not null,
  withdrawn_on date check (withdrawn_on >= given_on),
  withdrawn_reason text,
  check ((withdrawn_on is null) = (withdrawn_reason is null))
);
create unique index service_consent_one_in_force on service_consent (ngo_id, household_id) where withdrawn_on is null;
create index service_consent_by_ngo on service_consent (ngo_id, given_on, household_id) where withdrawn_on is null;
create index service_consent_by_household on service_consent (household_id, given_on, id)`;

/** What an organisation serves, longest first, out of one index; whoever reads it meets the policies of both tables. */
const VIEW = `
create view served_household with (security_invoker = true) as
  select household.*, consent.ngo_id, consent.given_on as served_since
  from service_consent consent join household on household.id = consent.household_id
  where consent.withdrawn_on is null and household.dissolved_on is null`;

/**
 * Which organisation serves which household. No consent is given or withdrawn for a day to come, so what is in force
 * today is what was not withdrawn: row-level security asks for no more, and one index answers it.
 */
export class ServiceConsents1764000000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(VIEW);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop view served_household');
    await queryRunner.query('drop table service_consent, ngo_standing');
  }
}
