import { Client } from 'pg';
import { FOLD_ARABIC_SQL } from './arabic';
import { nameSearch, searchPrefixes, searchQuery, SEARCH_WORDS_SQL, type SearchKeys } from './name-search';

const keys: SearchKeys = { keys: 'person_search', id: 'person_id', of: 'person.id', parameter: 1 };

test.each([
  ['أحمد', ['احمد']],
  ['أحمد  مُحَمَّد', ['احمد', 'محمد']],
  ['أحمد احمد', ['احمد']],
  ['Ahmed-Ali', ['ahmed', 'ali']],
  [`'); drop table person; --`, ['drop', 'table', 'person']],
  [`'محمد':*|!`, ['محمد']],
  ['...', []],
  ['', []],
  ['م'.repeat(65), ['م'.repeat(64)]],
  ['ا ب ت ث ج ح خ د ذ ر ز س ش', ['ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س']],
])('the words of %j are %j', (query, words) => {
  expect(searchPrefixes(query)).toEqual(words);
});

test('a query without letters or digits finds nothing', () => {
  expect(searchQuery(' ؟ ')).toBeNull();
  expect(nameSearch(keys, ' ؟ ')).toBeNull();
});

test('makes the condition and its value', () => {
  expect(nameSearch(keys, 'أحمد م')).toEqual({
    where: 'person.id in (select person_id from person_search where words @@ $1::tsquery)',
    value: "'احمد':* & 'م':*",
  });
});

describe('in PostgreSQL', () => {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_ADMIN_URL'] });

  const found = async (query: string): Promise<number[]> => {
    const search = nameSearch(keys, query);
    if (!search) return [];
    const sql = `select id from person where ${search.where} order by id`;
    const { rows } = await client.query<{ id: number }>(sql, [search.value]);
    return rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    await client.connect();
    await client.query('begin');
    await client.query('create schema searching');
    await client.query('set local search_path to searching');
    await client.query(FOLD_ARABIC_SQL);
    await client.query(SEARCH_WORDS_SQL);
    await client.query(
      'create table person (id int primary key, name_ar text not null, name_en text, seen boolean not null)',
    );
    await client.query(
      'create table person_search (person_id int primary key references person, words tsvector not null)',
    );
    await client.query(`insert into person values
      (1, 'أحمد مصطفى عبد الرحمن', 'Ahmed Mostafa', true), (2, 'احمد مصطفي', null, true),
      (3, 'فاطمة أحمد', 'Fatma Ahmed', true), (4, 'أحمد المخفي', null, false)`);
    await client.query(
      `insert into person select n, 'شخص رقم ' || n, null, true from generate_series(1000, 9000) n`,
    );
    await client.query('insert into person_search select id, search_words(name_ar, name_en) from person');
    await client.query('create index person_search_words on person_search using gin (words)');
    await client.query('analyze person, person_search');
    await client.query('alter table person enable row level security');
    await client.query('create role searching_test nologin');
    await client.query('create policy seen on person to searching_test using (seen)');
    await client.query('grant usage on schema searching to searching_test');
    await client.query('grant select on person, person_search to searching_test');
    await client.query('set local role searching_test');
  });

  afterAll(async () => {
    await client.query('rollback');
    await client.end();
  });

  test.each([
    ['أحمد', [1, 2, 3], 'a whole word in any place, and not the hidden row'],
    ['اح', [1, 2, 3], 'the beginning of a word'],
    ['حمد', [], 'not the middle of a word'],
    ['مصطفى احمد', [1, 2], 'all words in any order'],
    ['احمد فاطمه', [3], 'taa marbuta written as haa'],
    ['ahm', [1, 3], 'Latin'],
    ['AHMED فاط', [3], 'both languages together'],
    ['عبدالرحمن', [], 'two words written as one are another word'],
    ['٨٩٩٩', [8999], 'Eastern Arabic digits'],
  ])('%j finds %j: %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test('uses the index of words although the table of people has policies', async () => {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain select id from person where ${nameSearch(keys, 'أحمد')?.where}`.replace(
        '$1',
        `'${searchQuery('أحمد')?.replaceAll("'", "''")}'`,
      ),
    );

    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(
      'Bitmap Index Scan on person_search_words',
    );
  });

  test('keeps words longer than PostgreSQL would', async () => {
    const { rows } = await client.query<{ matches: boolean }>(
      'select search_words($1) @@ $2::tsquery matches',
      ['م'.repeat(3_000), searchQuery('م'.repeat(2_000))],
    );

    expect(rows).toEqual([{ matches: true }]);
  });

  test('a name without letters has no words', async () => {
    const { rows } = await client.query<{ words: string }>("select search_words('...', null)::text words");

    expect(rows).toEqual([{ words: '' }]);
  });
});
