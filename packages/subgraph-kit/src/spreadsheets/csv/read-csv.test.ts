import { openSpreadsheet } from '../read-spreadsheet';
import { faultOf, inPieces, readList } from '../spreadsheet.fixture';

/** Arabic in the code page of Arabic Windows. */
function windows1256(text: string): Buffer {
  const letters = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Buffer.from([...text].map((letter) => letters.indexOf(letter)));
}

const SMALL = 'الاسم,Note\r\n"محمد ""علي""",é\r\n\r\n"سطر\r\nسطر",ok 😀\r\nfin,\r\n';
const SMALL_READ = {
  format: 'CSV',
  headings: ['الاسم', 'Note'],
  rows: [
    { line: 2, cells: ['محمد "علي"', 'é'] },
    { line: 4, cells: ['سطر\nسطر', 'ok 😀'] },
    { line: 6, cells: ['fin', ''] },
  ],
};

describe('the same list in each encoding, cut at every byte', () => {
  const withoutEmoji = SMALL.replace(' 😀', '');
  const bigEndian = Buffer.from(`\uFEFF${SMALL}`, 'utf16le').swap16();
  test.each([
    ['UTF-8', Buffer.from(SMALL)],
    ['UTF-8', Buffer.from(`\uFEFF${SMALL}`)],
    ['UTF-16', Buffer.from(`\uFEFF${SMALL}`, 'utf16le')],
    ['UTF-16', bigEndian],
    ['WINDOWS-1256', windows1256(withoutEmoji)],
  ])('%s', async (encoding, bytes) => {
    const expected =
      encoding === 'WINDOWS-1256' ? JSON.parse(JSON.stringify(SMALL_READ).replace(' 😀', '')) : SMALL_READ;

    for (let cut = 0; cut <= bytes.length; cut += 1) {
      async function* inTwo(): AsyncGenerator<Uint8Array, void, undefined> {
        await Promise.resolve();
        yield bytes.subarray(0, cut);
        yield bytes.subarray(cut);
      }
      expect(await readList(inTwo())).toEqual({ ...expected, encoding });
    }
    expect(await readList(inPieces(bytes, 1))).toEqual({ ...expected, encoding });
  });
});

test.each([
  ['a,b;c,d\n1,2,3\n', ['a', 'b;c', 'd'], ['1', '2', '3']],
  ['a;b,c;d\n1;2;3\n', ['a', 'b,c', 'd'], ['1', '2', '3']],
  ['a\tb\tc\n1\t2,5\t3\n', ['a', 'b', 'c'], ['1', '2,5', '3']],
  ['\n"a;x;y",b\n1,2\n', ['a;x;y', 'b'], ['1', '2']],
  ['only\nvalue', ['only'], ['value']],
  ['a,b\r1,2\r', ['a', 'b'], ['1', '2']],
])('finds the delimiter and the ends of lines of %j', async (text, headings, cells) => {
  const list = await readList(Buffer.from(text));

  expect(list.headings).toEqual(headings);
  expect(list.rows.map((row) => row.cells)).toEqual([cells]);
});

test('cells come trimmed, composed, as many as there are headings, and more only where they hold something', async () => {
  const list = await readList(Buffer.from(' a ,b\u00a0,,\n  x  \n1,2,,\n1,2,3,\n,,,\nا\u0654حمد,\n'));

  expect(list.headings).toEqual(['a', 'b']);
  expect(list.rows).toEqual([
    { line: 2, cells: ['x', ''] },
    { line: 3, cells: ['1', '2'] },
    { line: 4, cells: ['1', '2', '3'] },
    { line: 6, cells: ['أحمد', ''] },
  ]);
});

test('text that looks like a formula is text, and Arabic digits are left as they are', async () => {
  const list = await readList(Buffer.from('a,b\n=1+1,+20100\n-5,٢٨٥٠١\n5" pipe,@x\n'));

  expect(list.rows.map((row) => row.cells)).toEqual([
    ['=1+1', '+20100'],
    ['-5', '٢٨٥٠١'],
    ['5" pipe', '@x'],
  ]);
});

test('a file that begins in ASCII is still told by its first Arabic letter', async () => {
  const ascii = 'name,note\n' + 'a,b\n'.repeat(30_000);

  const list = await readList(Buffer.concat([Buffer.from(ascii), windows1256('محمد،أحمد\nهدى,؟\n')]));

  expect(list.encoding).toBe('WINDOWS-1256');
  expect(list.rows.slice(-2)).toEqual([
    { line: 30_002, cells: ['محمد،أحمد', ''] },
    { line: 30_003, cells: ['هدى', '؟'] },
  ]);
});

test('a wrong byte far down in UTF-8 is refused with its line', async () => {
  const row = 'محمد,1\n';
  const bytes = Buffer.concat([
    Buffer.from(`a,b\n${row.repeat(100_000)}`),
    Buffer.from([0xc3, 0x28]),
    Buffer.from(`\n${row.repeat(1000)}`),
  ]);

  expect(await faultOf(bytes)).toEqual({ code: 'ENCODING_UNKNOWN', line: 100_002 });
});

test.each([
  ['UTF-8 cut within a letter', Buffer.from('a,b\nمحمد,م').subarray(0, -1), 2],
  ['UTF-16 cut within a letter', Buffer.from('\uFEFFa,b\nم', 'utf16le').subarray(0, -1), 2],
  ['half of a pair in UTF-16', Buffer.from('\uFEFFa\n\ud800b\n', 'utf16le'), 1],
  ['Arabic of ISO 8859-6', Buffer.from('a\n\xe8\xe1\xea \xe5\xc7\xe4\xea \xe8\xea\xe3\n', 'latin1'), 3],
  ['Cyrillic of Windows-1251', Buffer.from('a\n\xc8\xe2\xe0\xed\xee\xe2, \xcf\xb8\xf2\xf0\n', 'latin1'), 3],
  ['UTF-8 with more than one wrong byte', Buffer.from('a\nمحمد أحمد\xff\xfe\nعلي', 'utf8'), 0],
])('refuses letters that cannot be told: %s', async (name, bytes, line) => {
  const fault = await faultOf(
    line === 0 ? Buffer.concat([bytes, Buffer.from([10, 0xff, 10]), bytes]) : bytes,
  );

  expect(fault.code).toBe('ENCODING_UNKNOWN');
  if (line > 0 && name !== 'half of a pair in UTF-16') expect(fault.line).toBe(line);
});

test('tells how much of the source is read', async () => {
  const bytes = Buffer.from(`a\n${'x\n'.repeat(500_000)}`);

  const list = await openSpreadsheet(inPieces(bytes));

  const progress = [list.bytesRead()];
  for await (const batch of list.rows) if (batch.length > 0) progress.push(list.bytesRead());
  await list.close();
  expect(progress[0]).toBeLessThan(200_000);
  expect(progress.at(-1)).toBe(bytes.length);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
});

test('closing half way lets go of the source', async () => {
  let isLetGo = false;
  async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) yield await Promise.resolve(Buffer.from('a,b\n'));
    } finally {
      isLetGo = true;
    }
  }

  const list = await openSpreadsheet(endless());
  await list.close();

  expect(isLetGo).toBe(true);
});
