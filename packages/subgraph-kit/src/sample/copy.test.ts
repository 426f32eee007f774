import { Client } from 'pg';
import { copyLine, copyRows, type CopyRow } from './copy';

describe('a line of COPY', () => {
  test.each<[string, CopyRow, string]>([
    ['null', [null], '\\N'],
    ['a text that looks like null', ['\\N'], '\\\\N'],
    ['an empty text', [''], ''],
    ['tabs, line ends and backslashes', ['a\tb\nc\rd\\e'], 'a\\tb\\nc\\rd\\\\e'],
    ['Arabic', ['أحمد'], 'أحمد'],
    ['numbers and booleans', [1, 2.5, 3n, true, false], '1\t2.5\t3\ttrue\tfalse'],
    ['an instant', [new Date('2026-11-22T02:30:37.123Z')], '2026-11-22T02:30:37.123Z'],
    ['an array', [['a"b', 'c\\d', 'e,f']], '{"a\\\\"b","c\\\\\\\\d","e,f"}'],
    ['an empty array', [[]], '{}'],
  ])('writes %s', (_, row, line) => {
    expect(copyLine(row)).toBe(`${line}\n`);
  });
});

describe('copying into PostgreSQL', () => {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_ADMIN_URL'] });

  beforeAll(async () => {
    await client.connect();
    await client.query(
      'create temporary table "copied rows" (id int primary key, "the text" text, words text[])',
    );
  });
  afterAll(() => client.end());
  beforeEach(() => client.query('truncate "copied rows"'));

  const copy = (rows: Iterable<CopyRow> | AsyncIterable<CopyRow>, onProgress?: (rows: number) => void) =>
    copyRows(client, 'pg_temp.copied rows', ['id', 'the text', 'words'], rows, onProgress);
  const stored = async () => (await client.query<object>('select * from "copied rows" order by id')).rows;

  test('brings every value back as it was', async () => {
    const text = 'tab\t line\n return\r back\\slash \\N \\. أحمد "quoted" \'single\'';
    const words = ['', 'a"b', 'c\\d', 'e\tf', '{g,h}', 'null'];

    const count = await copy([
      [1, text, words],
      [2, null, []],
      [3, '', null],
    ]);

    expect(count).toBe(3);
    expect(await stored()).toEqual([
      { id: 1, 'the text': text, words },
      { id: 2, 'the text': null, words: [] },
      { id: 3, 'the text': '', words: null },
    ]);
  });

  test('takes nothing', async () => {
    expect(await copy([])).toBe(0);
  });

  test('takes rows that come over time, and tells how far it is', async () => {
    async function* rows(): AsyncGenerator<CopyRow> {
      for (let id = 0; id < 5000; id += 1) {
        if (id % 1000 === 0) await Promise.resolve();
        yield [id, 'x'.repeat(50), null];
      }
    }
    const progress: number[] = [];

    expect(await copy(rows(), (done) => progress.push(done))).toBe(5000);

    expect(progress.length).toBeGreaterThan(3);
    expect(progress.at(-1)).toBe(5000);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  });

  test('asks for rows only as fast as PostgreSQL takes them', async () => {
    let asked = 0;
    function* rows(): Generator<CopyRow> {
      for (; asked < 100_000; asked += 1) yield [asked, 'x'.repeat(1000), null];
    }
    const blocker = new Client({ connectionString: process.env['TEST_DATABASE_ADMIN_URL'] });
    await blocker.connect();
    try {
      await client.query(
        'create table if not exists public.blocked_copy (id int, "the text" text, words text[])',
      );
      await blocker.query('begin; lock table public.blocked_copy');
      const copying = copyRows(client, 'public.blocked_copy', ['id', 'the text', 'words'], rows());
      await blocker.query('select pg_sleep(0.3)');

      expect(asked).toBeLessThan(5_000);

      await blocker.query('commit');
      expect(await copying).toBe(100_000);
    } finally {
      await blocker.end();
      await client.query('drop table if exists public.blocked_copy');
    }
  });

  test('writes none when one cannot be written, and leaves the connection fit for use', async () => {
    const rows: CopyRow[] = [
      [1, 'one', null],
      [1, 'one again', null],
    ];

    await expect(copy(rows)).rejects.toThrow(/duplicate key/);

    expect(await stored()).toEqual([]);
  });

  test('writes none when the rows end in an error, which it passes on', async () => {
    function* rows(): Generator<CopyRow> {
      yield [1, 'one', null];
      throw new Error('No further row can be made.');
    }

    await expect(copy(rows())).rejects.toThrow('No further row can be made.');

    expect(await stored()).toEqual([]);
  });
});
