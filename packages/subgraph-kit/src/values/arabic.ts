/**
 * Folding makes of each spelling of a name the same text, so that a search finds it however it is written: all forms
 * of alef are one, taa marbuta is haa, alef maqsura is yaa, a hamza counts by the letter that carries it, and marks
 * (harakat, tatweel, Latin accents), letter case, punctuation and the kind of digits do not count.
 *
 * The tables below make both the function here and the one in PostgreSQL, which fold alike.
 */

/** Letters that are written for one another, after Unicode has taken marks and ligatures apart. */
const SAME_LETTERS: readonly (readonly [letter: string, writtenAs: string])[] = [
  // Alef wasla and alefs with a hamza that Unicode does not take apart.
  ['\u0627', '\u0671\u0672\u0673'],
  // Haa: taa marbuta, and the forms of Persian and Urdu keyboards.
  ['\u0647', '\u0629\u06be\u06c1\u06c3\u06d5'],
  // Yaa: alef maqsura, Persian yeh, yeh barree.
  ['\u064a', '\u0649\u06cc\u06d2'],
  // Kaf: Persian keheh, swash kaf.
  ['\u0643', '\u06a9\u06aa'],
  // The Greek sigma at the end of a word, whose lower case depends on where it stands.
  ['\u03c3', '\u03c2'],
  ...Array.from(
    '0123456789',
    (digit, index) => [digit, String.fromCharCode(0x0660 + index, 0x06f0 + index)] as const,
  ),
];

/** First and last code point of what is left out. */
const LEFT_OUT: readonly (readonly [first: number, last: number])[] = [
  // Apostrophes and the half rings of transliterations: Sana'a is Sanaa.
  [0x0027, 0x0027],
  [0x0060, 0x0060],
  [0x00ad, 0x00ad],
  [0x02b9, 0x02bf],
  // Accents, once taken apart from their letters.
  [0x0300, 0x036f],
  // Arabic signs and marks, the hamza by itself, tatweel, harakat, marks of the Quran.
  [0x0610, 0x061a],
  [0x061c, 0x061c],
  [0x0621, 0x0621],
  [0x0640, 0x0640],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x0674, 0x0674],
  [0x06d6, 0x06dc],
  [0x06dd, 0x06ed],
  [0x08ca, 0x08ff],
  // What no one sees: joiners and the marks of writing direction.
  [0x200b, 0x200f],
  [0x2018, 0x2019],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xfeff, 0xfeff],
];

const escaped = (codePoint: number): string => `\\u${codePoint.toString(16).padStart(4, '0')}`;

/** Works in JavaScript and in PostgreSQL alike. */
const LEFT_OUT_PATTERN = `[${LEFT_OUT.map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join('')}]`;

const leftOut = new RegExp(LEFT_OUT_PATTERN, 'gu');
const neitherLetterNorDigit = /[^\p{Alphabetic}0-9]+/gu;
const sameLetter: ReadonlyMap<string, string> = new Map(
  SAME_LETTERS.flatMap(([letter, writtenAs]) =>
    Array.from(writtenAs, (written) => [written, letter] as const),
  ),
);
const writtenDifferently = new RegExp(`[${[...sameLetter.keys()].join('')}]`, 'gu');

/** The text with all its spellings made one: words of small letters and ASCII digits with one space between. */
export function foldArabic(text: string): string {
  return text
    .normalize('NFKD')
    .replace(leftOut, '')
    .toLowerCase()
    .replace(writtenDifferently, (letter) => sameLetter.get(letter) ?? letter)
    .replace(neitherLetterNorDigit, ' ')
    .trim();
}

const quoted = (text: string): string =>
  `E'${Array.from(text, (letter) => escaped(letter.charCodeAt(0))).join('')}'`;

/**
 * Creates `fold_arabic(text)`, which gives what `foldArabic` gives. It can stand in an index and in a generated column:
 * the built-in collation that it names is PostgreSQL's own (17 and later) and the same on every machine.
 */
export const FOLD_ARABIC_SQL = `
create function fold_arabic(value text) returns text
  language sql immutable strict parallel safe
  return btrim(regexp_replace(
    translate(
      lower(regexp_replace(normalize(value, NFKD), E'${LEFT_OUT_PATTERN.replaceAll('\\', '\\\\')}', '', 'g') collate "pg_c_utf8"),
      ${quoted([...sameLetter.keys()].join(''))},
      ${quoted([...sameLetter.values()].join(''))}
    ),
    '[^[:alpha:]0-9]+', ' ', 'g'
  ))
`;
