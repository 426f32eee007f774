import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeIdentifier, type ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column can be given: null, what PostgreSQL reads as text, or an array of texts (`text[]`, an enum's array). */
export type CopyValue = string | number | bigint | boolean | Date | null | readonly string[];

/** The values of a row, in the order of the columns. */
export type CopyRow = readonly CopyValue[];

/** Rows are sent in pieces of about this many characters. */
const PIECE = 64 * 1024;

/**
 * Writes rows into a table with COPY, as fast as PostgreSQL takes them, and gives how many there were. It never holds
 * more than a piece or two of the rows, however many there are. `table` may name a schema. All rows are written or,
 * when one cannot be, none. `onProgress` hears how many rows have been handed over so far.
 */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<CopyRow> | AsyncIterable<CopyRow>,
  onProgress?: (rows: number) => void,
): Promise<number> {
  const target = table.split('.').map(escapeIdentifier).join('.');
  const sink = client.query(
    copyFrom(`COPY ${target} (${columns.map(escapeIdentifier).join(', ')}) FROM STDIN`),
  );
  await pipeline(Readable.from(piecesOf(rows, onProgress)), sink);
  return sink.rowCount;
}

async function* piecesOf(
  rows: Iterable<CopyRow> | AsyncIterable<CopyRow>,
  onProgress?: (rows: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let piece = '';
  let count = 0;
  for await (const row of rows) {
    piece += copyLine(row);
    count += 1;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
    onProgress?.(count);
  }
  if (piece !== '') yield Buffer.from(piece);
  onProgress?.(count);
}

/** A row as a line of COPY's text format. */
export function copyLine(row: CopyRow): string {
  return `${row.map(copyField).join('\t')}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return escaped(arrayLiteral(value));
  return String(value);
}

function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Backslash, tab and the ends of lines are what the text format gives a meaning. */
function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] as string);
}
