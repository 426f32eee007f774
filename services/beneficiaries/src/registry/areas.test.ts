import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import { admin, analyst, gizaWorker, mutate, registryService } from '../testing/registry';
import { addGizaAreas, livesIn, livesInCairo } from '../testing/village';

let service: TestService;
const anyone = aCaller('public');

beforeAll(async () => {
  service = await registryService();
  await addGizaAreas(service);
});
afterAll(() => service.close());

describe('areas', () => {
  test('are known to everyone: the 27 governorates in both languages', async () => {
    const { data } = await service.ask<{ governorates: object[] }>(
      anyone,
      '{ governorates { id governorate kind name { ar en } parent { id } } }',
    );

    expect(data.governorates).toHaveLength(27);
    expect(data.governorates).toContainEqual({
      id: 'EG-GZ',
      governorate: 'EG_GZ',
      kind: 'GOVERNORATE',
      name: { ar: 'الجيزة', en: 'Giza' },
      parent: null,
    });
    expect(GOVERNORATES).toHaveLength(27);
  });

  test('are listed by kind and by what they lie in, page by page', async () => {
    const query = `query ($kind: AreaKind, $parentId: ID, $first: Int = 20, $after: String) {
      areas(kind: $kind, parentId: $parentId, first: $first, after: $after) { nodes { id parent { id } } pageInfo { hasNextPage endCursor } }
    }`;
    const list = async (variables: object) =>
      (
        await service.ask<{
          areas: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
        }>(anyone, query, { ...variables })
      ).data.areas;
    const idsOf = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);

    const first = await list({ kind: 'VILLAGE', first: 2 });
    const second = await list({ kind: 'VILLAGE', first: 2, after: first.pageInfo.endCursor });

    expect(idsOf(await list({ parentId: 'EG-GZ' }))).toEqual(['EG-GZ-01', 'EG-GZ-02']);
    expect(idsOf(await list({ parentId: 'EG-GZ-01', kind: 'VILLAGE' }))).toEqual([
      'EG-GZ-01-001',
      'EG-GZ-01-002',
    ]);
    expect([idsOf(first), idsOf(second), second.pageInfo.hasNextPage]).toEqual([
      ['EG-GZ-01-001', 'EG-GZ-01-002'],
      ['EG-GZ-02-001'],
      false,
    ]);
  });

  test('by a code that is none are not there', async () => {
    expect((await service.ask(anyone, '{ area(id: "EG-XX") { id } }')).data).toEqual({ area: null });
  });
});

describe('households are counted', () => {
  const countsFor = async (ids: readonly string[]) => {
    const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Area { householdCount } } }`;
    const { data } = await service.ask<{ _entities: { householdCount: number }[] }>(analyst, query, {
      ids: ids.map((id) => ({ __typename: 'Area', id })),
    });
    return data._entities.map(({ householdCount }) => householdCount);
  };
  const AREAS = ['EG-GZ', 'EG-GZ-01', 'EG-GZ-01-001', 'EG-GZ-01-002', 'EG-GZ-02', 'EG-C', 'EG-MN'];

  test('with all that lies in an area, without those that are dissolved, wherever they move', async () => {
    expect(await countsFor(AREAS)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const inVillage = await livesIn(service, 'EG-GZ-01-001', 'حسن');
    const gone = await livesIn(service, 'EG-GZ-01-002', 'حسين');
    await livesIn(service, 'EG-GZ-01', 'سعيد');
    await livesIn(service, 'EG-GZ', 'سعد');
    await livesInCairo(service, 'مسعود');
    expect(await countsFor(AREAS)).toEqual([4, 3, 1, 1, 0, 1, 0]);

    const died = `mutation ($input: MarkDeceasedInput!) { markDeceased(input: $input) { errors { code } } }`;
    await mutate(service, gizaWorker, died, {
      personId: gone.personId,
      diedOn: '2026-11-22',
      evidence: 'certificate',
    });
    const move = `mutation ($input: MoveHouseholdInput!) { moveHousehold(input: $input) { errors { code } } }`;
    await mutate(service, admin, move, {
      householdId: inVillage.id,
      address: { areaId: 'EG-MN', line: 'شارع 1' },
    });

    expect(await countsFor(AREAS)).toEqual([2, 1, 0, 0, 0, 1, 1]);
  });

  test('for those who may see counts, who see no household by that', async () => {
    expect((await service.ask(analyst, '{ households { nodes { id } } }')).status).toBe(403);
    expect((await service.ask(gizaWorker, '{ governorates { householdCount } }')).status).toBe(403);
    expect((await service.ask(anyone, '{ governorates { householdCount } }')).status).toBe(403);
  });
});
