import 'reflect-metadata';
import { Readable } from 'node:stream';
import { openSpreadsheet } from '../spreadsheets/read-spreadsheet';
import { writeSpreadsheet } from '../spreadsheets/write-spreadsheet';
import { ADMIN, CASE_WORKER, nationalId, register, villager, VillageDesk } from './village-desk.fixture';
import { LOOKS } from './villagers.fixture';

let desk: VillageDesk;

beforeEach(async () => {
  desk = await VillageDesk.open();
});

afterEach(() => desk.close());

const TEN = Array.from({ length: 10 }, (_, index) => villager(index + 1));

describe('a list of ten villagers', () => {
  it('is checked without anything being written', async () => {
    const job = await desk.checked(register(...TEN));

    expect(job).toMatchObject({
      kind: 'villagers',
      state: 'CHECKED',
      format: 'CSV',
      encoding: 'UTF-8',
      rowsRead: 10,
      rowsAccepted: 10,
      rowsRefused: 0,
      rowsUnchanged: 0,
      rowsCommitted: 0,
      ignoredColumns: [],
      problem: null,
    });
    expect(await desk.villagers()).toEqual([]);
  });

  it.each(['ALL_OR_NOTHING', 'ROW_BY_ROW'] as const)('is committed %s, and concluded once', async (mode) => {
    const { id } = await desk.checked(register(...TEN));

    const job = await desk.committed(id, mode);

    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 10, rowsUnchanged: 0, commitMode: mode });
    expect(await desk.villagers()).toHaveLength(10);
    expect(await desk.villagers()).toContainEqual({ name: 'اسم 7', family: 'F-7', income: '150.50' });
    expect(await desk.conclusions()).toEqual([10]);
  });

  it('is looked at when it is committed for what may have changed, unless another commits it', async () => {
    const looksAt = async (committer: typeof ADMIN): Promise<boolean[]> => {
      const { id } = await desk.checked(register(...TEN), CASE_WORKER);
      LOOKS.length = 0;
      await desk.committed(id, 'ROW_BY_ROW', committer);
      return [...LOOKS];
    };
    const byAnother = await looksAt(ADMIN);
    await desk.service.database.owner('delete from villager');
    await desk.service.database.owner('update import_job set expires_at = now()');

    const byTheSame = await looksAt(CASE_WORKER);

    expect(byAnother).toEqual([false, false, false]);
    expect(byTheSame).toEqual([true, true, true]);
  });

  it('is the same import when it is sent again, open or committed', async () => {
    const first = await desk.checked(register(...TEN));

    const open = await desk.upload(register(...TEN));
    await desk.committed(first.id, 'ALL_OR_NOTHING');
    const committed = await desk.upload(register(...TEN));

    expect([open.id, committed.id]).toEqual([first.id, first.id]);
  });

  it('changes nothing when somebody else sends it again, and says so', async () => {
    const first = await desk.checked(register(...TEN));
    await desk.committed(first.id, 'ROW_BY_ROW');

    const second = await desk.checked(register(...TEN), ADMIN);
    const committed = await desk.committed(second.id, 'ALL_OR_NOTHING', ADMIN);

    expect(second).toMatchObject({ rowsAccepted: 10, rowsUnchanged: 10 });
    expect(committed).toMatchObject({ rowsCommitted: 0, rowsUnchanged: 10 });
  });
});

