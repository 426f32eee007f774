import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import { allowFunction, protect, unprotect, type Protection } from '@solidarity/subgraph-kit/database/grants';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { householdLife } from '../registry/household';
import { recordedBy, RECORDERS, rowsFor } from './roles';

/** A citizen's own household; asked of the owner's rights, since the policies of these very tables need the answer. */
const OWN = `
create function own_household() returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select household_id from person where id = claim_uuid('person_id')
$$;
create function own_people() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select array_agg(id) from person where id = claim_uuid('person_id') or household_id = own_household()
$$`;

/**
 * The four ways to a row: through the governorate, the consent, one's own household, or what one may see already.
 * `offset 0` keeps PostgreSQL from first collecting all that an organisation serves to answer for a few rows.
 */
const IN_GOVERNORATE = `governorate = (select claim('governorate'))`;
const served = (household: string) => `exists (select from service_consent consent
  where consent.household_id = ${household} and consent.ngo_id = (select claim_uuid('ngo_id')) and consent.withdrawn_on is null
  offset 0)`;
const OWN_HOUSEHOLD = 'household_id = (select own_household())';
const householdSeen = (table: string) =>
  `exists (select from household seen where seen.id = ${table}.household_id offset 0)`;
const personSeen = (table: string) =>
  `exists (select from person seen where seen.id = ${table}.person_id offset 0)`;

const PROTECTION = {
  household: {
    read: rowsFor({
      case_worker: IN_GOVERNORATE,
      ngo_partner: served('household.id'),
      citizen: 'id = (select own_household())',
    }),
    write: recordedBy(IN_GOVERNORATE),
  },
  person: {
    read: rowsFor({
      case_worker: IN_GOVERNORATE,
      ngo_partner: served('person.household_id'),
      citizen: 'id = any ((select own_people())::uuid[])',
    }),
    write: recordedBy(IN_GOVERNORATE),
  },
  membership: {
    read: rowsFor({
      case_worker: householdSeen('membership'),
      ngo_partner: `left_on is null and ${served('membership.household_id')}`,
      citizen: OWN_HOUSEHOLD,
    }),
    write: recordedBy(householdSeen('membership')),
  },
  headship: {
    read: rowsFor({ case_worker: householdSeen('headship') }),
    write: recordedBy(householdSeen('headship')),
  },
  household_address: {
    read: rowsFor({
      case_worker: householdSeen('household_address'),
      ngo_partner: `until is null and ${served('household_address.household_id')}`,
      citizen: OWN_HOUSEHOLD,
    }),
    write: recordedBy(householdSeen('household_address')),
  },
  person_correction: {
    read: rowsFor({ case_worker: personSeen('person_correction') }),
    insert: recordedBy(personSeen('person_correction')),
    appendOnly: true,
  },
  service_consent: {
    read: rowsFor({
      case_worker: householdSeen('service_consent'),
      ngo_partner: `ngo_id = (select claim_uuid('ngo_id'))`,
      citizen: OWN_HOUSEHOLD,
    }),
    write: recordedBy(householdSeen('service_consent')),
  },
  ngo_standing: { read: { ministry_admin: 'true', auditor: 'true', case_worker: 'true' } },
} as const satisfies Record<string, Protection>;

/** Who sees and records which rows of the registry. An analyst sees none: counts come from a function. */
export class RowRights1764000000400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OWN);
    await allowFunction(queryRunner, 'own_household()', ['citizen']);
    await allowFunction(queryRunner, 'own_people()', ['citizen']);
    for (const [table, protection] of Object.entries(PROTECTION))
      await protect(queryRunner, table, protection);
    const recorders = [...RECORDERS, 'system' as const].map(callerRole).join(', ');
    for (const role of Object.keys({ ...PROTECTION.household.read, system: '' }) as Role[]) {
      await queryRunner.query(`grant select on served_household to ${callerRole(role)}`);
    }
    await queryRunner.query(`grant usage on sequence household_reference to ${recorders}`);
    await showHistory(queryRunner, householdLife.subjectType, {
      case_worker: 'exists (select from household seen where seen.id = subject_id offset 0)',
      child_protection_officer: 'true',
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const role of ['case_worker', 'child_protection_officer']) {
      await queryRunner.query(`drop policy state_transition_${role}_household on state_transition`);
      await queryRunner.query(`revoke all on state_transition from caller_${role}`);
    }
    for (const table of Object.keys(PROTECTION)) await unprotect(queryRunner, table);
    await queryRunner.query('drop function own_people(), own_household()');
  }
}
