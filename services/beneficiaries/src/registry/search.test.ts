import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  citizen,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';
import { addGizaAreas, livesIn, livesInCairo, serve } from '../testing/village';

let service: TestService;
const ngoId = randomUUID();
const people: Record<string, string> = {};

beforeAll(async () => {
  service = await registryService();
  await addGizaAreas(service);
  const ahmed = await livesIn(service, 'EG-GZ-01-001', 'أحمد إبراهيم الشربيني');
  const mona = await livesIn(service, 'EG-GZ-01-002', 'منى أحمد فتحى');
  const hoda = await livesIn(service, 'EG-GZ-02-001', 'هُدى عبد الرحمٰن');
  const ahmedOfCairo = await livesInCairo(service, 'احمد ابراهيم النجار');
  Object.assign(people, {
    ahmed: ahmed.personId,
    mona: mona.personId,
    hoda: hoda.personId,
    ahmedOfCairo: ahmedOfCairo.personId,
  });
  await serve(service, ngoId, mona.id);
});
afterAll(() => service.close());

interface Found {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const SEARCH = `query ($name: String, $nationalId: NationalId, $areaId: ID, $first: Int = 20, $after: String) {
  searchPersons(name: $name, nationalId: $nationalId, areaId: $areaId, first: $first, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor }
  }
}`;
const search = async (caller: Caller, variables: object): Promise<Found> => {
  const { data, errors } = await service.ask<{ searchPersons: Found }>(caller, SEARCH, { ...variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.searchPersons;
};
const nameOf = (id: string) => Object.keys(people).find((name) => people[name] === id);
const namesFound = async (caller: Caller, variables: object) =>
  (await search(caller, variables)).nodes.map(({ id }) => nameOf(id));

describe('a search by name', () => {
  test.each([
    ['with another alef', 'احمد', ['ahmed', 'mona']],
    ['with a hamza on it', 'أحمد', ['ahmed', 'mona']],
    ['by the beginning of a later word', 'شرب', []],
    ['by the beginning of a later word with its article', 'الشرب', ['ahmed']],
    ['by two words in any order', 'ابراهيم احم', ['ahmed']],
    ['with another yaa', 'فتحي', ['mona']],
    ['without the marks of the name', 'هدي', ['hoda']],
    ['by the middle of a word', 'براهيم', []],
    ['without any letter', '...', []],
    ['with marks of a query language, which count as spaces', "احمد':* | 'منى", ['mona']],
  ])('%s', async (_name, name, expected) => {
    expect((await namesFound(gizaWorker, { name })).sort()).toEqual([...expected].sort());
  });

  test('stands in the order of areas, then names', async () => {
    expect(await namesFound(admin, { name: 'احمد' })).toEqual(['ahmedOfCairo', 'ahmed', 'mona']);
  });
});

describe('a search by area', () => {
  test.each([
    ['a village', 'EG-GZ-01-001', ['ahmed']],
    ['a district, with its villages', 'EG-GZ-01', ['ahmed', 'mona']],
    ['a governorate, with all in it', 'EG-GZ', ['ahmed', 'mona', 'hoda']],
    ['an area that is not there', 'EG-GZ-07', []],
    ['no area code', "EG-GZ' or true", []],
  ])('%s', async (_name, areaId, expected) => {
    expect(await namesFound(gizaWorker, { areaId })).toEqual(expected);
  });

  test('narrows a search by name', async () => {
    expect(await namesFound(gizaWorker, { areaId: 'EG-GZ-01-002', name: 'احمد' })).toEqual(['mona']);
  });

  test('outside the governorate of a case worker finds nobody', async () => {
    expect(await namesFound(cairoWorker, { areaId: 'EG-GZ' })).toEqual([]);
    expect(await namesFound(cairoWorker, { areaId: 'EG-C' })).toEqual(['ahmedOfCairo']);
  });
});

describe('a search by national ID', () => {
  const nationalIdOf = async (name: string) => {
    const rows = await service.database.owner<{ national_id: string }>(
      'select national_id from person where id = $1',
      [people[name]],
    );
    return rows[0]?.national_id ?? '';
  };

  test('finds the person, also in Eastern Arabic digits', async () => {
    const nationalId = await nationalIdOf('hoda');
    const eastern = nationalId.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit)));

    expect(await namesFound(gizaWorker, { nationalId })).toEqual(['hoda']);
    expect(await namesFound(gizaWorker, { nationalId: eastern })).toEqual(['hoda']);
    expect(await namesFound(gizaWorker, { nationalId, name: 'منى' })).toEqual([]);
  });

  test('of a person of another governorate finds nobody', async () => {
    expect(await namesFound(cairoWorker, { nationalId: await nationalIdOf('hoda') })).toEqual([]);
  });

  test('that is impossible is bad input', async () => {
    const { errors } = await service.ask(gizaWorker, SEARCH, { nationalId: '28513152100017' });

    expect(errors?.[0]?.extensions?.['code']).toBe('NATIONAL_ID_DATE');
  });
});

