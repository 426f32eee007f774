import { Workbook } from 'exceljs';
import { isFormulaCell, shownText } from '../formula-cell';
import { openSpreadsheet } from '../read-spreadsheet';
import { inPieces, readList, sheetOf, textRow, workbookOf, faultOf } from '../spreadsheet.fixture';

const HEADINGS = textRow(1, 'a', 'b', 'c');

/** The cells of a sheet with one row below its headings. */
async function cellsOf(
  row: string,
  parts: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { rows } = await readList(await sheetOf(HEADINGS + row, parts));
  return rows[0]?.cells ?? [];
}

const STYLES = `<styleSheet><numFmts>
    <numFmt numFmtId="170" formatCode="[$-2060401]B2dd/mm/yyyy;@"/>
    <numFmt numFmtId="171" formatCode="0.00&quot; day&quot;"/>
  </numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="22"/></cellXfs>
</styleSheet>`;

test('reads texts, numbers, truth and errors of every kind of cell', async () => {
  const cells = await cellsOf(
    '<row r="7"><c r="A7" t="s"><v>1</v></c><c r="B7"><v>2.8501011234567E13</v></c><c r="C7" t="b"><v>1</v></c>' +
      '<c r="D7" t="b"><v>0</v></c><c r="F7" t="e"><v>#N/A</v></c><c r="AA7"><v>0.1</v></c></row>',
    { 'xl/sharedStrings.xml': '<sst><si><t>no</t></si><si><t xml:space="preserve"> محمد </t></si></sst>' },
  );

  expect(cells.slice(0, 6)).toEqual(['محمد', '28501011234567', 'TRUE', 'FALSE', '', '#N/A']);
  expect(cells).toHaveLength(27);
  expect(cells[26]).toBe('0.1');
});

test('rich text is the sum of its runs, without reading aids; escaped letters are themselves', async () => {
  const runs = '<r><t>مح</t></r><r><rPr><b/></rPr><t>مد</t></r><rPh sb="0" eb="1"><t>x</t></rPh>';

  const cells = await cellsOf(
    `<row><c t="s"><v>0</v></c><c t="inlineStr"><is>${runs}</is></c>` +
      '<c t="inlineStr"><is><t>a_x000A_b_x0000_ _x005F_x0041_ &#x645;&amp;<![CDATA[<]]></t></is></c></row>',
    { 'xl/sharedStrings.xml': `<sst><si>${runs}</si></sst>` },
  );

  expect(cells).toEqual(['محمد', 'محمد', 'a\nb _x0041_ م&<']);
});

test('days are told by the style of their cell, whatever the calendar they are shown in', async () => {
  const row =
    '<row><c s="1"><v>31048</v></c><c s="2"><v>31048</v></c><c s="3"><v>31048.5</v></c><c s="4"><v>31048.75</v></c>' +
    '<c s="1" t="d"><v>1985-01-01T00:00:00</v></c><c s="1"><v>-1</v></c></row>';

  expect(await cellsOf(row, { 'xl/styles.xml': STYLES })).toEqual([
    '1985-01-01',
    '1985-01-01',
    '31048.5',
    '1985-01-01 18:00:00',
    '1985-01-01',
    '-1',
  ]);
});

test('days of old Macs are counted from 1904', async () => {
  const workbook = `<workbook><workbookPr date1904="1"/><sheets><sheet r:id="one"/></sheets></workbook>`;

  const cells = await cellsOf('<row><c s="1"><v>29586</v></c></row>', {
    'xl/styles.xml': STYLES,
    'xl/workbook.xml': workbook,
  });

  expect(cells[0]).toBe('1985-01-01');
});

test('a formula is marked with the value it last had, so that its row can be refused', async () => {
  const cells = await cellsOf(
    '<row><c><f>1+1</f><v>2</v></c><c t="str"><f t="shared" si="0"/><v>x</v></c><c><f>NOW()</f></c></row>',
  );

  expect(cells.map(isFormulaCell)).toEqual([true, true, true]);
  expect(cells.map(shownText)).toEqual(['2', 'x', '']);
});

test('a formula among the headings refuses the file, and no text can pass for one', async () => {
  const text = '\uFDD0x';

  expect(await faultOf(await sheetOf('<row r="3"><c><f>A1</f><v>name</v></c></row>'))).toEqual({
    code: 'FORMULA',
    line: 3,
  });
  expect(await cellsOf(`<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`)).toEqual(['x', '', '']);
});

