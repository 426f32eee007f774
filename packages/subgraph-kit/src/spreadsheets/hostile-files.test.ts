import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openSpreadsheet } from './read-spreadsheet';
import { faultOf, inPieces, readList, sheetOf, textRow, workbookOf } from './spreadsheet.fixture';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

describe('what is no list', () => {
  test.each([
    ['an old .xls', Buffer.concat([OLE, Buffer.alloc(4096), Buffer.from('Workbook', 'utf16le')])],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a web page', Buffer.from('\ufeff \r\n<!DOCTYPE html><table><tr><td>1')],
    ['a table of HTML named .xls', Buffer.from('<table><tr><td>1')],
    ['a picture', Buffer.from('\x89PNG\r\n', 'latin1')],
    ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['an empty zip', Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])],
  ])('refuses %s', async (_, bytes) => {
    expect(await faultOf(bytes)).toEqual({ code: 'NOT_A_SPREADSHEET' });
  });

  test('refuses a document, which is a zip too', async () => {
    const document = await workbookOf({
      '_rels/.rels':
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
      'word/document.xml': '<document/>',
    });

    expect(await faultOf(document)).toEqual({ code: 'NOT_A_SPREADSHEET' });
  });

  test.each([[''], ['\n\n\r\n'], [',,,\n,\n'], ['\ufeff']])(
    'a file without headings is empty: %j',
    async (text) => {
      expect(await faultOf(Buffer.from(text))).toEqual({ code: 'EMPTY' });
    },
  );

  test('a workbook without headings is empty', async () => {
    expect(await faultOf(await sheetOf('<row r="1"><c r="A1" s="1"/></row>'))).toEqual({ code: 'EMPTY' });
  });
});

describe('locked files', () => {
  test('refuses a workbook with a password wherever its name stands', async () => {
    for (const padding of [504, 65_530, 100_001]) {
      const bytes = Buffer.concat([OLE, Buffer.alloc(padding), Buffer.from('EncryptedPackage', 'utf16le')]);

      expect(await faultOf(bytes)).toEqual({ code: 'ENCRYPTED' });
    }
  });

  test('refuses a zip with a password', async () => {
    const bytes = await sheetOf(textRow(1, 'a'));
    for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 1)) {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    }

    expect(await faultOf(bytes)).toEqual({ code: 'ENCRYPTED' });
  });
});

describe('CSV', () => {
  test('refuses NUL bytes with their line', async () => {
    expect(await faultOf(Buffer.from('a,b\n1,2\n3,\0\n'))).toEqual({ code: 'NUL_BYTES', line: 3 });
    expect(await faultOf(Buffer.from('a,b\n1,2\n', 'utf16le'))).toEqual({ code: 'NUL_BYTES', line: 1 });
    expect(await faultOf(Buffer.from('\ufeffa\n\0\n', 'utf16le'))).toMatchObject({
      code: 'NUL_BYTES',
      line: 2,
    });
  });

  test('a quotation mark that is never closed does not gather the file', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.from('a,b\n1,2\n3,"');
      for (;;) {
        taken += 65_536;
        yield await Promise.resolve(Buffer.alloc(65_536, 'x\n'));
      }
    }

    expect(await faultOf(endless())).toEqual({ code: 'CELL_TOO_LONG', most: 32_767, line: 3 });
    expect(taken).toBeLessThan(1_000_000);
  });

  test('a quotation mark that is open at the end is damage', async () => {
    expect(await faultOf(Buffer.from('a,b\n1,2\n3,"x\n'))).toEqual({ code: 'BROKEN', line: 3 });
  });

  test.each([
    ['delimiters without end', ','],
    ['quoted ends of lines without end', '"\n",'],
    ['a line without end', 'x'],
  ])('%s are refused in bounded memory', async (_, filling) => {
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.from('a,b\n');
      for (;;) yield await Promise.resolve(Buffer.from(filling.repeat(16_384)));
    }

    expect(await faultOf(endless())).toMatchObject({ code: 'CELL_TOO_LONG', line: 2 });
  });

  test('headings without end are refused', async () => {
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      for (;;) yield await Promise.resolve(Buffer.from('"x'.repeat(16_384)));
    }

    expect(await faultOf(endless())).toMatchObject({ code: 'CELL_TOO_LONG', line: 1 });
  });

  test('a cell may hold as much as one of Excel, and no more', async () => {
    const most = 'x'.repeat(32_767);

    expect((await readList(Buffer.from(`a,b\n1,${most}\n`))).rows).toEqual([{ line: 2, cells: ['1', most] }]);
    expect(await faultOf(Buffer.from(`a,b\n1,${most}x\n`))).toEqual({
      code: 'CELL_TOO_LONG',
      most: 32_767,
      line: 2,
      column: 2,
    });
  });

  test('16,000 columns are refused, in the headings and below them', async () => {
    const many = 'x,'.repeat(16_000);

    expect(await faultOf(Buffer.from(`${many}\n1,2\n`))).toEqual({
      code: 'TOO_MANY_COLUMNS',
      most: 300,
      line: 1,
    });
    expect(await faultOf(Buffer.from(`a\n${many}\n`))).toEqual({
      code: 'TOO_MANY_COLUMNS',
      most: 300,
      line: 2,
    });
  });

  test('a million empty rows hold nothing', async () => {
    const bytes = Buffer.from(`a,b\n${',\n'.repeat(500_000)}${'\n'.repeat(500_000)}1,2\n`);

    expect((await readList(bytes)).rows).toEqual([{ line: 1_000_002, cells: ['1', '2'] }]);
  });

  test('rows and bytes are bounded', async () => {
    const bytes = Buffer.from('a\n1\n2\n\n3\n');

    expect((await readList(bytes, { rows: 3 })).rows).toHaveLength(3);
    expect(await faultOf(bytes, { rows: 2 })).toEqual({ code: 'TOO_MANY_ROWS', most: 2, line: 5 });
    expect((await readList(bytes, { bytes: bytes.length })).rows).toHaveLength(3);
    expect(await faultOf(bytes, { bytes: bytes.length - 1 })).toEqual({ code: 'TOO_LARGE', megabytes: 0 });
  });
});

