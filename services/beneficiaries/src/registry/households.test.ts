import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { admin, gizaWorker, partner, registryService } from '../testing/registry';
import { addGizaAreas, livesIn, livesInCairo, manyHouseholds, serve } from '../testing/village';

let service: TestService;
const ngoId = randomUUID();
const homes: Record<string, string> = {};

beforeAll(async () => {
  service = await registryService();
  await addGizaAreas(service);
  homes['village'] = (await livesIn(service, 'EG-GZ-01-001', 'حسن')).id;
  homes['district'] = (await livesIn(service, 'EG-GZ-01', 'حسين')).id;
  homes['other'] = (await livesIn(service, 'EG-GZ-02-001', 'سعيد')).id;
  homes['cairo'] = (await livesInCairo(service, 'سعد')).id;
  await serve(service, ngoId, homes['other'] ?? '', '2026-11-01');
  await serve(service, ngoId, homes['village'] ?? '', '2026-11-02');
});
afterAll(() => service.close());

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const list = async (caller: Caller, variables: object): Promise<Page> => {
  const query = `query ($areaId: ID, $first: Int = 20, $after: String) {
    households(areaId: $areaId, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`;
  const { data, errors } = await service.ask<{ households: Page }>(caller, query, { ...variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.households;
};
const placesOf = ({ nodes }: Page) =>
  nodes.map(({ id }) => Object.keys(homes).find((place) => homes[place] === id));

describe('the list of households', () => {
  test.each<[string, Caller, object, string[]]>([
    ['of a village', gizaWorker, { areaId: 'EG-GZ-01-001' }, ['village']],
    ['of a district, with its villages', gizaWorker, { areaId: 'EG-GZ-01' }, ['village', 'district']],
    ['of a governorate, with all in it', gizaWorker, { areaId: 'EG-GZ' }, ['village', 'district', 'other']],
    ['of another governorate', gizaWorker, { areaId: 'EG-C' }, []],
    ['of an area that is none', admin, { areaId: "EG' or '1" }, []],
    ['of everything', admin, {}, ['village', 'district', 'other', 'cairo']],
    ['of what an organisation serves', partner(ngoId), {}, ['other', 'village']],
    ['of what it serves in a district', partner(ngoId), { areaId: 'EG-GZ-01' }, ['village']],
    ['of what another one serves', partner(randomUUID()), {}, []],
  ])('%s', async (_name, caller, variables, expected) => {
    expect(placesOf(await list(caller, variables)).sort()).toEqual([...expected].sort());
  });

  test('begins with what was registered first', async () => {
    const first = await manyHouseholds(service, 3, randomUUID());

    const { nodes } = await list(admin, { areaId: 'EG-GZ', first: 3 });

    expect(nodes.map(({ id }) => id)).toEqual(first);
  });

  test('of an organisation begins with what it has served longest', async () => {
    expect(placesOf(await list(partner(ngoId), {}))).toEqual(['other', 'village']);
  });

  test.each<[string, () => Caller, string]>([
    ['the ministry', () => admin, 'EG-GZ'],
    ['an organisation', () => partner(ngoId), 'EG-GZ'],
  ])('goes on where the last page ended: for %s', async (_name, caller, areaId) => {
    await manyHouseholds(service, 5, ngoId);
    const all = (await list(caller(), { areaId, first: 100 })).nodes.map(({ id }) => id);
    const paged: string[] = [];

    let page = await list(caller(), { areaId, first: 2 });
    paged.push(...page.nodes.map(({ id }) => id));
    while (page.pageInfo.hasNextPage) {
      page = await list(caller(), { areaId, first: 2, after: page.pageInfo.endCursor });
      paged.push(...page.nodes.map(({ id }) => id));
    }

    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(all.length);
  });

  test.each([
    ['first: 0', { first: 0 }, 'PAGE_SIZE_INVALID'],
    ['first: 100000', { first: 100_000 }, 'PAGE_SIZE_INVALID'],
    ['a cursor that nobody gave', { after: 'bm9uc2Vuc2U' }, 'CURSOR_INVALID'],
  ])('refuses %s', async (_name, variables, code) => {
    const query = `query ($first: Int = 20, $after: String) { households(first: $first, after: $after) { nodes { id } } }`;

    const { errors } = await service.ask(admin, query, variables);

    expect(errors?.[0]?.extensions?.['code']).toBe(code);
  });
});
