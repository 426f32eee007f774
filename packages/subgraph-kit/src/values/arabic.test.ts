import fc from 'fast-check';
import { Client } from 'pg';
import { FOLD_ARABIC_SQL, foldArabic } from './arabic';

/** What is written, and what it folds to. */
const FOLDED: readonly (readonly [written: string, folded: string, why: string])[] = [
  ['أحمد', 'احمد', 'alef with hamza above'],
  ['إسراء', 'اسرا', 'alef with hamza below, hamza at the end'],
  ['آمنة', 'امنه', 'alef with madda, taa marbuta'],
  ['ٱلرحمن', 'الرحمن', 'alef wasla'],
  ['ا\u0654حمد', 'احمد', 'alef and a combining hamza'],
  ['فاطمة', 'فاطمه', 'taa marbuta'],
  ['فاطمه', 'فاطمه', 'haa'],
  ['مصطفى', 'مصطفي', 'alef maqsura'],
  ['مصطفي', 'مصطفي', 'yaa'],
  ['مصطفی', 'مصطفي', 'Persian yeh'],
  ['کریم', 'كريم', 'Persian kaf and yeh'],
  ['مؤمن', 'مومن', 'hamza on waw'],
  ['رئيسة', 'رييسه', 'hamza on yaa'],
  ['هانئ', 'هاني', 'hamza on yaa at the end'],
  ['علاء', 'علا', 'hamza by itself'],
  ['مُحَمَّد', 'محمد', 'harakat and shadda'],
  ['مـحـمـد', 'محمد', 'tatweel'],
  ['رحمٰن', 'رحمن', 'dagger alef'],
  ['ٱللَّهِ', 'الله', 'marks of the Quran'],
  ['صلىۖ', 'صلي', 'a pause mark'],
  ['محمد ؐ', 'محمد', 'a sign of honour'],
  ['ﻣﺤﻤﺪ', 'محمد', 'presentation forms'],
  ['ﻻ', 'لا', 'lam-alef ligature'],
  ['ﻷحمد', 'لاحمد', 'lam-alef ligature with hamza'],
  ['ﷲ', 'الله', 'ligature of the name'],
  ['\u200fمحمد\u200e', 'محمد', 'direction marks'],
  ['عبد\u200cالله', 'عبدالله', 'zero-width non-joiner'],
  ['عبد الرحمن', 'عبد الرحمن', 'two words'],
  ['  عبد \u00a0\t الرحمن \n', 'عبد الرحمن', 'spaces of all kinds'],
  ['جمعية "الأورمان"', 'جمعيه الاورمان', 'quotation marks'],
  ['دار-الرعاية', 'دار الرعايه', 'hyphen'],
  ['القاهرة، الجيزة؛ قنا؟', 'القاهره الجيزه قنا', 'Arabic punctuation'],
  ['رقم ١٢٣', 'رقم 123', 'Eastern Arabic digits'],
  ['رقم ۴۵۶', 'رقم 456', 'Persian digits'],
  ['رقم 789', 'رقم 789', 'ASCII digits'],
  ['۷٧7', '777', 'digits of all kinds together'],
  ['Ahmed', 'ahmed', 'Latin capitals'],
  ['MOHAMED', 'mohamed', 'Latin capitals'],
  ['José', 'jose', 'Latin accent'],
  ['Jose\u0301', 'jose', 'Latin accent, combining'],
  ['ÉLODIE', 'elodie', 'Latin capital with accent'],
  ['İstanbul', 'istanbul', 'dotted capital I'],
  ['Straße', 'straße', 'sharp s'],
  ['ÆØŁ', 'æøł', 'Latin capitals without a decomposition'],
  ['ＡＢＣ１', 'abc1', 'full width'],
  ['ΟΔΟΣ', 'οδοσ', 'Greek capitals with a sigma at the end'],
  ['οδος', 'οδοσ', 'Greek final sigma'],
  ["Sana'a", 'sanaa', 'apostrophe'],
  ['Sana’a', 'sanaa', 'typographic apostrophe'],
  ['Kaʿba', 'kaba', 'half ring'],
  ['a_b.c/d', 'a b c d', 'punctuation'],
  ['C++ & C#', 'c c', 'signs'],
  ['😀 محمد 😀', 'محمد', 'emoji'],
  ['½', '1 2', 'a fraction'],
  ['محمد2محمد', 'محمد2محمد', 'digits within a word'],
  ['ء', '', 'a hamza alone'],
  ['...', '', 'punctuation alone'],
  ['', '', 'nothing'],
  ['پاڤل', 'پاڤل', 'letters of other languages stay'],
  ['گچ', 'گچ', 'letters of other languages stay'],
];

