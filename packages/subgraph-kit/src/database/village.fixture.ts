import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { LocalizedText } from '../values/localized-text';
import { protect } from './grants';
import { PersonalRecord } from './personal-record';

/** A household of the tests of this folder; a case worker sees those of the own governorate. */
@Entity('household')
export class Household {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  governorate!: string;

  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Column({ type: 'numeric', precision: 18, scale: 2, nullable: true })
  monthlyIncome!: string | null;

  @Column({ type: 'timestamptz' })
  createdAt!: string;
}

/** Someone of a household. */
@Entity('member')
@PersonalRecord('id')
export class Member {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  householdId!: string;

  @Column({ type: 'date' })
  birthDate!: string;

  @Column({ type: 'boolean' })
  inSchool!: boolean;

  @Column({ type: 'text', array: true })
  aids!: string[];

  @Column({ type: 'jsonb', nullable: true })
  remarks!: Record<string, unknown> | null;
}

/** An organisation serves a household. */
@Entity('service_link')
export class ServiceLink {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  ngoId!: string;

  @Column({ type: 'uuid' })
  householdId!: string;

  @Column({ type: 'boolean' })
  withConsent!: boolean;
}

const TABLES = `
create table household (
  id uuid primary key,
  governorate text not null,
  name_ar text not null,
  name_en text,
  monthly_income numeric(18,2) constraint household_income_not_negative check (monthly_income >= 0),
  created_at timestamptz not null default now()
);
create index household_by_governorate on household (governorate, created_at, id);
create table member (
  id uuid primary key,
  household_id uuid not null references household,
  birth_date date not null,
  in_school boolean not null default false,
  aids text[] not null default '{}',
  remarks jsonb
);
create index member_by_household on member (household_id, birth_date, id);
create table service_link (
  id uuid primary key default gen_random_uuid(),
  ngo_id uuid not null,
  household_id uuid not null references household,
  with_consent boolean not null,
  constraint service_link_once unique (ngo_id, household_id)
)`;

export class Village1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    const ownGovernorate = "governorate = (select claim('governorate'))";
    const served =
      "exists (select from service_link where household_id = household.id and ngo_id = (select claim_uuid('ngo_id')))";
    await protect(queryRunner, 'household', {
      read: { case_worker: ownGovernorate, ngo_partner: served, ministry_admin: 'true', analyst: 'true' },
      write: { case_worker: ownGovernorate, ministry_admin: 'true' },
      columns: { analyst: ['id', 'governorate', 'monthly_income'] },
    });
    await protect(queryRunner, 'member', {
      read: { case_worker: 'exists (select from household where id = household_id)', ministry_admin: 'true' },
      delete: { ministry_admin: 'true' },
    });
    await protect(queryRunner, 'service_link', {
      read: { ngo_partner: "ngo_id = (select claim_uuid('ngo_id'))", ministry_admin: 'true' },
      insert: { ministry_admin: 'true' },
      appendOnly: true,
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table service_link, member, household');
  }
}

/** What `testDatabase` needs for the village. */
export const VILLAGE = {
  service: 'village',
  entities: [Household, Member, ServiceLink],
  migrations: [Village1764000000000],
} as const;

/** `id(7)` is the id that ends with 7. */
export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
