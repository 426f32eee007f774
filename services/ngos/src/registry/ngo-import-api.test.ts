import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { aList, ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import { admin, aNotification, inspector, testRegister, type TestRegister } from '../testing/register';

let register: TestRegister;
let desk: ImportingService;
let counted = 0;

beforeAll(async () => {
  register = await testRegister('2026-11-22');
  desk = await ImportingService.over(register);
});

afterAll(async () => {
  await desk.end();
  await register.close();
});

const COLUMNS = {
  number: 'رقم القيد',
  on: 'تاريخ القيد',
  name: 'اسم المنظمة',
  nameEn: 'اسم المنظمة بالإنجليزية',
  kind: 'النوع',
  fields: 'ميادين العمل',
  area: 'كود منطقة المقر',
  governorates: 'محافظات العمل',
  chair: 'اسم رئيس مجلس الإدارة',
  chairEn: 'اسم رئيس مجلس الإدارة بالإنجليزية',
  chairId: 'الرقم القومي لرئيس مجلس الإدارة',
  chairSince: 'رئيس المجلس منذ',
};
type Line = Partial<Record<keyof typeof COLUMNS, string>>;

/** An association of Giza that nobody has entered yet. */
function anNgo(differing: Line = {}): Line {
  counted += 1;
  return {
    number: `${counted}/1998`,
    on: '1998-03-15',
    name: `جمعية النور رقم ${counted}`,
    kind: 'جمعية',
    fields: 'الخدمات الصحية، الإغاثة',
    area: 'EG-GZ-03',
    governorates: 'القاهرة',
    chair: 'منى حسن علي',
    chairId: `2750101${String(2_100_000 + counted)}`,
    chairSince: '٢٠١٨/٠١/٠١',
    ...differing,
  };
}

const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const listOf = (...lines: readonly Line[]): Buffer =>
  aList(Object.values(COLUMNS), ...lines.map((line) => names.map((name) => line[name] ?? '')));
const bring = (caller: Caller, ...lines: readonly Line[]) => desk.brought(caller, 'ngos', listOf(...lines));

async function refusedOf(
  ...lines: readonly Line[]
): Promise<[line: number, column: string | null, code: string][]> {
  const { id } = await desk.checked(inspector, 'ngos', listOf(...lines));
  return desk.refused(inspector, id);
}

/** All that the register, its file, the history, the trail and the feed know of an NGO, but ids and instants. */
async function everythingOf(number: string): Promise<object> {
  const without = (...columns: string[]) => columns.map((column) => ` - '${column}'`).join('');
  const [ngo] = await register.database.owner<{ id: string }>(
    'select id from ngo where registration_number = $1',
    [number],
  );
  const rows = async (sql: string) =>
    (await register.database.owner<{ row: object }>(sql, [ngo?.id])).map(({ row }) => row);
  return {
    ngo: await rows(
      `select to_jsonb(n)${without('id', 'recorded_at', 'registration_number', 'name_ar', 'sort_name')} as row from ngo n where id = $1`,
    ),
    search: await rows(
      `select to_jsonb(array(select lexeme from unnest(words) where lexeme like '@%')) as row from ngo_search where ngo_id = $1`,
    ),
    licence: await rows(
      `select to_jsonb(l)${without('id', 'ngo_id')} as row from ngo_licence l where ngo_id = $1`,
    ),
    board: await rows(
      `select to_jsonb(m)${without('id', 'ngo_id', 'person_id')} as row from ngo_board_member m where ngo_id = $1`,
    ),
    history: await rows(
      `select to_jsonb(s)${without('id', 'subject_id', 'at')} as row from state_transition s where subject_id = $1`,
    ),
    trail: await rows(
      `select jsonb_build_object('subject', subject, 'role', role, 'action', action, 'entity', entity) as row
         from audit_entry where person_ids && array(select person_id from ngo_board_member where ngo_id = $1)`,
    ),
    events: await rows(
      `select jsonb_build_object('type', type, 'version', version, 'actor', actor_role, 'payload', payload - 'ngoId') as row
         from event where subject = $1::text`,
    ),
  };
}

const isEntered = async (number: string): Promise<boolean> =>
  (await register.database.owner('select from ngo where registration_number = $1', [number])).length > 0;

describe('a list of NGOs', () => {
  it('comes to the same as entering each of them', async () => {
    const line = anNgo({ nameEn: 'Same Name', chairEn: 'Mona Hassan Ali' });
    const { foundersCount: _count, ...told } = aNotification({
      fieldsOfWork: ['HEALTH', 'RELIEF'],
      governorates: ['EG_C'],
      name: { ar: 'جمعية يدخلها مفتش', en: 'Same Name' },
      documents: [],
      board: [
        {
          ...{ name: { ar: 'منى حسن علي', en: 'Mona Hassan Ali' }, office: 'CHAIR', since: '2018-01-01' },
          nationalId: '27501012199999',
        },
      ],
    }) as Record<string, unknown>;
    const byCommand = { ...told, registrationNumber: '9000/1998', registeredOn: '1998-03-15' };
    await register.does(inspector, 'enterEarlierNgo', byCommand);

    const job = await bring(inspector, line);

    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 1 });
    expect(await everythingOf(line.number ?? '')).toEqual(await everythingOf('9000/1998'));
    expect(await everythingOf(line.number ?? '')).toMatchObject({
      ngo: [{ governorates: ['EG_GZ', 'EG_C'], licensed_until: '2023-04-11' }],
      events: [{ payload: { standing: 'EXPIRED', licensedUntil: '2023-04-11' } }],
    });
  });

  it('changes nothing when somebody sends it again', async () => {
    const lines = [anNgo(), anNgo()];
    await bring(inspector, ...lines);
    const before = await Promise.all(lines.map(({ number }) => everythingOf(number ?? '')));

    const again = await bring(admin, ...lines);

    expect(again).toMatchObject({ rowsUnchanged: 2, rowsCommitted: 0, rowsRefused: 0 });
    expect(await Promise.all(lines.map(({ number }) => everythingOf(number ?? '')))).toEqual(before);
  });

  it('is mended and sent again, and only what is new is written', async () => {
    const [right, wrong] = [anNgo(), anNgo()];
    await bring(inspector, right, { ...wrong, kind: 'نادٍ' });

    const mended = await bring(inspector, right, wrong);

    expect(mended).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 1, rowsRefused: 0 });
    expect(await isEntered(wrong.number ?? '')).toBe(true);
  });

  it('keeps no national ID where it is staged', async () => {
    const line = anNgo();

    await desk.checked(inspector, 'ngos', listOf(line));

    const staged = await register.database.owner<{ row: string }>(
      'select row_to_json(r)::text as row from import_staging.ngos r where registration_number = $1',
      [line.number],
    );
    expect(staged).toHaveLength(1);
    expect(staged[0]?.row).not.toContain(line.chairId);
  });

  it('of two committed at once enters each NGO once', async () => {
    const lines = Array.from({ length: 6 }, () => anNgo());
    const second = await ImportingService.over(register);
    const [one, other] = [
      await desk.checked(inspector, 'ngos', listOf(...lines)),
      await desk.checked(admin, 'ngos', listOf(...[...lines].reverse())),
    ];

    const ended = await Promise.all([
      desk.committed(inspector, one.id, 'ROW_BY_ROW'),
      second.committed(admin, other.id, 'ROW_BY_ROW'),
    ]);
    await second.end();

    expect(ended.map(({ state }) => state)).toEqual(['COMMITTED', 'COMMITTED']);
    expect(ended.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(6);
    expect(ended.reduce((sum, { rowsUnchanged }) => sum + rowsUnchanged, 0)).toBe(6);
  });
});

