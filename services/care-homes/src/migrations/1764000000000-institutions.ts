import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { NGO_STANDING_TABLE } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { showHistory } from '@solidarity/subgraph-kit/records/history-access';
import { protect, type Protection, type RowConditions } from '@solidarity/subgraph-kit/database/grants';

const TABLES = `
${NGO_STANDING_TABLE};
create table care_home (
  id uuid primary key,
  name_ar text not null,
  name_en text,
  kind text not null check (kind in ('ORPHANAGE', 'SMALL_HOME', 'OLDER_PEOPLE', 'DISABILITY', 'WOMEN')),
  operator_ngo_id uuid not null,
  area_id text not null check (area_id ~ '^EG-[A-Z]{1,3}(-[0-9]{2}(-[0-9]{3})?)?$'),
  governorate text not null generated always as ('EG_' || split_part(area_id, '-', 2)) stored,
  address text not null,
  capacity integer not null check (capacity > 0),
  occupied integer not null default 0,
  licence_state text not null
    check (licence_state in ('APPLIED', 'INSPECTED', 'LICENSED', 'REFUSED', 'SUSPENDED', 'CLOSED')),
  licensed_from date,
  licensed_until date check (licensed_until >= licensed_from),
  grade text check (grade in ('A', 'B', 'C', 'D')),
  licence_decision jsonb,
  applied_by text not null,
  applied_on date not null,
  created_at timestamptz not null default now(),
  constraint care_home_not_over_capacity check (occupied between 0 and capacity),
  constraint care_home_licensed_from_a_day check (licence_state <> 'LICENSED' or (licensed_from is not null and licensed_until is not null))
);
create index on care_home (operator_ngo_id, created_at, id);
create index on care_home (governorate, created_at, id);
create index on care_home (created_at, id);
create table care_home_inspection (
  id uuid primary key,
  care_home_id uuid not null references care_home,
  inspected_on date not null,
  inspected_by text not null,
  findings text not null,
  is_recommended boolean not null,
  created_at timestamptz not null default now()
);
create index on care_home_inspection (care_home_id, inspected_on, created_at);
create table care_home_stay (
  id uuid primary key,
  care_home_id uuid not null references care_home,
  person_id uuid not null,
  admitted_on date not null,
  discharged_on date check (discharged_on >= admitted_on),
  decision_reference text not null,
  discharge_reason text,
  constraint care_home_stay_discharge_has_a_reason check ((discharged_on is null) = (discharge_reason is null)),
  constraint care_home_stay_one_at_a_time
    exclude using gist (person_id with =, daterange(admitted_on, discharged_on, '[)') with &&)
);
create index on care_home_stay (care_home_id, admitted_on, id);
create index on care_home_stay (person_id)`;

/** Counts who lives in a home in the row of the home itself: two admissions at once wait for each other there. */
const OCCUPANCY = `
create function count_occupied() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if old.care_home_id <> new.care_home_id or old.person_id <> new.person_id then
      raise exception 'a stay is never handed on' using errcode = 'check_violation';
    end if;
    update care_home set occupied = occupied
        - (old.discharged_on is null)::integer + (new.discharged_on is null)::integer
      where id = new.care_home_id;
  elsif new.discharged_on is null then
    update care_home set occupied = occupied + 1 where id = new.care_home_id;
  end if;
  return null;
end $$;
create trigger count_occupied after insert or update on care_home_stay
  for each row execute function count_occupied()`;

const MINISTRY = [
  'ministry_admin',
  'inspector',
  'auditor',
  'child_protection_officer',
] as const satisfies readonly Role[];
const every = (roles: readonly Role[], condition: string): RowConditions =>
  Object.fromEntries(roles.map((role) => [role, condition]));