test('rows keep their numbers, and rows that hold nothing are left out', async () => {
  const bytes = await sheetOf(
    `<row r="3">${textRow(3, 'a').slice(11, -6)}</row><row r="4"><c s="1"/></row>${textRow(9, '  ')}${textRow(10, 'x')}` +
      '<row><c><v>1</v></c></row>',
  );

  expect(await readList(bytes)).toEqual({
    format: 'XLSX',
    encoding: null,
    headings: ['a'],
    rows: [
      { line: 10, cells: ['x'] },
      { line: 11, cells: ['1'] },
    ],
  });
});

test('reads the first sheet that is not hidden, found by its relation and not by its name', async () => {
  const bytes = await workbookOf({
    'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:rel="r"><x:sheets><x:sheet state="hidden" rel:id="one"/>
        <x:sheet state="veryHidden" rel:id="one"/><x:sheet rel:id="t"/><x:sheet rel:id="two"/></x:sheets></x:workbook>`,
    'xl/worksheets/one.xml': '<worksheet><sheetData/></worksheet>',
    'xl/worksheets/TWO.xml': `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
  });

  expect((await readList(bytes)).headings).toEqual(['5']);
});

test('a part may begin with a byte order mark', async () => {
  const bytes = await sheetOf(HEADINGS + textRow(2, 'م'), { 'xl/styles.xml': '\uFEFF<styleSheet/>' });

  expect((await readList(bytes)).rows).toEqual([{ line: 2, cells: ['م', '', ''] }]);
});

test('more shared strings than are kept at hand are read from the disk, in any order', async () => {
  const count = 40_000;
  const text = (index: number): string => `${index} ${'محمد '.repeat(60)}`.trim();
  const rows = Array.from({ length: 2_000 }, (_, index) => {
    const cells = [0, 1, 2].map(
      (cell) => `<c t="s"><v>${(index * 15_485_863 + cell * 104_729) % count}</v></c>`,
    );
    return `<row>${cells.join('')}</row>`;
  });
  const strings = Array.from({ length: count }, (_, index) => `<si><t>${text(index)}</t></si>`);

  const list = await readList(
    await sheetOf([HEADINGS, ...rows], { 'xl/sharedStrings.xml': `<sst>${strings.join('')}</sst>` }),
  );

  expect(list.rows).toHaveLength(2_000);
  for (const { line, cells } of list.rows) {
    const index = line - 2;
    expect(cells).toEqual([0, 1, 2].map((cell) => text((index * 15_485_863 + cell * 104_729) % count)));
  }
});

test('reads what another program wrote', async () => {
  const workbook = new Workbook();
  workbook.addWorksheet('old', { state: 'hidden' }).addRow(['hidden']);
  const sheet = workbook.addWorksheet('الأسر');
  sheet.addRow(['الرقم القومي', 'الميلاد', 'الهاتف', 'المبلغ', 'الملاحظات']);
  sheet.addRow([28501011234567, new Date('1985-01-01T00:00:00Z'), '01001234567', 12.5, 'سطر\nسطر']);
  sheet.addRow([
    '٢٨٥',
    null,
    true,
    { formula: 'D2*2', result: 25 },
    { richText: [{ text: 'مح' }, { text: 'مد' }] },
  ]);

  const list = await readList(Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings: true })));

  expect(list.headings).toEqual(['الرقم القومي', 'الميلاد', 'الهاتف', 'المبلغ', 'الملاحظات']);
  expect(list.rows).toEqual([
    { line: 2, cells: ['28501011234567', '1985-01-01', '01001234567', '12.5', 'سطر\nسطر'] },
    { line: 3, cells: ['٢٨٥', '', 'TRUE', '\uFDD025', 'محمد'] },
  ]);
});

test('a workbook counts as read as its rows are', async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => textRow(index + 1, `${index * 7_919}`, 'x'));
  const bytes = await sheetOf([rows.join('')]);

  const list = await openSpreadsheet(inPieces(bytes));

  const progress = [list.bytesRead()];
  for await (const batch of list.rows) if (batch.length > 0) progress.push(list.bytesRead());
  await list.close();
  expect(progress[0]).toBeLessThan(bytes.length / 2);
  expect(progress.at(-1)).toBe(bytes.length);
});