describe('a line is refused', () => {
  it.each<[string, Line, [string | null, string][]]>([
    ['of an NGO under this law', { on: '2021-01-11' }, [[COLUMNS.on, 'REGISTERED_UNDER_THIS_LAW']]],
    ['with a number that is none', { number: 'سجل 12' }, [[COLUMNS.number, 'NUMBER_MALFORMED']]],
    ['without a chair', { chairId: '' }, [[COLUMNS.chairId, 'REQUIRED']]],
    ['with a chair from tomorrow on', { chairSince: '2026-11-23' }, [[COLUMNS.chairSince, 'DATE_IN_FUTURE']]],
    ['of a kind that is none', { kind: 'نادٍ' }, [[COLUMNS.kind, 'NOT_ONE_OF']]],
    ['with a field of work that is none', { fields: 'الإغاثة، الفضاء' }, [[COLUMNS.fields, 'NOT_ONE_OF']]],
    ['with commas in the place of fields', { fields: '،' }, [[COLUMNS.fields, 'REQUIRED']]],
    ['with its seat nowhere', { area: 'EG-XX' }, [[COLUMNS.area, 'NOT_AN_AREA']]],
    [
      'with a governorate that is none',
      { governorates: 'الجيزة؛ أطلانتس' },
      [[COLUMNS.governorates, 'NOT_A_GOVERNORATE']],
    ],
    ['with characters that nobody reads', { name: 'جمعية \u0007' }, [[COLUMNS.name, 'TEXT_UNREADABLE']]],
  ])('%s', async (_name, differing, expected) => {
    expect(await refusedOf(anNgo(differing))).toEqual(expected.map((refused) => [2, ...refused]));
  });

  it('with the last day before the law’s it is not', async () => {
    expect(await refusedOf(anNgo({ on: '2021-01-10' }))).toEqual([]);
  });

  it('with the number of another NGO', async () => {
    const there = anNgo();
    await bring(inspector, there);

    expect(await refusedOf(anNgo({ number: there.number }))).toEqual([[2, COLUMNS.number, 'NUMBER_TAKEN']]);
  });

  it('with the name of another NGO of the governorate, whatever its spelling', async () => {
    await bring(inspector, anNgo({ name: 'جمعية الأمل القديمة' }));

    expect(await refusedOf(anNgo({ name: 'جمعيه الامل القديمه' }))).toEqual([
      [2, COLUMNS.name, 'NAME_TAKEN'],
    ]);
    expect(await refusedOf(anNgo({ name: 'جمعية الأمل القديمة', area: 'EG-C-01' }))).toEqual([]);
  });

  it('that says otherwise of an NGO on the register', async () => {
    const there = anNgo();
    await bring(inspector, there);

    expect(await refusedOf({ ...there, on: '1998-03-16' })).toEqual([[2, null, 'ENTERED_OTHERWISE']]);
  });

  it('with the number or the name of a line before it', async () => {
    const first = anNgo();

    expect(await refusedOf(first, anNgo({ number: first.number }), anNgo({ name: first.name }))).toEqual([
      [3, COLUMNS.number, 'DUPLICATE_IN_FILE'],
      [4, COLUMNS.name, 'NAME_IN_FILE'],
    ]);
  });
});

