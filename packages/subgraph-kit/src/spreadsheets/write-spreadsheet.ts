import { writeCsv } from './csv/write-csv';
import { writeJsonl } from './write-jsonl';
import { writeXlsx } from './xlsx/write-xlsx';

/** The formats in which lists are written. */
export type WrittenFormat = 'CSV' | 'XLSX' | 'JSONL';

/** Text stays text (leading zeros and all), numbers are numbers, null is an empty cell. */
export type CellValue = string | number | boolean | null;

/** A list to write. */
export interface WrittenSpreadsheet {
  readonly headings: readonly string[];

  /** Batches of rows, each with a value for each heading; drawn only as fast as the file is taken. */
  readonly rows: AsyncIterable<readonly (readonly CellValue[])[]>;

  /** A workbook in Arabic is seen from right to left. */
  readonly language: 'ar' | 'en';

  /** The name of the workbook's sheet; what Excel does not allow in it is left out. */
  readonly sheetName: string;
}

/**
 * The bytes of the file, as they come about: a CSV that is safe to open (text that looks like a formula gets an
 * apostrophe before it, which reading takes away), a workbook, or a line of JSON for each row.
 */
export function writeSpreadsheet(
  format: WrittenFormat,
  spreadsheet: WrittenSpreadsheet,
): AsyncIterable<Uint8Array> {
  return WRITERS[format](spreadsheet);
}

const WRITERS = { CSV: writeCsv, XLSX: writeXlsx, JSONL: writeJsonl } satisfies Readonly<
  Record<WrittenFormat, (spreadsheet: WrittenSpreadsheet) => AsyncIterable<Uint8Array>>
>;
