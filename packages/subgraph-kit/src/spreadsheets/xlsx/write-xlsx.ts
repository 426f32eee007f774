import type { CellValue, WrittenSpreadsheet } from '../write-spreadsheet';
import { RowXml, SHEET_ROWS } from './sheet-xml';
import { sheetHead, sheetPart, sheetTail, workbookParts } from './workbook-xml';
import { ZipWriter } from './zip-writer';

/** Characters of XML that are packed at once. */
const PIECE_CHARACTERS = 128 * 1024;

/** A workbook of Excel, written as its rows come. Rows beyond what a sheet can hold go on the next. */
export async function* writeXlsx(
  spreadsheet: WrittenSpreadsheet,
): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipWriter();
  const rows = new SheetRows(spreadsheet);
  let sheets = 0;
  try {
    do {
      sheets += 1;
      yield* zip.part(sheetPart(sheets), rows.sheet());
    } while (!rows.isDone);
    for (const [path, xml] of workbookParts(spreadsheet, sheets)) yield* zip.part(path, [xml]);
    yield zip.end();
  } finally {
    await rows.close();
  }
}

/** The rows, sheet by sheet. */
class SheetRows {
  readonly #spreadsheet: WrittenSpreadsheet;
  readonly #batches: AsyncIterator<readonly (readonly CellValue[])[]>;
  readonly #xml: RowXml;
  #batch: readonly (readonly CellValue[])[] = [];
  #next = 0;
  #isDone = false;

  constructor(spreadsheet: WrittenSpreadsheet) {
    this.#spreadsheet = spreadsheet;
    this.#batches = spreadsheet.rows[Symbol.asyncIterator]();
    this.#xml = new RowXml(spreadsheet.headings.length);
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  async *sheet(): AsyncGenerator<string, void, undefined> {
    let piece = sheetHead(this.#spreadsheet);
    for (let line = 2; line <= SHEET_ROWS && (await this.#hasNext()); line += 1) {
      piece += this.#xml.row(line, this.#batch[this.#next] ?? []);
      this.#next += 1;
      if (piece.length < PIECE_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
    // A list that ends with the sheet needs no other.
    await this.#hasNext();
    yield piece + sheetTail(this.#spreadsheet);
  }

  async close(): Promise<void> {
    await this.#batches.return?.();
  }

  async #hasNext(): Promise<boolean> {
    while (this.#next >= this.#batch.length && !this.#isDone) {
      const next = await this.#batches.next();
      this.#isDone = next.done === true;
      this.#batch = next.done === true ? [] : next.value;
      this.#next = 0;
    }
    return !this.#isDone;
  }
}