it.each(['ngo_partner', 'case_worker', 'child_protection_officer'] as const)(
  'is not for the role %s',
  async (role) => {
    const answer = await desk.ask(aCaller(role), 'POST', '/imports/ngos', listOf(anNgo()));

    expect([403, 404]).toContain(answer.status);
  },
);

it('of one inspector is not seen by another', async () => {
  const { id } = await desk.checked(inspector, 'ngos', listOf(anNgo()));
  const another = aCaller('inspector', {}, 'another inspector');

  expect((await desk.ask(another, 'GET', `/imports/jobs/${id}`)).status).toBe(404);
});

it('needs as many statements for fifty NGOs as for five', async () => {
  await desk.end();
  desk = await ImportingService.over(register, { chunkRows: 1_000, rangeRows: 1_000 });
  const statementsFor = (count: number): Promise<number> => {
    const list = listOf(...Array.from({ length: count }, () => anNgo()));
    return statementsMatching(register, /staged_ngos|audit_note|event_emit/, async () => {
      expect(await desk.brought(inspector, 'ngos', list, 'ALL_OR_NOTHING')).toMatchObject({
        rowsCommitted: count,
      });
    });
  };

  const few = await statementsFor(5);

  expect(few).toBe(20);
  expect(await statementsFor(50)).toBe(few);
});
