import { shownText } from './formula-cell';
import type { CellValue, WrittenSpreadsheet } from './write-spreadsheet';

/** A line of JSON for each row: an object by heading, in the order of the headings. */
export async function* writeJsonl({
  headings,
  rows,
}: WrittenSpreadsheet): AsyncGenerator<Uint8Array, void, undefined> {
  const keys = headings.map((heading, index) => `${index === 0 ? '{' : ','}${JSON.stringify(heading)}:`);
  for await (const batch of rows) {
    if (batch.length === 0) continue;
    yield Buffer.from(batch.map((row) => lineOf(keys, row)).join(''));
  }
}

function lineOf(keys: readonly string[], row: readonly CellValue[]): string {
  let line = keys.length === 0 ? '{' : '';
  for (let at = 0; at < keys.length; at += 1) line += keys[at] + valueOf(row[at] ?? null);
  return `${line}}\n`;
}

function valueOf(value: CellValue): string {
  return JSON.stringify(typeof value === 'string' ? shownText(value) : value);
}