describe('workbooks', () => {
  function* zeros(mebibytes: number): Iterable<string> {
    const piece = ' '.repeat(2 ** 20 - 16) + '<row></row>     ';
    for (let at = 0; at < mebibytes; at += 1) yield piece;
  }

  test('a zip bomb is refused while it unpacks, whatever its own figures say', async () => {
    const bytes = await sheetOf(zeros(20));
    const limits = { ratioFromBytes: 2 ** 20 };

    expect(await faultOf(bytes, limits)).toMatchObject({ code: 'TOO_LARGE' });
    const central = bytes.lastIndexOf('PK\x01\x02');
    bytes.writeUInt32LE(1000, central + 24);
    expect(await faultOf(bytes, limits)).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('a bomb among the shared strings is refused too', async () => {
    const bytes = await sheetOf(textRow(1, 'a'), {
      'xl/sharedStrings.xml': `<sst>${' <si/>'.repeat(2 ** 20)}</sst>`,
    });

    expect(await faultOf(bytes, { ratioFromBytes: 2 ** 20 })).toMatchObject({ code: 'TOO_LARGE' });
  });

  test('all parts together are bounded', async () => {
    const bytes = await sheetOf(textRow(1, 'a'.repeat(5000)));

    expect(await faultOf(bytes, { unpackedBytes: 5000 })).toEqual({ code: 'TOO_LARGE', megabytes: 0 });
  });

  test('parts without number are refused', async () => {
    const pictures = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`xl/media/${index}.png`, 'x']),
    );

    expect(await faultOf(await sheetOf(textRow(1, 'a'), pictures))).toEqual({ code: 'BROKEN' });
  });

  test.each([
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY e "xxxx">]><worksheet>&e;</worksheet>'],
    [
      'an entity that is not declared',
      '<worksheet><sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>',
    ],
    ['a nest of elements', '<a>'.repeat(100_000)],
    ['a text without end', `<worksheet>${'x'.repeat(3 * 2 ** 20)}</worksheet>`],
    ['an attribute without end', `<worksheet a="${'x'.repeat(3 * 2 ** 20)}"/>`],
    ['an end that is missing', '<worksheet><sheetData>'],
    [
      'a row that goes back',
      `<worksheet><sheetData>${textRow(2, 'a')}${textRow(2, 'b')}</sheetData></worksheet>`,
    ],
    [
      'a shared string that is not there',
      '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>',
    ],
  ])('%s is damage', async (_, sheet) => {
    expect(await faultOf(await workbookOf({ 'xl/worksheets/one.xml': sheet }))).toMatchObject({
      code: 'BROKEN',
    });
  });

  test('a file that was cut, or changed in one byte, is damage', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => textRow(index + 1, `value ${index * 7919}`));
    const bytes = await sheetOf(rows);
    const changed = Buffer.from(bytes);
    const at = bytes.indexOf('xl/worksheets/one.xml') + 200;
    changed.writeUInt8((changed.readUInt8(at) + 1) % 256, at);

    expect((await readList(bytes)).rows).toHaveLength(199);
    const wrongSum = Buffer.from(bytes);
    wrongSum.writeUInt32LE(7, wrongSum.lastIndexOf('PK\x01\x02') + 16);
    expect(await faultOf(wrongSum)).toMatchObject({ code: 'BROKEN' });
    expect(await faultOf(bytes.subarray(0, -30))).toMatchObject({ code: 'BROKEN' });
    expect(await faultOf(changed)).toMatchObject({ code: 'BROKEN' });
  });

  test('16,384 columns are refused, of which empty ones do not count', async () => {
    const wide = '<c/>'.repeat(16_383);

    expect(await faultOf(await sheetOf(`<row>${wide}<c><v>1</v></c></row>`))).toEqual({
      code: 'TOO_MANY_COLUMNS',
      most: 300,
      line: 1,
    });
    expect((await readList(await sheetOf(`<row><c><v>1</v></c>${wide}</row>`))).headings).toEqual(['1']);
  });

  test('a cell of runs without number is refused, alone and shared', async () => {
    const runs = '<r><t>xxxxxxxxxxxxxxxxxxxx</t></r>'.repeat(20_000);

    const inline = await sheetOf(`<row><c t="inlineStr"><is>${runs}</is></c></row>`);
    const shared = await sheetOf(textRow(1, 'a'), { 'xl/sharedStrings.xml': `<sst><si>${runs}</si></sst>` });
    expect(await faultOf(inline)).toEqual({ code: 'CELL_TOO_LONG', most: 32_767 });
    expect(await faultOf(shared)).toEqual({ code: 'CELL_TOO_LONG', most: 32_767 });
  });

  test('one long text named by every cell is handed over in small batches, and not without end', async () => {
    const cell = '<c t="s"><v>0</v></c>';
    const rows = `<row>${cell.repeat(100)}</row>`.repeat(40);
    const bytes = await sheetOf(rows, {
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(30_000)}</t></si></sst>`,
    });

    const list = await openSpreadsheet(inPieces(bytes));
    const sizes: number[] = [];
    for await (const batch of list.rows) sizes.push(batch.length);
    await list.close();

    expect(sizes).toEqual([...Array.from({ length: 39 }, () => 1)]);
    expect(await faultOf(bytes, { unpackedBytes: 50_000_000 })).toMatchObject({
      code: 'TOO_LARGE',
      line: 17,
    });
  });

  test('a million empty rows hold nothing', async () => {
    function* rows(): Iterable<string> {
      yield textRow(1, 'a');
      for (let line = 2; line <= 1_000_000; line += 1) yield `<row r="${line}"/>`;
      yield textRow(1_000_001, 'x');
    }

    expect((await readList(await sheetOf(joined(rows())))).rows).toEqual([{ line: 1_000_001, cells: ['x'] }]);
  });

  test('nothing stays on the disk, not even while it is read', async () => {
    const before = namesIn(tmpdir());
    const open = await openSpreadsheet(inPieces(await sheetOf([textRow(1, 'a'), textRow(2, 'x')])));

    expect(namesIn(tmpdir())).toEqual(before);
    expect(openTemporaryFiles()).toBe(2);
    await open.close();
    expect(openTemporaryFiles()).toBe(0);
    await faultOf(await workbookOf({}));
    expect(openTemporaryFiles()).toBe(0);
  });
});

function namesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('spreadsheet-'));
}

function openTemporaryFiles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).includes('/spreadsheet-');
    } catch {
      return false;
    }
  }).length;
}

/** Few large pieces in place of many small. */
function* joined(pieces: Iterable<string>): Iterable<string> {
  let held: string[] = [];
  for (const piece of pieces) {
    held.push(piece);
    if (held.length < 5_000) continue;
    yield held.join('');
    held = [];
  }
  yield held.join('');
}
