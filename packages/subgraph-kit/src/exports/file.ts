import { writeSpreadsheet } from '../spreadsheets/write-spreadsheet';
import type { Language } from '../errors/language';
import type { Column, Row } from './columns';
import type { ExportFormat } from './job';

/** A list that is to become a file. */
export interface WrittenList {
  readonly format: ExportFormat;
  readonly columns: readonly Column[];
  readonly pages: AsyncIterable<readonly Row[]>;
  readonly language: Language;
  readonly list: string;
}

/** The bytes of the file, drawn from the pages as fast as they are taken. */
export function fileOf({ format, columns, pages, language, list }: WrittenList): AsyncIterable<Uint8Array> {
  if (format === 'JSONL') return jsonLines(pages);
  const headings = columns.map(({ heading }) => heading);
  return writeSpreadsheet(format, { headings, rows: cellsOf(pages, columns), language, sheetName: list });
}

async function* jsonLines(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Uint8Array> {
  for await (const page of pages) yield Buffer.from(page.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function* cellsOf(pages: AsyncIterable<readonly Row[]>, columns: readonly Column[]) {
  for await (const page of pages) yield page.map((row) => columns.map(({ cellOf }) => cellOf(row)));
}

/** The same bytes in pieces of one size; the last may be smaller. */
export async function* inParts(bytes: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    waiting.push(piece);
    length += piece.length;
    if (length < size) continue;
    const whole = Buffer.concat(waiting, length);
    let from = 0;
    for (; from + size <= length; from += size) yield whole.subarray(from, from + size);
    // A copy, lest a few bytes keep the whole alive.
    waiting = from < length ? [Buffer.from(whole.subarray(from))] : [];
    length -= from;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
