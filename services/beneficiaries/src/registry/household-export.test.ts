import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { ExportingService } from '@solidarity/subgraph-kit/testing/exporting';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  aHousehold,
  analyst,
  auditor,
  cairoWorker,
  CAIRO_ADDRESS,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';
import { serve } from '../testing/village';

const HOUSEHOLDS = '{ households { nodes { id referenceNumber head { id name { ar } nationalId } } } }';

interface HouseholdRow {
  readonly id: string;
  readonly head: { readonly id: string; readonly nationalId: string } | null;
}

let service: TestService;
let exporting: ExportingService;
const ngoId = randomUUID();
let giza: string;
let served: { id: string; people: string[] };
let cairo: string;

beforeAll(async () => {
  service = await registryService();
  exporting = await ExportingService.over(service, { pageRows: 2 });
  giza = (await aHousehold(service)).id;
  served = await aHousehold(service);
  cairo = (await aHousehold(service, undefined, { caller: cairoWorker, address: CAIRO_ADDRESS })).id;
  await serve(service, ngoId, served.id);
});
afterAll(() => exporting.end());

describe('households as a file', () => {
  test.each<[string, Caller, () => string[]]>([
    ['the ministry: all', admin, () => [giza, served.id, cairo]],
    ['a case worker: the governorate’s', gizaWorker, () => [giza, served.id]],
    ['another: theirs', cairoWorker, () => [cairo]],
    ['an organisation: those that it serves', partner(ngoId), () => [served.id]],
    ['another organisation: none', partner(randomUUID()), () => []],
  ])('%s, as the graph shows them', async (_who, caller, expected) => {
    const rows = await exporting.lines<HouseholdRow>(caller, HOUSEHOLDS);

    const { data } = await service.ask<{ households: { nodes: unknown[] } }>(caller, HOUSEHOLDS);
    expect(rows.map(({ id }) => id).sort()).toEqual(expected().sort());
    expect(rows).toEqual(data.households.nodes);
  });

  test.each<[string, Caller, RegExp]>([
    ['masked for a partner', partner(ngoId), /^\d{7}\*{6}\d$/],
    ['whole for a case worker', gizaWorker, /^\d{14}$/],
    [
      'masked for a case worker whose token was narrowed',
      { ...gizaWorker, scopes: new Set(['registry:read', 'exports:manage'] as const) },
      /^\d{7}\*{6}\d$/,
    ],
  ])('have national IDs that are %s', async (_how, caller, expected) => {
    const rows = await exporting.lines<HouseholdRow>(caller, HOUSEHOLDS);

    expect(rows.find(({ id }) => id === served.id)?.head?.nationalId).toMatch(expected);
  });

  test('leave a trace of the people who were shown', async () => {
    const caller = { ...auditor, subject: randomUUID() };

    await exporting.exported(caller, HOUSEHOLDS, { headers: { 'x-purpose': 'yearly audit' } });

    const entries = await service.database.owner(
      `select purpose from audit_entry where subject = $1 and entity = 'Person' and person_ids @> array[$2]::uuid[]`,
      [caller.subject, served.people[0]],
    );
    expect(entries).toEqual([{ purpose: 'yearly audit' }]);
  });

  test('an analyst is refused, as in the graph', async () => {
    const { status } = await exporting.answerTo(analyst, HOUSEHOLDS);

    expect(status).toBe(403);
    expect(await service.ask(analyst, HOUSEHOLDS)).toMatchObject({ status: 403 });
  });
});

test('a search for a person is exported too, and what was searched for is not kept', async () => {
  const query = 'query ($area: ID!) { searchPersons(areaId: $area) { nodes { id } } }';

  const id = await exporting.start(gizaWorker, query, { variables: { area: 'EG-GZ' } });
  await exporting.ended(gizaWorker, id);

  const rows = (await exporting.file(gizaWorker, id)).toString('utf8').trim().split('\n');
  expect(rows).toHaveLength(2);
  expect(await service.database.owner('select query, variables from export_job where id = $1', [id])).toEqual(
    [{ query: null, variables: null }],
  );
});
