import { types, type CustomTypesConfig } from 'pg';

type Parser = (text: string) => unknown;
type GetTypeParser = (oid: number, format?: string) => Parser;

const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const TEXT_ARRAY = 1009;
const ARRAYS_OF_TEXT = new Set([1182, 1115, 1185, 1231, 1183]); // date[], timestamp[], timestamptz[], numeric[], time[]
const INTERVAL = 1186;
const UTC = '+00';
const SECONDS_LENGTH = '2026-11-22 08:00:00'.length;

const libraryArray = (types.getTypeParser as unknown as GetTypeParser)(TEXT_ARRAY, 'text');
const asItIs: Parser = (text) => text;
const defaultParser = types.getTypeParser as unknown as GetTypeParser;

/**
 * PostgreSQL's `2026-11-22 08:00:00.25+00` as ISO 8601 in UTC: to the millisecond as `Date` writes it, to the
 * microsecond where the column has them, so that a cursor loses nothing. Rarer texts (`infinity`) stay as they are.
 */
export function isoInstant(text: string): string {
  if (!text.endsWith(UTC) || text[10] !== ' ') return text;
  const fraction = text.slice(SECONDS_LENGTH + 1, -UTC.length);
  return `${text.slice(0, 10)}T${text.slice(11, SECONDS_LENGTH)}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}Z`;
}

/** How a value of this PostgreSQL type is read; undefined when its text is the value. */
export function textParser(oid: number): Parser | undefined {
  const parser = parserOf(oid);
  return parser === asItIs ? undefined : parser;
}

function parserOf(oid: number): Parser {
  if (oid === TIMESTAMPTZ) return isoInstant;
  if (oid === DATE || oid === TIMESTAMP || oid === INTERVAL || TEXT_OIDS.has(oid)) return asItIs;
  if (oid === TEXT_ARRAY || ARRAYS_OF_TEXT.has(oid)) return arrayOfText;
  return defaultParser(oid, 'text');
}

/** One row of elements without quotes, which most are: plain codes and ids. */
const PLAIN_ARRAY = /^\{([^{}"\\]+)\}$/;

function arrayOfText(text: string): unknown {
  if (text === '{}') return [];
  const items = PLAIN_ARRAY.exec(text)?.[1]?.split(',');
  return items && !items.includes('NULL') ? items : libraryArray(text);
}

/** bpchar, varchar, text, uuid, numeric, int8, name, "char": pg's parser for these would give the same text. */
const TEXT_OIDS: ReadonlySet<number> = new Set([1042, 1043, 25, 2950, 1700, 20, 19, 18]);

/**
 * The same text is the value in PostgreSQL, in JSON and in TypeScript: dates, instants and decimals are never
 * turned into a `Date` or a floating number on the way.
 */
export const TEXT_TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) =>
    format === 'binary' ? defaultParser(oid, format) : parserOf(oid)) as CustomTypesConfig['getTypeParser'],
};
