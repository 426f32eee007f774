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