describe('rows that are not taken', () => {
  const list = register(
    villager(1),
    villager(2, { family: 'F-1', id: '123' }),
    villager(3, { family: 'F-1' }),
    villager(4, { governorate: 'أطلانتس', income: 'a lot' }),
    villager(5, { name: '' }),
    villager(6, { family: 'F-6' }),
    villager(7, { governorate: 'Cairo' }),
    villager(8, { id: nationalId(6) }),
    villager(9, { name: '=1+1' }),
  );

  it('are told by line, column, code and a message in both languages', async () => {
    const { id } = await desk.checked(list);

    const refused = await desk.refused(id);

    expect(refused.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, 'الرقم القومي', 'NATIONAL_ID_LENGTH'],
      [4, null, 'GROUP_REFUSED'],
      [5, 'المحافظة', 'NOT_A_GOVERNORATE'],
      [5, 'الدخل', 'NOT_AN_AMOUNT'],
      [6, 'الاسم', 'REQUIRED'],
      [8, 'المحافظة', 'NOT_YOURS'],
      [9, 'الرقم القومي', 'DUPLICATE_IN_FILE'],
    ]);
    expect(refused[0]?.message).toEqual({
      en: 'Nothing is wrong here, but line 3, which belongs together with it, is refused.',
      ar: 'لا خطأ هنا، لكن السطر 3 المرتبط به مرفوض.',
    });
    expect(refused[7]?.message.en).toBe('Line 7 of the file is about the same. Keep one of them.');
  });

  it('keep all others from being committed all or nothing', async () => {
    const { id } = await desk.checked(list);

    const answer = await desk.ask<{ errors: { extensions: object }[] }>(
      CASE_WORKER,
      'POST',
      `/imports/jobs/${id}/commit`,
      { mode: 'ALL_OR_NOTHING' },
    );

    expect(answer.status).toBe(409);
    expect(answer.body.errors[0]?.extensions).toEqual({ code: 'IMPORT_ROWS_REFUSED', facts: { rows: 7 } });
    expect(await desk.villagers()).toEqual([]);
  });

  it('are left out when the list is committed row by row', async () => {
    const { id, ...checked } = await desk.checked(list);

    const job = await desk.committed(id, 'ROW_BY_ROW');

    expect(checked).toMatchObject({ rowsRead: 9, rowsAccepted: 2, rowsRefused: 7 });
    expect(job).toMatchObject({ state: 'COMMITTED', rowsRefused: 7, rowsCommitted: 2 });
    expect((await desk.villagers()).map(({ name }) => name)).toEqual(['اسم 6', '=1+1']);
  });

  it('come back in the error file, which is mended and sent again', async () => {
    const first = await desk.checked(list);
    await desk.committed(first.id, 'ROW_BY_ROW');

    const file = await desk.ask(CASE_WORKER, 'GET', `/imports/jobs/${first.id}/errors`, undefined, {
      'accept-language': 'ar',
    });
    const text = file.bytes.toString('utf8');
    const mended = text
      .replace(',123,', `,${nationalId(2)},`)
      .replace('أطلانتس', 'الجيزة')
      .replace('a lot', '90')
      .replace(`${nationalId(5)},,`, `${nationalId(5)},اسم 5,`)
      .replace('Cairo', 'Giza')
      .replace(`F-8,الجيزة,${nationalId(6)}`, `F-8,الجيزة,${nationalId(8)}`);
    const second = await desk.checked(Buffer.from(mended));
    const committed = await desk.committed(second.id, 'ALL_OR_NOTHING');

    expect(file.headers['content-disposition']).toBe('attachment; filename="villagers-refused.csv"');
    const lines = text.replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]).toBe('كود الأسرة,المحافظة,الرقم القومي,الاسم,العمل,الدخل,تاريخ السكن,سبب الرفض');
    expect(lines).toHaveLength(8);
    expect(lines[2]).toContain('الرقم القومي: الرقم القومي 14 رقمًا لا غير.');
    expect(second).toMatchObject({ rowsRead: 7, rowsRefused: 0, ignoredColumns: [] });
    expect(committed).toMatchObject({ state: 'COMMITTED', rowsCommitted: 7 });
    expect(await desk.villagers()).toHaveLength(9);
  });
});

describe('a workbook', () => {
  it('comes back as a workbook with the reasons, and is mended there', async () => {
    const rows = [villager(1), villager(2, { income: 'a lot' })].map((line) => line.split(','));
    const first = await desk.checked(await workbook(rows));

    const file = await desk.ask(CASE_WORKER, 'GET', `/imports/jobs/${first.id}/errors`);
    const sheet = await openSpreadsheet(Readable.from([file.bytes]));
    const [refused] = await allOf(sheet.rows);
    await sheet.close();
    const cells = [...(refused?.[0]?.cells ?? [])];

    expect(first).toMatchObject({ format: 'XLSX', encoding: null, rowsRead: 2, rowsRefused: 1 });
    expect(sheet.headings.at(-1)).toBe('Reason for refusal');
    expect(refused).toHaveLength(1);
    expect(cells[5]).toBe('a lot');
    expect(cells[7]).toBe('الدخل: Write an amount in pounds with at most two decimals, such as 1250.50.');
  });
});

describe('what changes between check and commit', () => {
  const moved = register(
    villager(1),
    villager(2, { family: 'F-9' }),
    villager(3),
    villager(4),
    villager(5),
    villager(6),
  );

  it('has all rows stay out when it was all or nothing, and is told', async () => {
    const first = await desk.checked(register(villager(2)));
    const second = await desk.checked(moved, ADMIN);
    await desk.committed(first.id, 'ROW_BY_ROW');

    const job = await desk.committed(second.id, 'ALL_OR_NOTHING', ADMIN);

    expect(second.rowsRefused).toBe(0);
    expect(job).toMatchObject({
      state: 'REFUSED',
      rowsRefused: 1,
      rowsCommitted: 0,
      problem: { code: 'ROWS_REFUSED' },
    });
    expect(await desk.refused(second.id, ADMIN)).toEqual([
      {
        line: 3,
        column: 'الرقم القومي',
        code: 'ELSEWHERE',
        message: { en: 'This person is registered with family F-2.', ar: 'هذا الشخص مسجل مع الأسرة F-2.' },
      },
    ]);
    expect(await desk.villagers()).toHaveLength(1);
  });

  it('has only those rows stay out when it was row by row', async () => {
    const first = await desk.checked(register(villager(2)));
    const second = await desk.checked(moved, ADMIN);
    await desk.committed(first.id, 'ROW_BY_ROW');

    const job = await desk.committed(second.id, 'ROW_BY_ROW', ADMIN);

    expect(job).toMatchObject({ state: 'COMMITTED', rowsRefused: 1, rowsCommitted: 5 });
    expect(await desk.villagers()).toHaveLength(6);
  });
});

/** The register as a workbook. */
async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const [headings = ''] = register().toString().split('\r\n');
  const bytes = writeSpreadsheet('XLSX', {
    headings: headings.split(','),
    rows: (async function* () {
      yield rows;
    })(),
    language: 'ar',
    sheetName: 'x',
  });
  return Buffer.concat(await allOf(bytes));
}

async function allOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