describe('who finds whom', () => {
  test.each<[string, Caller, string[]]>([
    ['the ministry finds everybody', admin, ['ahmedOfCairo', 'ahmed', 'mona']],
    ['an auditor finds everybody', auditor, ['ahmedOfCairo', 'ahmed', 'mona']],
    ['a case worker finds the people of the governorate', cairoWorker, ['ahmedOfCairo']],
    ['a partner finds those whom it serves', partner(ngoId), ['mona']],
    ['another partner finds nobody', partner(randomUUID()), []],
    ['a partner of no organisation finds nobody', aCaller('ngo_partner'), []],
    ['a case worker of no governorate finds nobody', aCaller('case_worker'), []],
  ])('%s', async (_name, caller, expected) => {
    expect(await namesFound(caller, { name: 'احمد' })).toEqual(expected);
  });

  test('a citizen finds their own household', async () => {
    expect(await namesFound(citizen(people['ahmed'] as string), { name: 'احمد' })).toEqual(['ahmed']);
  });

  test.each([
    ['an analyst', analyst],
    ['an inspector', aCaller('inspector')],
    ['a lender', aCaller('lender_officer')],
    ['a marketplace', aCaller('marketplace')],
    ['the public', aCaller('public')],
  ])('%s may not ask', async (_name, caller) => {
    expect((await service.ask(caller, SEARCH, { name: 'احمد' })).status).toBe(403);
  });
});

describe('a page of a search', () => {
  test('is full for a case worker whose governorate has few of many', async () => {
    for (let index = 0; index < 6; index += 1) await livesInCairo(service, `وليد القاهري ${index}`);
    for (let index = 0; index < 5; index += 1) await livesIn(service, 'EG-GZ-02-001', `وليد الجيزي ${index}`);

    const first = await search(gizaWorker, { name: 'وليد', first: 3 });
    const second = await search(gizaWorker, { name: 'وليد', first: 3, after: first.pageInfo.endCursor });

    expect(first.nodes).toHaveLength(3);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.nodes).toHaveLength(2);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(5);
  });

  test.each([
    ['a cursor that nobody gave', { name: 'احمد', after: 'bm90aGluZw' }, 'CURSOR_INVALID'],
    ['a hundred thousand at once', { name: 'احمد', first: 100_000 }, 'PAGE_SIZE_INVALID'],
    ['nothing to search by', {}, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_name, variables, code) => {
    const { errors } = await service.ask(gizaWorker, SEARCH, variables);

    expect(errors?.[0]?.extensions?.['code']).toBe(code);
  });

  test('is kept in the audit trail with those who were on it', async () => {
    await namesFound(auditor, { name: 'هدى' });

    const sql = `select entity, person_ids from audit_entry where role = 'auditor' and action = 'read' order by seq desc limit 1`;
    expect(await service.database.owner(sql)).toEqual([{ entity: 'Person', person_ids: [people['hoda']] }]);
  });
});
