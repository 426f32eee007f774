import { aCaller } from '../testing/callers';
import { admin, ExportingFamilies } from './exports.fixture';
import { FIRST_NGO, SECOND_NGO, familyId } from './families.fixture';

const PAGE_ROWS = 10;
const IDS = '{ families { nodes { id } } }';
let exporting: ExportingFamilies;

beforeAll(async () => {
  exporting = await ExportingFamilies.begin({ pageRows: PAGE_ROWS });
});
afterAll(() => exporting.end());
afterEach(() => exporting.clear());

const idsOf = async (caller = admin, query = IDS) =>
  (await exporting.lines<{ id: string }>(caller, query)).map(({ id }) => id);
const numbered = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => familyId(from + index * step));

describe('the rows of an export', () => {
  test.each([0, 1, PAGE_ROWS - 1, PAGE_ROWS, PAGE_ROWS + 1, 3 * PAGE_ROWS, 3 * PAGE_ROWS + 1])(
    'are all %i of the list, each once and in its order',
    async (count) => {
      await exporting.write(1, count);

      expect(await idsOf()).toEqual(numbered(1, count));
    },
  );

  test('are each there once where many are equal in the order of the list', async () => {
    await exporting.write(1, 35);
    await exporting.service.database.owner("update family set since = '2020-01-01'");

    expect(await idsOf()).toEqual(numbered(1, 35));
  });

  test('are those that the arguments ask for; first and after are the export’s own', async () => {
    await exporting.write(1, 30);
    const query = `query ($where: String!, $first: Int, $after: String) {
      families(governorate: $where, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage } }
    }`;

    const rows = await exporting.lines<{ id: string }>(admin, query, { where: 'EG_GZ', first: 3 });

    expect(rows.map(({ id }) => id)).toEqual(numbered(2, 30, 2));
  });

  test('are as the graph answers them, in JSON', async () => {
    await exporting.write(6, 7);
    await exporting.service.database.owner("insert into visit (family_id, day) values ($1, '2026-01-01')", [
      familyId(6),
    ]);
    const rows = `{ key: id name { ar en } income members aids ...more }`;
    const more = 'fragment more on Family { phone visits(first: 2) { nodes { day } } }';

    const exported = await exporting.lines(admin, `{ families { nodes ${rows} } } ${more}`);

    const { data } = await exporting.service.ask<{ families: { nodes: unknown[] } }>(
      admin,
      `{ families(first: 100) { nodes ${rows} } } ${more}`,
    );
    expect(exported).toEqual(data.families.nodes);
    expect(exported).toHaveLength(2);
  });

  test('may hang below a single record', async () => {
    await exporting.write(1, 2);
    await exporting.service.database.owner(
      `insert into visit (family_id, day) select $1, '2026-01-01'::date + n from generate_series(1, 25) as n`,
      [familyId(1)],
    );
    const query = 'query ($id: ID!) { family(id: $id) { visits { nodes { day } } } }';

    const rows = await exporting.lines<{ day: string }>(admin, query, { id: familyId(1) });

    expect(rows).toHaveLength(25);
    expect(rows.at(-1)).toEqual({ day: '2026-01-26' });
  });

  test('lists within a row stay as long as they are asked to be', async () => {
    await exporting.write(1, 1);
    await exporting.service.database.owner(
      `insert into visit (family_id, day) select $1, '2026-01-01'::date + n from generate_series(1, 30) as n`,
      [familyId(1)],
    );

    const [row] = await exporting.lines<{ visits: { nodes: unknown[] } }>(
      admin,
      '{ families { nodes { visits(first: 3) { nodes { day } } } } }',
    );

    expect(row?.visits.nodes).toHaveLength(3);
  });
});

describe('the rows of a caller', () => {
  test.each([
    [
      'an organisation: those that it serves',
      aCaller('ngo_partner', { ngoId: FIRST_NGO }),
      numbered(2, 24, 2),
    ],
    ['another: its own', aCaller('ngo_partner', { ngoId: SECOND_NGO }, 'other'), numbered(1, 25, 2)],
    [
      'a case worker: the governorate’s',
      aCaller('case_worker', { governorate: 'EG_GZ' }),
      numbered(2, 24, 2),
    ],
    ['the ministry: all', admin, numbered(1, 25)],
  ])('%s', async (_who, caller, expected) => {
    await exporting.write(1, 25);

    expect(await idsOf(caller)).toEqual(expected);
  });

  test.each([
    ['is masked for a partner', aCaller('ngo_partner', { ngoId: FIRST_NGO }), '*********02'],
    ['is whole for who may read it', aCaller('case_worker', { governorate: 'EG_GZ' }), '01000000002'],
  ])('a phone number %s', async (_who, caller, phone) => {
    await exporting.write(2, 2);

    expect(await exporting.lines(caller, '{ families { nodes { phone } } }')).toEqual([{ phone }]);
  });
});

test('whose records were exported is on the audit trail, page by page, with the purpose', async () => {
  await exporting.write(1, 25);
  const caller = aCaller('case_worker', { governorate: 'EG_C' }, 'worker-of-cairo');
  const headers = { 'x-purpose': encodeURIComponent('زيارات الشتاء'), 'x-request-id': 'asked-for-an-export' };

  const query = 'query ForVisits { families { nodes { id } } }';
  const id = await exporting.start(caller, query, { headers });
  await exporting.ended(caller, id);

  const entries = await exporting.service.database.owner(
    `select role, action, entity, operation, purpose, request_id, cardinality(person_ids) as people
       from audit_entry where subject = 'worker-of-cairo' order by seq`,
  );
  const page = {
    ...{ role: 'case_worker', action: 'read', entity: 'Family', operation: 'ForVisits' },
    ...{ purpose: 'زيارات الشتاء', request_id: 'asked-for-an-export' },
  };
  expect(entries).toEqual([
    { ...page, people: PAGE_ROWS + 1 },
    { ...page, people: 3 },
  ]);
});
