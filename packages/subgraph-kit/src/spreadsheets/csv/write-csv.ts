import { stringify } from 'csv-stringify/sync';
import { shownText } from '../formula-cell';
import type { CellValue, WrittenSpreadsheet } from '../write-spreadsheet';
import { guarded } from './formula-guard';

/** By this mark Excel knows UTF-8; without it Arabic turns into signs. */
const BYTE_ORDER_MARK = '\uFEFF';

const OPTIONS = {
  record_delimiter: 'windows',
  // Not only CRLF but each half of it would end the row, and begin another with what follows.
  quoted_match: /[\r\n]/,
  cast: {
    string: (text: string) => guarded(shownText(text)),
    number: (value: number) => (Number.isFinite(value) ? String(value) : ''),
    boolean: (value: boolean) => (value ? 'TRUE' : 'FALSE'),
  },
} as const;

/** A CSV as Excel opens it with a double click: UTF-8 with its mark, commas, CRLF; text can be no formula. */
export async function* writeCsv({
  headings,
  rows,
}: WrittenSpreadsheet): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(BYTE_ORDER_MARK + csvOf([headings]));
  for await (const batch of rows) if (batch.length > 0) yield Buffer.from(csvOf(batch));
}

function csvOf(rows: readonly (readonly CellValue[])[]): string {
  return stringify(rows as CellValue[][], OPTIONS);
}
