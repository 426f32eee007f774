import type { Language } from '../errors/language';
import type { SpreadsheetFormat } from '../spreadsheets/read-spreadsheet';
import { writeSpreadsheet } from '../spreadsheets/write-spreadsheet';
import type { ImportKind } from './import-kind';

/** An empty list of the kind, with the headings in a language and one example row, which is passed over if left in. */
export function templateOf(
  { columns, title }: ImportKind,
  format: SpreadsheetFormat,
  language: Language,
): AsyncIterable<Uint8Array> {
  return writeSpreadsheet(format, {
    headings: columns.map(({ heading }) => heading[language]),
    rows: one([columns.map(({ example }) => example)]),
    language,
    sheetName: title[language],
  });
}

async function* one<Batch>(batch: Batch): AsyncGenerator<Batch> {
  yield batch;
}