/** What was licensed is public for ever; what never was concerns its NGO and the ministry. */
const WAS_LICENSED = 'licensed_from is not null';
const HOMES: RowConditions = {
  ...every(
    [
      'public',
      'marketplace',
      'citizen',
      'registry_feed',
      'lender_officer',
      'case_worker',
      'finance_officer',
      'analyst',
    ],
    WAS_LICENSED,
  ),
  ...every(MINISTRY, 'true'),
  ngo_partner: `${WAS_LICENSED} or operator_ngo_id = (select claim_uuid('ngo_id'))`,
  care_home_staff: `${WAS_LICENSED} or id = (select claim_uuid('home_id'))`,
};
const PUBLIC_COLUMNS = [
  ...[
    'id',
    'name_ar',
    'name_en',
    'kind',
    'operator_ngo_id',
    'governorate',
    'area_id',
    'address',
    'capacity',
    'occupied',
  ],
  ...['licence_state', 'licensed_from', 'licensed_until', 'grade', 'applied_on', 'created_at'],
];
const OF_OWN_HOMES = {
  ngo_partner: `exists (select from care_home own where own.id = care_home_id and own.operator_ngo_id = (select claim_uuid('ngo_id')))`,
  care_home_staff: `care_home_id = (select claim_uuid('home_id'))`,
};
/** Who lives where is for the home itself and for those in charge; others who hold the scope find nobody. */
const STAYS: RowConditions = {
  ...every(['ministry_admin', 'auditor', 'child_protection_officer'], 'true'),
  ...every(['inspector', 'ngo_partner'], 'false'),
  care_home_staff: OF_OWN_HOMES.care_home_staff,
};

const PROTECTION: Readonly<Record<string, Protection>> = {
  ngo_standing: {
    read: every(
      [
        'ministry_admin',
        'inspector',
        'auditor',
        'child_protection_officer',
        'care_home_staff',
        'ngo_partner',
      ],
      'true',
    ),
  },
  care_home: {
    read: HOMES,
    insert: { ministry_admin: 'true', ngo_partner: `operator_ngo_id = (select claim_uuid('ngo_id'))` },
    update: {
      ...every(['ministry_admin', 'inspector', 'child_protection_officer'], 'true'),
      care_home_staff: `id = (select claim_uuid('home_id'))`,
    },
    columns: Object.fromEntries(
      (
        [
          'public',
          'marketplace',
          'citizen',
          'registry_feed',
          'lender_officer',
          'case_worker',
          'finance_officer',
          'analyst',
        ] as const
      ).map((role) => [role, PUBLIC_COLUMNS]),
    ),
  },
  care_home_inspection: {
    read: { ...every(MINISTRY, 'true'), ...OF_OWN_HOMES },
    insert: every(['ministry_admin', 'inspector'], 'true'),
    appendOnly: true,
  },
  care_home_stay: {
    read: STAYS,
    write: {
      ...every(['ministry_admin', 'child_protection_officer'], 'true'),
      care_home_staff: OF_OWN_HOMES.care_home_staff,
    },
  },
};

/** Who reads what became of a home's licence. */
const HISTORY: RowConditions = {
  ...every(['inspector', 'child_protection_officer'], 'true'),
  ngo_partner: `exists (select from care_home own
    where own.id = subject_id and own.operator_ngo_id = (select claim_uuid('ngo_id')))`,
  care_home_staff: `subject_id = (select claim_uuid('home_id'))`,
};

/** Homes, their inspections, and who lives in them. */
export class Institutions1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    await queryRunner.query(OCCUPANCY);
    for (const [table, protection] of Object.entries(PROTECTION)) {
      await protect(queryRunner, table, protection);
    }
    await showHistory(queryRunner, 'care_home_licence', HISTORY);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const role of Object.keys(HISTORY)) {
      await queryRunner.query(`drop policy state_transition_${role}_care_home_licence on state_transition`);
    }
    await queryRunner.query('drop table care_home_stay, care_home_inspection, care_home, ngo_standing');
    await queryRunner.query('drop function count_occupied()');
  }
}
