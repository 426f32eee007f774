import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aHousehold, aMember, cairoWorker, CAIRO_ADDRESS } from './registry';

/** Adds a district with villages to Giza, as an operator would. */
export async function addGizaAreas({ database }: TestService): Promise<void> {
  await database.owner(`insert into area (id, kind, parent_id, name_ar, name_en) values
    ('EG-GZ-01', 'DISTRICT', 'EG-GZ', 'قسم الهرم', 'El Haram'),
    ('EG-GZ-02', 'DISTRICT', 'EG-GZ', 'مركز البدرشين', 'El Badrashein'),
    ('EG-GZ-01-001', 'VILLAGE', 'EG-GZ-01', 'نزلة السمان', 'Nazlet El Samman'),
    ('EG-GZ-01-002', 'VILLAGE', 'EG-GZ-01', 'كفر الجبل', 'Kafr El Gabal'),
    ('EG-GZ-02-001', 'VILLAGE', 'EG-GZ-02', 'ميت رهينة', 'Mit Rahina')`);
}

/** A household of one, by the name of its head, in an area of Giza. */
export async function livesIn(
  service: TestService,
  areaId: string,
  name: string,
): Promise<{ id: string; personId: string }> {
  const { id, people } = await aHousehold(service, [aMember('HEAD', name)], {
    address: { areaId, line: 'شارع 1' },
  });
  return { id, personId: people[0] as string };
}

/** The same in Cairo. */
export async function livesInCairo(
  service: TestService,
  name: string,
): Promise<{ id: string; personId: string }> {
  const { id, people } = await aHousehold(service, [aMember('HEAD', name)], {
    caller: cairoWorker,
    address: CAIRO_ADDRESS,
  });
  return { id, personId: people[0] as string };
}

/** That a household consents to be served by an organisation. */
export async function serve(
  { database }: TestService,
  ngoId: string,
  householdId: string,
  givenOn = '2026-11-22',
): Promise<void> {
  await database.owner(
    `insert into service_consent (id, household_id, ngo_id, kind, given_by_id, given_on, evidence, recorded_at)
     select $1, id, $2, 'WRITTEN', head_id, $4, 'form', now() from household where id = $3`,
    [randomUUID(), ngoId, householdId, givenOn],
  );
}

/** So many households of a head and a child, served by an organisation since a day each, as their ids in that order. */
export async function manyHouseholds(
  { database }: TestService,
  count: number,
  ngoId: string,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => ({
    household: randomUUID(),
    head: randomUUID(),
    child: randomUUID(),
  }));
  const [households, heads, children] = [
    ids.map(({ household }) => household),
    ids.map(({ head }) => head),
    ids.map(({ child }) => child),
  ];
  const given = 'unnest($1::uuid[], $2::uuid[]) with ordinality as given (a, b, place)';
  await database.owner(
    `insert into person (id, name_ar, birth_date, sex, document_kind, document_country, document_number, registered_at, area_id)
     select id, 'حسن علي', '1980-01-01', 'MALE', 'OTHER', 'EG', left(id::text, 8), now(), 'EG-GZ' from unnest($1::uuid[]) as id`,
    [[...heads, ...children]],
  );
  await database.owner(
    `insert into household (id, head_id, area_id, formed_on, registered_at)
     select a, b, 'EG-GZ', '2020-01-01', timestamptz '2026-01-01 08:00Z' + place * interval '1 minute' from ${given}`,
    [households, heads],
  );
  await database.owner(
    `insert into household_address (household_id, area_id, line, since)
     select id, 'EG-GZ', 'شارع 1', '2020-01-01' from unnest($1::uuid[]) as id`,
    [households],
  );
  await database.owner(
    `insert into headship (household_id, person_id, since) select a, b, '2020-01-01' from ${given}`,
    [households, heads],
  );
  for (const [relationship, people] of [
    ['HEAD', heads],
    ['CHILD', children],
  ] as const) {
    await database.owner(
      `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
       select household.id, b, $3, head_id, '2020-01-01' from ${given} join household on household.id = a`,
      [households, people, relationship],
    );
  }
  await database.owner(
    `insert into service_consent (household_id, ngo_id, kind, given_by_id, given_on, evidence, recorded_at)
     select a, $3, 'WRITTEN', b, date '2025-01-01' + place::int, 'form', now() from ${given}`,
    [households, heads, ngoId],
  );
  return households;
}
