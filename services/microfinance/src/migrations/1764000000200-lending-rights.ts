import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { callerRole } from '@solidarity/subgraph-kit/database/cluster';
import {
  allowFunction,
  protect,
  unprotect,
  type Protection,
  type RowConditions,
} from '@solidarity/subgraph-kit/database/grants';
import { letRead } from '@solidarity/subgraph-kit/records/migrations/closed-table';

/** Roles of the ministry that see every loan. */
const OVERSEERS = ['ministry_admin', 'finance_officer', 'auditor'] as const satisfies readonly Role[];

/** Roles of the ministry that see sums of loans alone. */
const COUNTERS = ['analyst', 'inspector'] as const satisfies readonly Role[];

/** The ways to a row of lending: as the lender, as the NGO that lends, as the borrower. */
const ROWS: RowConditions = {
  ...Object.fromEntries(OVERSEERS.map((role) => [role, 'true'])),
  lender_officer: `lender_id = (select claim_uuid('lender_id'))`,
  ngo_partner: `lender_id = any (array(select id from lender where ngo_id = (select claim_uuid('ngo_id'))))`,
  citizen: `person_id = (select claim_uuid('person_id'))`,
};
const OWN_LENDING: RowConditions = { ministry_admin: 'true', lender_officer: ROWS['lender_officer'] };
const DISBURSERS: RowConditions = { ministry_admin: 'true', finance_officer: 'true' };

/** Lenders and products stand in no relation to a person; who asks for a loan may look at all of them. */
const LENDERS: RowConditions = {
  ...Object.fromEntries([...OVERSEERS, ...COUNTERS, 'citizen'].map((role) => [role, 'true'])),
  lender_officer: `id = (select claim_uuid('lender_id'))`,
  ngo_partner: `ngo_id = (select claim_uuid('ngo_id'))`,
};
const { citizen: _borrower, ...OF_LENDER } = ROWS;
const OFFERS: RowConditions = { ...OF_LENDER, citizen: 'true' };

/** Analysts and inspectors count and sum loans, and read nothing that leads to a person. */
const COUNTED = {
  lender: ['id', 'ngo_id'],
  loan: [
    ...['lender_id', 'area_id', 'governorate', 'district_id', 'state', 'disbursed_on', 'closed_on'],
    ...['principal', 'outstanding_principal', 'oldest_unpaid_due_on'],
  ],
};

const PROTECTION: Readonly<Record<string, Protection>> = {
  ngo_standing: {
    read: { ministry_admin: 'true', finance_officer: 'true', auditor: 'true', lender_officer: 'true' },
  },
  person_death: {},
  lender: {
    read: LENDERS,
    write: { ministry_admin: 'true' },
    columns: { analyst: COUNTED.lender, inspector: COUNTED.lender },
  },
  lender_licence: { read: OFFERS, write: { ministry_admin: 'true' } },
  loan_product: { read: OFFERS, write: OWN_LENDING },
  loan_application: {
    read: ROWS,
    insert: OWN_LENDING,
    update: { ...OWN_LENDING, ...DISBURSERS },
  },
  loan: {
    read: { ...ROWS, analyst: 'true', inspector: 'true' },
    insert: DISBURSERS,
    update: OWN_LENDING,
    columns: { analyst: COUNTED.loan, inspector: COUNTED.loan },
  },
  instalment: { read: ROWS, insert: DISBURSERS, update: OWN_LENDING },
  repayment: { read: ROWS, write: OWN_LENDING },
  repayment_allocation: { read: ROWS, insert: OWN_LENDING, appendOnly: true },
};

/** The history of a record is seen by who sees the record. */
const HISTORY = `case subject_type
  when 'loan' then exists (select from loan seen where seen.id = subject_id)
  when 'loan_application' then exists (select from loan_application seen where seen.id = subject_id)
  when 'repayment' then exists (select from repayment seen where seen.id = subject_id)
  else false end`;
const HISTORIANS = [
  'finance_officer',
  'lender_officer',
  'ngo_partner',
  'citizen',
] as const satisfies readonly Role[];

/**
 * What people owe all lenders together. A lender sees only its own loans, and yet must not lend beyond the regulator's
 * limit; so it learns the sum, and nothing of the others.
 */
const EXPOSURE = `
create function lock_borrower(borrower uuid) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('borrower ' || borrower::text, 0))
$$;
create function borrower_exposures(borrowers uuid[], without_application uuid)
returns table (person_id uuid, owed numeric, oldest_unpaid_due_on date, died_on date)
language sql stable security definer set search_path = public, pg_temp as $$
  select borrower.id,
    (coalesce(lent.owed, 0) + coalesce(promised.amount, 0))::numeric(18,2), lent.oldest_unpaid_due_on, death.died_on
  from unnest(borrowers) as borrower(id)
  left join lateral (
    select sum(loan.outstanding_principal) as owed, min(loan.oldest_unpaid_due_on) as oldest_unpaid_due_on
    from loan where loan.person_id = borrower.id and loan.state = 'ACTIVE') as lent on true
  left join lateral (
    select sum(application.amount) as amount from loan_application application
    where application.person_id = borrower.id and application.state = 'APPROVED'
      and application.id is distinct from without_application) as promised on true
  left join person_death death on death.person_id = borrower.id
$$`;

/** Who sees and records which rows of lending. */
export class LendingRights1764000000200 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const [table, protection] of Object.entries(PROTECTION))
      await protect(queryRunner, table, protection);
    for (const role of HISTORIANS) await letRead(queryRunner, 'state_transition', role, HISTORY);
    await queryRunner.query(EXPOSURE);
    const deciders = ['lender_officer', 'finance_officer', 'ministry_admin', 'system'] as const;
    await allowFunction(queryRunner, 'lock_borrower(uuid)', deciders);
    await allowFunction(queryRunner, 'borrower_exposures(uuid[], uuid)', [
      ...deciders,
      'auditor',
      'ngo_partner',
      'citizen',
    ]);
    const grants = [
      ['loan_application_reference', ['ministry_admin', 'lender_officer', 'system']],
      ['loan_reference', ['ministry_admin', 'finance_officer', 'system']],
    ] as const;
    for (const [sequence, roles] of grants) {
      await queryRunner.query(`grant usage on sequence ${sequence} to ${roles.map(callerRole).join(', ')}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function borrower_exposures(uuid[], uuid), lock_borrower(uuid)');
    for (const role of HISTORIANS) {
      await queryRunner.query(`drop policy state_transition_${role}_select on state_transition`);
      await queryRunner.query(`revoke all on state_transition from ${callerRole(role)}`);
    }
    for (const table of Object.keys(PROTECTION)) await unprotect(queryRunner, table);
  }
}
