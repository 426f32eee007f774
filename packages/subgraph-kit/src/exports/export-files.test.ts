import { Workbook } from 'exceljs';
import { admin, ExportingFamilies } from './exports.fixture';
import { familyId } from './families.fixture';

let exporting: ExportingFamilies;

beforeAll(async () => {
  exporting = await ExportingFamilies.begin({ pageRows: 10 });
});
afterAll(() => exporting.end());
afterEach(() => exporting.clear());

const csvOf = async (query: string, variables = {}) =>
  (await exporting.exported(admin, query, { format: 'CSV', variables })).toString('utf8');
const headingsOf = async (selection: string, variables = {}, declared = '') =>
  (await csvOf(`query ${declared} { families { nodes { ${selection} } } }`, variables))
    .replace('\uFEFF', '')
    .split('\r\n')[0];

describe('the columns of a spreadsheet', () => {
  test.each([
    ['are named by the path to each leaf', 'id name { ar en }', 'id,name.ar,name.en'],
    ['have the names that the query gives', 'key: id called: name { text: ar }', 'key,called.text'],
    ['stand in the order of the query', 'name { en } id income n: name { ar }', 'name.en,id,income,n.ar'],
    ['come once when they are selected twice', 'id name { ar } id name { en }', 'id,name.ar,name.en'],
    ['come out of fragments too', '... on Family { id } ... { name { ar } }', 'id,name.ar'],
    [
      'are one for a list within the row',
      'aids visits(first: 2) { nodes { day } } id',
      'aids,visits.nodes,id',
    ],
  ])('%s', async (_what, selection, headings) => {
    expect(await headingsOf(selection)).toBe(headings);
  });

  test.each([
    [true, 'id,phone'],
    [false, 'id'],
  ])('follow @include and @skip: %s', async (asked, headings) => {
    const selection = 'id phone @include(if: $asked) income @skip(if: true)';

    expect(await headingsOf(selection, { asked }, '($asked: Boolean!)')).toBe(headings);
  });
});

describe('a CSV', () => {
  test('holds each row as the graph answers it, in Arabic that Excel can read', async () => {
    await exporting.write(5, 6);
    await exporting.service.database.owner("insert into visit (family_id, day) values ($1, '2026-01-01')", [
      familyId(6),
    ]);

    const text = await csvOf(
      '{ families { nodes { name { ar en } phone income members aids visits(first: 2) { nodes { day } } } } }',
    );

    expect(text).toBe(
      [
        '\uFEFFname.ar,name.en,phone,income,members,aids,visits.nodes',
        'أسرة محمد علي 5,,01000000005,,6,[],[]',
        'أسرة محمد علي 6,Family of Mohamed Ali 6,01000000006,7.50,7,"[""takaful"",""food""]","[{""day"":""2026-01-01""}]"',
        '',
      ].join('\r\n'),
    );
  });

  test.each([
    '=1+1',
    '+201000000000',
    "-5+cmd|' /C calc'!A0",
    '@SUM(A1)',
    '\t=1',
    '=HYPERLINK("http://x","y")',
  ])('runs no formula that stands in a name: %j', async (name) => {
    await exporting.write(1, 1);
    await exporting.service.database.owner('update family set name_ar = $1', [name]);

    const [, row = ''] = (await csvOf('{ families { nodes { name { ar } } } }')).split('\r\n');

    expect(row.replaceAll('"', '')).toMatch(/^'/);
  });

  test('of no rows has its headings', async () => {
    expect(await csvOf('{ families { nodes { id } } }')).toBe('\uFEFFid\r\n');
  });
});

test('a workbook is read again as it was written: Arabic, numbers, no formula', async () => {
  await exporting.write(1, 25);
  await exporting.service.database.owner("update family set name_ar = '=1+1' where id = $1", [familyId(2)]);
  const query = '{ families { nodes { id name { ar } members phone income } } }';

  const file = await exporting.exported(admin, query, {
    format: 'XLSX',
    headers: { 'accept-language': 'ar' },
  });

  const workbook = new Workbook();
  await workbook.xlsx.load(file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  const rows = sheet?.getSheetValues().slice(1) as unknown[][];
  expect(rows).toHaveLength(26);
  expect(rows[0]?.slice(1)).toEqual(['id', 'name.ar', 'members', 'phone', 'income']);
  expect(rows[1]?.slice(1)).toEqual([familyId(1), 'أسرة محمد علي 1', 2, '01000000001', '1.25']);
  expect(rows[2]?.[2]).toBe('=1+1');
  expect(rows[25]?.slice(1, 3)).toEqual([familyId(25), 'أسرة محمد علي 25']);
});