test.each(FOLDED)('folds %j to %j: %s', (written, folded) => {
  expect(foldArabic(written)).toBe(folded);
});

test('what is folded folds to itself', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 40 });

  fc.assert(
    fc.property(anything, (text) => {
      const folded = foldArabic(text);
      expect(foldArabic(folded)).toBe(folded);
    }),
    { seed: 2026, numRuns: 2_000 },
  );
});

describe('fold_arabic in PostgreSQL', () => {
  const client = new Client({ connectionString: process.env['TEST_DATABASE_ADMIN_URL'] });

  const foldInDatabase = async (texts: readonly string[]): Promise<string[]> => {
    const { rows } = await client.query<{ folded: string }>(
      'select fold_arabic(written) folded from unnest($1::text[]) with ordinality as t (written, n) order by n',
      [texts],
    );
    return rows.map(({ folded }) => folded);
  };

  beforeAll(async () => {
    await client.connect();
    await client.query('begin');
    await client.query('create schema folding');
    await client.query('set local search_path to folding');
    await client.query(FOLD_ARABIC_SQL);
  });

  afterAll(async () => {
    await client.query('rollback');
    await client.end();
  });

  test('folds every case of the table as TypeScript does', async () => {
    const folded = await foldInDatabase(FOLDED.map(([written]) => written));

    expect(folded).toEqual(FOLDED.map(([, expected]) => expected));
  });

  test('folds every letter that names are written with as TypeScript does', async () => {
    const ranges = [
      [0x0001, 0x024f],
      [0x0300, 0x03ff],
      [0x0600, 0x06ff],
      [0x0750, 0x077f],
      [0x08a0, 0x08ff],
      [0x1e00, 0x1eff],
      [0x2000, 0x206f],
      [0xfb50, 0xfdff],
      [0xfe70, 0xfeff],
    ] as const;
    const letters = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index)),
    );

    const folded = await foldInDatabase(letters);

    const different = letters.filter((letter, index) => folded[index] !== foldArabic(letter));
    expect(different.map((letter) => letter.charCodeAt(0).toString(16))).toEqual([]);
  });

  test('folds random texts of Arabic and Latin letters, marks and signs as TypeScript does', async () => {
    const unit = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0x0600, max: 0x06ff }) },
      { weight: 2, arbitrary: fc.integer({ min: 0x20, max: 0x17f }) },
      { weight: 1, arbitrary: fc.integer({ min: 0x0300, max: 0x036f }) },
      { weight: 1, arbitrary: fc.integer({ min: 0xfe70, max: 0xfefc }) },
      { weight: 1, arbitrary: fc.integer({ min: 0x2000, max: 0x206f }) },
      { weight: 1, arbitrary: fc.constantFrom(0x20, 0x0a, 0x200f, 0x0640, 0x0654) },
    );
    const text = fc.array(unit, { maxLength: 30 }).map((codePoints) => String.fromCodePoint(...codePoints));
    const texts = fc.sample(text, { seed: 2026, numRuns: 5_000 });

    const folded = await foldInDatabase(texts);

    expect(folded).toEqual(texts.map(foldArabic));
  });

  test('can stand in an index, and gives null for null', async () => {
    await client.query('create table named (name text)');
    await client.query('create index on named (fold_arabic(name))');

    const { rows } = await client.query('select fold_arabic(null) folded');

    expect(rows).toEqual([{ folded: null }]);
  });
});
