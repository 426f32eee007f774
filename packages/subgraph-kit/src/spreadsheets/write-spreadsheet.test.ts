import { Workbook } from 'exceljs';
import { FORMULA_MARK } from './formula-cell';
import { faultOf, gathered, readList } from './spreadsheet.fixture';
import { writeSpreadsheet, type CellValue, type WrittenFormat } from './write-spreadsheet';

const HEADINGS = ['الاسم', 'Phone, "no"', '=x'];

const ROWS: readonly (readonly CellValue[])[] = [
  ['محمد "أبو علي"', '01001234567', -12.5],
  ['سطر\nسطر', '=HYPERLINK("http://x")', '+20100'],
  ['a,b;c\td', "'=1", '-5.00'],
  [null, true, false],
  ['_x0041_ <&> \u0001', '  padded  ', 28501011234567],
  ['😀', '00', null],
];

async function* inBatches(
  rows: readonly (readonly CellValue[])[],
  size = 2,
): AsyncGenerator<readonly (readonly CellValue[])[], void, undefined> {
  await Promise.resolve();
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
  yield [];
}

function written(
  format: WrittenFormat,
  rows: AsyncIterable<readonly (readonly CellValue[])[]> = inBatches(ROWS),
  language: 'ar' | 'en' = 'ar',
  sheetName = 'الأسر',
): AsyncIterable<Uint8Array> {
  return writeSpreadsheet(format, { headings: HEADINGS, rows, language, sheetName });
}

test.each(['CSV', 'XLSX'] as const)('what is written as %s is read as it was', async (format) => {
  const list = await readList(written(format));

  expect(list.format).toBe(format);
  expect(list.headings).toEqual(HEADINGS);
  const control = format === 'CSV' ? '\u0001' : '';
  expect(list.rows.map((row) => row.cells)).toEqual([
    ['محمد "أبو علي"', '01001234567', '-12.5'],
    ['سطر\nسطر', '=HYPERLINK("http://x")', '+20100'],
    ['a,b;c\td', "'=1", '-5.00'],
    ['', 'TRUE', 'FALSE'],
    [`_x0041_ <&> ${control}`.trim(), 'padded', '28501011234567'],
    ['😀', '00', ''],
  ]);
});

test('a CSV begins with its mark, ends lines as Windows does, and holds no formula', async () => {
  const text = (await gathered(written('CSV'))).toString();

  expect(text.slice(0, 3)).toBe('\uFEFFال');
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    `\uFEFFالاسم,"Phone, ""no""",'=x`,
    '"محمد ""أبو علي""",01001234567,-12.5',
  ]);
  expect(text).toContain(`"'=HYPERLINK(""http://x"")",'+20100\r\n`);
  expect(text.endsWith('\r\n')).toBe(true);
});

test('a line of JSON for each row, null where there is nothing', async () => {
  const text = (
    await gathered(
      written(
        'JSONL',
        inBatches([
          ['a\n', 1.5],
          [false, `${FORMULA_MARK}2`, 'x'],
        ]),
      ),
    )
  ).toString();

  expect(text).toBe(
    '{"الاسم":"a\\n","Phone, \\"no\\"":1.5,"=x":null}\n{"الاسم":false,"Phone, \\"no\\"":"2","=x":"x"}\n',
  );
});

describe('a workbook, as another program reads it', () => {
  async function loaded(...args: Parameters<typeof written>): Promise<Workbook> {
    const workbook = new Workbook();
    const bytes = await gathered(written(...args));
    await workbook.xlsx.load(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    );
    return workbook;
  }

  test('is seen from right to left in Arabic, its headings bold and fixed', async () => {
    const [sheet] = (await loaded('XLSX')).worksheets;
    const [english] = (await loaded('XLSX', inBatches(ROWS), 'en')).worksheets;

    expect(sheet?.name).toBe('الأسر');
    expect(sheet?.views[0]).toMatchObject({ rightToLeft: true, state: 'frozen', ySplit: 1 });
    expect(english?.views[0]).toMatchObject({ rightToLeft: false });
    expect(sheet?.getCell('A1').font.bold).toBe(true);
    expect(sheet?.getCell('A2').font.bold).toBeUndefined();
  });

  test('keeps text as text and numbers as numbers', async () => {
    const [sheet] = (await loaded('XLSX')).worksheets;

    expect(sheet?.getCell('B2').value).toBe('01001234567');
    expect(sheet?.getCell('B2').numFmt).toBe('@');
    expect(sheet?.getCell('C2').value).toBe(-12.5);
    expect(sheet?.getCell('B3').value).toBe('=HYPERLINK("http://x")');
    expect(sheet?.getCell('B3').formula).toBeUndefined();
    expect(sheet?.getCell('B5').value).toBe(true);
    expect(sheet?.getCell('A5').value).toBeNull();
    expect(sheet?.getCell('C6').value).toBe(28501011234567);
  });

  test.each([
    ['Families: 2026/11 [all] of every village', 'Families  2026 11  all  of ever'],
    ["'", 'Sheet'],
    ['A & B', 'A & B'],
  ])('is named by what Excel takes of %j', async (name, kept) => {
    expect((await loaded('XLSX', inBatches(ROWS), 'en', name)).worksheets[0]?.name).toBe(kept);
  });
});

test('a cell longer than Excel takes is refused, and a CSV takes it', async () => {
  const rows: CellValue[][] = [['x'], ['x'.repeat(32_768)]];

  expect(await faultOf(written('XLSX', inBatches(rows)))).toEqual({
    code: 'CELL_TOO_LONG',
    most: 32_767,
    line: 3,
  });
  expect((await gathered(written('CSV', inBatches(rows)))).length).toBeGreaterThan(32_768);
});

test.each(['CSV', 'XLSX', 'JSONL'] as const)(
  '%s draws rows only as it is taken, and lets go of them',
  async (format) => {
    let drawn = 0;
    let isLetGo = false;
    async function* endless(): AsyncGenerator<readonly (readonly CellValue[])[], void, undefined> {
      try {
        for (;;) {
          drawn += 1;
          const row = Array.from({ length: 3 }, (_, cell) => `${(drawn * 7_919) % 10_007} ${cell}`);
          yield await Promise.resolve(Array.from({ length: 1000 }, () => row));
        }
      } finally {
        isLetGo = true;
      }
    }

    let taken = 0;
    for await (const bytes of written(format, endless())) {
      taken += bytes.length;
      await new Promise((resolve) => setImmediate(resolve));
      if (taken > 100_000) break;
    }

    expect(drawn).toBeLessThan(200);
    expect(isLetGo).toBe(true);
  },
);

test.each(['CSV', 'XLSX', 'JSONL'] as const)('%s ends with the fault of its rows', async (format) => {
  async function* failing(): AsyncGenerator<readonly (readonly CellValue[])[], void, undefined> {
    yield await Promise.resolve([['a']]);
    throw new Error('The snapshot is gone.');
  }

  await expect(gathered(written(format, failing()))).rejects.toThrow('The snapshot is gone.');
});
