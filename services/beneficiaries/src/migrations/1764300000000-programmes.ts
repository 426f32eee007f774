import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';
import { protect } from '@solidarity/subgraph-kit/database/grants';

const PROGRAMME = `
create table programme (
  id text primary key check (id ~ '^[A-Z][A-Z_]{1,30}$'),
  name_ar text not null check (name_ar <> ''),
  name_en text not null check (name_en <> ''),
  pays text not null check (pays in ('HOUSEHOLD', 'PERSON')),
  is_conditional boolean not null,
  opens_on date not null,
  closes_on date check (closes_on >= opens_on)
);
comment on column programme.pays is 'Whether a household is paid as one, with its children, or for each person who is entitled.';
comment on column programme.closes_on is 'The first day on which nobody is enrolled any more; who is enrolled stays.'`;

/** A scale holds from its first month until the next one begins. */
const SCALE = `
create table benefit_scale (
  id integer generated always as identity primary key,
  programme_id text not null references programme,
  effective_from date not null check (extract(day from effective_from) = 1),
  household_amount numeric(14,2) not null check (household_amount >= 0),
  most_children smallint not null check (most_children >= 0),
  person_amount numeric(14,2) not null check (person_amount >= 0),
  most_persons smallint not null check (most_persons >= 0),
  source text not null check (source <> ''),
  is_sample boolean not null default false,
  recorded_by text not null default 'system',
  recorded_at timestamptz not null default now(),
  unique (programme_id, effective_from)
);
create table benefit_scale_child (
  scale_id integer not null references benefit_scale,
  stage text not null check (stage in ('UNDER_SCHOOL', 'PRIMARY', 'PREPARATORY', 'SECONDARY')),
  from_age smallint not null check (from_age >= 0),
  to_age smallint not null check (to_age > from_age),
  amount numeric(14,2) not null check (amount >= 0),
  primary key (scale_id, stage),
  exclude using gist (scale_id with =, int4range(from_age, to_age) with &&)
);
comment on column benefit_scale_child.to_age is 'The age from which a child no longer stands in this stage.';
create view benefit_scale_period as
  select scale.*, lead(effective_from) over (partition by programme_id order by effective_from) as effective_to
    from benefit_scale as scale`;

const PROGRAMMES = `
insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on, closes_on) values
  ('TAKAFUL', 'تكافل', 'Takaful', 'HOUSEHOLD', true, '2015-03-01', null),
  ('KARAMA', 'كرامة', 'Karama', 'PERSON', false, '2015-03-01', null),
  ('DAMAN', 'الضمان الاجتماعي', 'Daman (social-security pension)', 'HOUSEHOLD', false, '2010-07-01', '2015-03-01')`;

/** What a scale pays for children by stage: under school, primary, preparatory, secondary. */
type Stages = readonly [string, string, string, string];

interface Seed {
  readonly programme: string;
  readonly from: string;
  readonly household?: string;
  readonly children?: { readonly most: number; readonly amounts: Stages };
  readonly persons?: { readonly most: number; readonly amount: string };
  readonly source: string;
  readonly isSample?: true;
}

const FIRST_STAGES: Stages = ['60', '60', '80', '100'];
const SCALES: readonly Seed[] = [
  {
    ...{ programme: 'DAMAN', from: '2010-07-01', household: '450', isSample: true },
    source: 'A plausible amount: the pensions of law 137/2010 were raised by several decrees.',
  },
  {
    ...{ programme: 'TAKAFUL', from: '2015-03-01', household: '325' },
    children: { most: 3, amounts: FIRST_STAGES },
    source: 'Prime minister’s decree 540/2015, as published by the ministry.',
  },
  {
    ...{ programme: 'TAKAFUL', from: '2019-01-01', household: '325' },
    children: { most: 2, amounts: FIRST_STAGES },
    source: 'The ministry’s announcement that two children count from 2019.',
  },
  {
    ...{ programme: 'TAKAFUL', from: '2025-07-01', household: '440', isSample: true },
    children: { most: 2, amounts: ['80', '80', '90', '104'] },
    source: 'Plausible parts of the greatest amount in the last published budget, 648 pounds.',
  },
  {
    ...{ programme: 'KARAMA', from: '2015-03-01' },
    persons: { most: 3, amount: '350' },
    source: 'Prime minister’s decree 540/2015, as published by the ministry.',
  },
  {
    ...{ programme: 'KARAMA', from: '2025-07-01', isSample: true },
    persons: { most: 3, amount: '705' },
    source: 'The least amount in the last published budget, 705 to 884 pounds.',
  },
];

async function seedScale(queryRunner: QueryRunner, scale: Seed): Promise<void> {
  const { programme, from, household = '0', children, persons, source, isSample = false } = scale;
  const [row] = (await queryRunner.query(
    `insert into benefit_scale (programme_id, effective_from, household_amount, most_children, person_amount,
                                most_persons, source, is_sample)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      ...[programme, from, household, children?.most ?? 0, persons?.amount ?? '0'],
      ...[persons?.most ?? 0, source, isSample],
    ],
  )) as [{ id: number }];
  if (children === undefined) return;
  await queryRunner.query(
    `insert into benefit_scale_child (scale_id, stage, from_age, to_age, amount) values
       ($1, 'UNDER_SCHOOL', 0, 6, $2), ($1, 'PRIMARY', 6, 12, $3),
       ($1, 'PREPARATORY', 12, 15, $4), ($1, 'SECONDARY', 15, 18, $5)`,
    [row.id, ...children.amounts],
  );
}

/** Programmes and what they pay, as data: a new programme or scale is rows. */
export class Programmes1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PROGRAMME);
    await queryRunner.query(SCALE);
    const everybody = Object.fromEntries(ROLE_NAMES.map((role) => [role, 'true']));
    await protect(queryRunner, 'programme', {
      read: everybody,
      write: { ministry_admin: 'true' },
    });
    for (const table of ['benefit_scale', 'benefit_scale_child'])
      await protect(queryRunner, table, {
        read: everybody,
        insert: { ministry_admin: 'true' },
        appendOnly: true,
      });
    const roles = ROLE_NAMES.map((role) => `caller_${role}`).join(', ');
    await queryRunner.query(`grant select on benefit_scale_period to ${roles}`);
    await queryRunner.query(PROGRAMMES);
    for (const scale of SCALES) await seedScale(queryRunner, scale);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop view benefit_scale_period');
    await queryRunner.query('drop table benefit_scale_child, benefit_scale, programme');
  }
}
