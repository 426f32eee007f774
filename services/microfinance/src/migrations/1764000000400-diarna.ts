import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { allowFunction, protect, unprotect, type Protection } from '@solidarity/subgraph-kit/database/grants';

const TABLES = `
create table craft (
  id uuid primary key,
  name_ar text not null constraint craft_name unique,
  name_en text,
  description_ar text not null,
  description_en text,
  materials_ar text not null,
  materials_en text,
  technique_ar text not null,
  technique_en text,
  governorates text[] not null check (cardinality(governorates) > 0),
  created_at timestamptz not null default now()
);
create index on craft (created_at, id);
create table producer (
  id uuid primary key,
  kind text not null check (kind in ('PERSON', 'FAMILY', 'COOPERATIVE')),
  name_ar text not null,
  name_en text,
  person_id uuid,
  governorate text not null,
  story_ar text,
  story_en text,
  created_at timestamptz not null default now(),
  constraint producer_person check ((kind = 'COOPERATIVE') = (person_id is null))
);
create unique index producer_of_person on producer (person_id);
create index on producer (created_at, id);
create sequence product_sku;
create table product (
  id uuid primary key,
  sku text not null unique default next_reference('DYR-', 5, 'product_sku'),
  producer_id uuid not null references producer,
  craft_id uuid not null references craft,
  name_ar text not null,
  name_en text,
  description_ar text,
  description_en text,
  price numeric(18,2) not null check (price > 0),
  stock integer not null default 0 constraint product_stock_not_oversold check (stock >= 0),
  pictures text[] not null default '{}',
  state text not null check (state in ('DRAFT', 'OFFERED', 'WITHDRAWN')),
  created_at timestamptz not null default now()
);
create index on product (created_at, id);
create index on product (state, created_at, id);
create index on product (craft_id, created_at, id);
create index on product (producer_id, created_at, id);
create table stock_movement (
  id uuid primary key default uuidv7(),
  product_id uuid not null references product,
  quantity integer not null check (quantity <> 0),
  reason text not null check (reason in ('PRODUCED', 'SOLD', 'RETURNED', 'DAMAGED', 'COUNTED')),
  note text,
  by_subject text not null,
  at timestamptz not null default now()
);
create index on stock_movement (product_id, at, id);
create table product_price (
  id uuid primary key default uuidv7(),
  product_id uuid not null references product,
  price numeric(18,2) not null check (price > 0),
  by_subject text not null,
  at timestamptz not null default now()
);
create index on product_price (product_id, at, id)`;

/** What a marketplace may know of a producer's loans: that there is one, and no more. */
const HAS_LOAN = `
create function producers_with_loan(producers uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select producer.id from producer where producer.id = any (producers)
    and exists (select from loan where loan.person_id = producer.person_id and loan.state = 'ACTIVE')
$$`;

const CATALOGUE_READERS = ['ministry_admin', 'auditor', 'lender_officer'] as const satisfies readonly Role[];
const all = (...roles: Role[]) => Object.fromEntries(roles.map((role) => [role, 'true']));

/** All of a producer but the person. */
const PRODUCER_IN_PUBLIC = [
  'id',
  'kind',
  'name_ar',
  'name_en',
  'governorate',
  'story_ar',
  'story_en',
  'created_at',
];

const PROTECTION: Readonly<Record<string, Protection>> = {
  craft: {
    read: all(
      ...CATALOGUE_READERS,
      ...(['marketplace', 'public', 'analyst', 'case_worker', 'finance_officer', 'inspector'] as const),
      ...([
        'child_protection_officer',
        'ngo_partner',
        'care_home_staff',
        'registry_feed',
        'citizen',
      ] as const),
    ),
    write: { ministry_admin: 'true' },
  },
  producer: {
    read: {
      ...all(...CATALOGUE_READERS, 'marketplace', 'finance_officer'),
      citizen: `person_id = (select claim_uuid('person_id'))`,
      // Of a borrower of its own; what it lends to others it does not see, and so not their producers.
      ngo_partner: 'exists (select from loan_application seen where seen.person_id = producer.person_id)',
    },
    write: { ministry_admin: 'true' },
    columns: { marketplace: PRODUCER_IN_PUBLIC },
  },
  product: {
    read: { ...all(...CATALOGUE_READERS), marketplace: `state = 'OFFERED'` },
    write: { ministry_admin: 'true' },
  },
  stock_movement: {
    read: all('ministry_admin', 'auditor'),
    insert: { ministry_admin: 'true' },
    appendOnly: true,
  },
  product_price: {
    read: all('ministry_admin', 'auditor'),
    insert: { ministry_admin: 'true' },
    appendOnly: true,
  },
};

/** Diarna (ديارنا): crafts, producers, products and their stock. */
export class Diarna1764000000400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const [table, protection] of Object.entries(PROTECTION))
      await protect(queryRunner, table, protection);
    await queryRunner.query('grant usage on sequence product_sku to caller_ministry_admin, caller_system');
    await queryRunner.query(HAS_LOAN);
    await allowFunction(queryRunner, 'producers_with_loan(uuid[])', [
      ...CATALOGUE_READERS,
      'marketplace',
      'finance_officer',
      'ngo_partner',
      'citizen',
      'system',
    ]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function producers_with_loan(uuid[])');
    for (const table of Object.keys(PROTECTION)) await unprotect(queryRunner, table);
    await queryRunner.query('drop table product_price, stock_movement, product, producer, craft');
    await queryRunner.query('drop sequence product_sku');
  }
}
