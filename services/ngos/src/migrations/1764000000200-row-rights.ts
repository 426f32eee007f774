import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE_NAMES, type Role } from '@solidarity/subgraph-kit/access/caller';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import {
  protect,
  unprotect,
  type Protection,
  type RowConditions,
} from '@solidarity/subgraph-kit/database/grants';
import { letRead } from '@solidarity/subgraph-kit/records/migrations/closed-table';

/** Roles of the ministry that see every file of an NGO. */
const STAFF = [
  'ministry_admin',
  'inspector',
  'auditor',
  'case_worker',
  'finance_officer',
] as const satisfies readonly Role[];

const EVERY_ROW = (roles: readonly Role[]): RowConditions =>
  Object.fromEntries(roles.map((role) => [role, 'true']));

const ON_REGISTER = 'on_register_from <= (select cairo_today())';
const OWN_NGO = `id = (select claim_uuid('ngo_id'))`;
const OWN_FILE = `ngo_id = (select claim_uuid('ngo_id'))`;
const OF_SEEN_NGO = 'exists (select from ngo seen where seen.id = ngo_id)';

const OFFICERS = EVERY_ROW(['ministry_admin', 'inspector']);
const FILE_READERS: RowConditions = { ...EVERY_ROW(STAFF), ngo_partner: OWN_FILE };

const PROTECTION: Readonly<Record<string, Protection>> = {
  ngo: {
    read: {
      ...Object.fromEntries(ROLE_NAMES.map((role) => [role, ON_REGISTER])),
      ...EVERY_ROW(STAFF),
      ngo_partner: `${ON_REGISTER} or ${OWN_NGO}`,
    },
    insert: { ...OFFICERS, ngo_partner: `${OWN_NGO} and status = 'SUBMITTED'` },
    // Whatever else goes wrong, an NGO cannot register itself.
    update: { ...OFFICERS, ngo_partner: `${OWN_NGO} and status in ('SUBMITTED', 'OBJECTED', 'MENDED')` },
  },
  ngo_notification: {
    read: FILE_READERS,
    insert: { ...OFFICERS, ngo_partner: `${OWN_FILE} and confirmed_by is null` },
    update: OFFICERS,
  },
  ngo_document: {
    read: FILE_READERS,
    insert: { ...OFFICERS, ngo_partner: OWN_FILE },
    appendOnly: true,
  },
  ngo_licence: {
    read: Object.fromEntries(ROLE_NAMES.map((role) => [role, OF_SEEN_NGO])),
    insert: OFFICERS,
    appendOnly: true,
  },
  ngo_measure: { read: FILE_READERS, write: OFFICERS },
  ngo_board_member: {
    read: EVERY_ROW(STAFF),
    insert: { ...OFFICERS, ngo_partner: OWN_FILE },
    update: OFFICERS,
  },
};

const HISTORIANS = ['inspector', 'case_worker', 'finance_officer'] as const satisfies readonly Role[];

/** Standing on a past day is public; who took the steps that led to it, and their words, are not. */
const STEPS = `
create view ngo_step with (security_barrier) as
  select step.id, step.subject_id as ngo_id, step.ordinal, step.to_state, step.on_date
    from state_transition step join ngo on ngo.id = step.subject_id
   where step.subject_type = 'ngo'
     and (ngo.on_register_from <= (select cairo_today()) or ngo.id = (select claim_uuid('ngo_id'))
       or current_setting('role') in (${[...STAFF, 'system' as const].map((role) => `'${callerRole(role)}'`).join(', ')}))`;

/** Who sees and records which rows of the register. */
export class RowRights1764000000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, protection] of Object.entries(PROTECTION))
      await protect(queryRunner, table, protection);
    const everyone = ROLE_NAMES.map(callerRole).join(', ');
    await queryRunner.query(`grant select on ngo_search to ${everyone}`);
    await queryRunner.query(STEPS);
    await queryRunner.query(`grant select on ngo_step to ${everyone}`);
    await queryRunner.query(
      `grant usage on sequence ngo_registration_number to ${(['ministry_admin', 'inspector', 'system'] as const).map(callerRole).join(', ')}`,
    );
    for (const role of HISTORIANS) {
      await letRead(queryRunner, 'state_transition', role, `subject_type = 'ngo'`);
    }
    await letRead(
      queryRunner,
      'state_transition',
      'ngo_partner',
      `subject_type = 'ngo' and subject_id = (select claim_uuid('ngo_id'))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const role of [...HISTORIANS, 'ngo_partner'] as const) {
      await queryRunner.query(`drop policy state_transition_${role}_select on state_transition`);
      await queryRunner.query(`revoke all on state_transition from ${callerRole(role)}`);
    }
    await queryRunner.query('drop view ngo_step');
    for (const table of Object.keys(PROTECTION)) await unprotect(queryRunner, table);
  }
}
