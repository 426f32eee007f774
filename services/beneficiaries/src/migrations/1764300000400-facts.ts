import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, type RowConditions } from '@solidarity/subgraph-kit/database/grants';
import { seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import { FactSource } from '../eligibility/fact-kinds';

const SOURCES = Object.keys(FactSource)
  .map((source) => `'${source}'`)
  .join(', ');

/** Who pays sees what is paid, not how people live: no finance officer here. */
const circumstancesSeenWith = (condition: string): RowConditions => ({
  ...{ ministry_admin: 'true', auditor: 'true' },
  ...{ case_worker: condition, citizen: condition },
});

/** Facts are added, never changed: the latest of a source is what it says now. */
const factTable = (about: 'household' | 'person') => `
create table ${about}_fact (
  id bigint generated always as identity primary key,
  ${about}_id uuid not null references ${about},
  kind text not null check (kind ~ '^[a-z][a-z_]*$'),
  value jsonb not null check (jsonb_typeof(value) in ('number', 'boolean', 'string')),
  source text not null check (source in (${SOURCES})),
  observed_on date not null,
  recorded_by text not null,
  recorded_at timestamptz not null default now()
);
create index ${about}_fact_latest on ${about}_fact (${about}_id, kind, source, observed_on desc, id desc);
create table ${about}_profile (
  ${about}_id uuid primary key references ${about},
  facts jsonb not null default '{}',
  disputed text[] not null default '{}'
) with (fillfactor = 80);
comment on table ${about}_profile is 'What the facts of a ${about} come to now, in one row, so that millions are judged at once. A trigger keeps it.';
comment on column ${about}_profile.disputed is 'Kinds of which a registry says something else than the family has declared, and nobody has looked since.'`;

const DIFFER = `
create function facts_differ(one jsonb, other jsonb, tolerance numeric) returns boolean
language sql immutable parallel safe as $$
  select case when jsonb_typeof(one) = 'number' and jsonb_typeof(other) = 'number'
    then abs(one::numeric - other::numeric) * 100 > tolerance * greatest(one::numeric, other::numeric)
    else one is distinct from other end
$$`;

/**
 * What holds now of each kind: of each source the latest fact, and of these the one whose source comes first in the
 * rules `fact_sources`, then the latest. It is disputed while a registry contradicts what was declared, until a visit
 * that is not older than either. Windows all go by subject and kind, so what is asked of few reads no more.
 */
const currentView = (about: 'household' | 'person') => `
create view ${about}_fact_current with (security_invoker = true) as
  select ${about}_id, kind, value, source, observed_on, recorded_at, is_disputed
    from (
      select compared.*,
             row_number() over (partition by ${about}_id, kind order by rank, observed_on desc, id desc) as place,
             bool_or(source not in ('DECLARED', 'FIELD_VISIT') and declared_on is not null
                     and facts_differ(declared_value::jsonb, value, tolerance)
                     and (visited_on is null or visited_on < greatest(declared_on, observed_on)))
               over (partition by ${about}_id, kind) as is_disputed
        from (
          select latest.*, (rules.value->>'tolerancePercent')::numeric as tolerance,
                 coalesce((rules.value#>>array['kinds', kind, source])::int,
                          (rules.value#>>array['usual', source])::int) as rank,
                 max(latest.value::text) filter (where source = 'DECLARED') over same_kind as declared_value,
                 max(observed_on) filter (where source = 'DECLARED') over same_kind as declared_on,
                 max(observed_on) filter (where source = 'FIELD_VISIT') over same_kind as visited_on
            from (select distinct on (${about}_id, kind, source)
                         id, ${about}_id, kind, value, source, observed_on, recorded_at
                    from ${about}_fact
                   order by ${about}_id, kind, source, observed_on desc, id desc) as latest
           cross join (
             select value from rule_version
              where name = 'fact_sources' and daterange(effective_from, effective_to, '[)')
                                              @> (now() at time zone 'Africa/Cairo')::date) as rules
          window same_kind as (partition by ${about}_id, kind)) as compared) as placed
   where place = 1`;

/** The profiles are held first and read after: of two who tell of one subject the second sees what the first told. */
const followed = (about: 'household' | 'person') => `
create function ${about}_facts_follow() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
begin
  select array_agg(distinct ${about}_id) into ids from added;
  if ids is null then return null; end if;
  insert into ${about}_profile (${about}_id) select unnest(ids) as id order by id
    on conflict (${about}_id) do update set ${about}_id = excluded.${about}_id;
  update ${about}_profile as profile set facts = now.facts, disputed = now.disputed
    from (select ${about}_id, jsonb_object_agg(kind, value) as facts,
                 coalesce(array_agg(kind order by kind) filter (where is_disputed), '{}') as disputed
            from ${about}_fact_current where ${about}_id = any (ids) group by ${about}_id) as now
   where profile.${about}_id = now.${about}_id;
  return null;
end $$;
create trigger ${about}_facts_follow after insert on ${about}_fact
  referencing new table as added for each statement execute function ${about}_facts_follow()`;

/** An officer's own eyes come first, save for what only a registry can know. */
const FACT_SOURCES = {
  tolerancePercent: 10,
  usual: {
    ...{ FIELD_VISIT: 1, CIVIL_STATUS: 2, PENSIONS: 2, VEHICLES: 2, EDUCATION: 2, HEALTH: 2, RATION_CARD: 2 },
    DECLARED: 3,
  },
  kinds: {
    ...Object.fromEntries(
      ['private_car', 'taxi', 'transport_vehicle', 'tractor'].map((kind) => [kind, { VEHICLES: 0 }]),
    ),
    pension: { PENSIONS: 0 },
    marital_status: { CIVIL_STATUS: 0 },
    died_on: { CIVIL_STATUS: 0 },
    travelled_abroad: { CIVIL_STATUS: 0 },
    ration_card: { RATION_CARD: 0 },
    ration_card_persons: { RATION_CARD: 0 },
  },
};

/** Facts about households and people, each with its source and day, and what they come to now. */
export class Facts1764300000400 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DIFFER);
    await seedRule(queryRunner, {
      name: 'fact_sources',
      from: '2015-01-01',
      value: FACT_SOURCES,
      source: 'No published rule: which source of a fact is believed first.',
      isSample: true,
    });
    for (const about of ['household', 'person'] as const) {
      await queryRunner.query(factTable(about));
      await queryRunner.query(currentView(about));
      await queryRunner.query(followed(about));
      const seenIn = (table: string) =>
        `exists (select from ${about} seen where seen.id = ${table}.${about}_id offset 0)`;
      const fact = seenIn(`${about}_fact`);
      const read = circumstancesSeenWith(fact);
      await protect(queryRunner, `${about}_fact`, {
        read,
        insert: { ministry_admin: 'true', case_worker: fact, citizen: `source = 'DECLARED' and ${fact}` },
        appendOnly: true,
      });
      await protect(queryRunner, `${about}_profile`, {
        read: circumstancesSeenWith(seenIn(`${about}_profile`)),
      });
      const readers = Object.keys(read).map((role) => `caller_${role}`);
      await queryRunner.query(
        `grant select on ${about}_fact_current to ${readers.join(', ')}, caller_system`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const about of ['person', 'household']) {
      await queryRunner.query(`drop view ${about}_fact_current`);
      await queryRunner.query(`drop table ${about}_profile, ${about}_fact`);
      await queryRunner.query(`drop function ${about}_facts_follow()`);
    }
    await queryRunner.query('drop function facts_differ(jsonb, jsonb, numeric)');
  }
}
