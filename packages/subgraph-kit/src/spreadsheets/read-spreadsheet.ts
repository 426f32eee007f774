import { ByteSource } from './byte-source';
import { openCsv } from './csv/read-csv';
import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from './limits';
import { SIGNATURE_BYTES, signatureOf } from './signatures';
import { SpreadsheetFault } from './spreadsheet-fault';
import { openXlsx } from './xlsx/read-xlsx';

/** What a file turned out to be, told by its bytes and never by its name. */
export type SpreadsheetFormat = 'CSV' | 'XLSX';

/** How the letters of a CSV are written. */
export type SpreadsheetEncoding = 'UTF-8' | 'UTF-16' | 'WINDOWS-1256';

/** A row that holds something. */
export interface SpreadsheetRow {
  /** The row as a person sees it in the file, from 1: of a CSV, the line on which the row begins. */
  readonly line: number;

  /**
   * As many texts as there are headings, '' where the row has none; more only where the row holds something beyond
   * the last heading. Trimmed, in NFC. Numbers in full digits, days as YYYY-MM-DD, TRUE or FALSE. A formula of a
   * workbook is marked (`isFormulaCell`), and the row has to be refused.
   */
  readonly cells: readonly string[];
}

/** A list that is being read. */
export interface OpenSpreadsheet {
  readonly format: SpreadsheetFormat;

  /**
   * Of a CSV; null for a workbook. For certain only after the rows are read: until the first letter beyond ASCII
   * it is told as UTF-8.
   */
  readonly encoding: SpreadsheetEncoding | null;

  /** The texts of the first row that holds something, to the last that is not empty. */
  readonly headings: readonly string[];

  /** The rows below the headings in batches, rows that hold nothing left out. Can be read once; throws `SpreadsheetFault`. */
  readonly rows: AsyncIterable<readonly SpreadsheetRow[]>;

  /** How much of the source is read, in its bytes, for progress. A workbook is kept first, and counts as its rows are read. */
  bytesRead(): number;

  /** Lets go of the source and of everything kept; always call it, also after a fault. */
  close(): Promise<void>;
}

/**
 * Opens a list: a CSV (UTF-8, UTF-16 with BOM, Windows-1256; comma, semicolon or tab) or a workbook of Excel, of which
 * the first visible sheet is read. Memory stays bounded whatever the file holds. Throws `SpreadsheetFault`.
 */
export async function openSpreadsheet(
  source: AsyncIterable<Uint8Array>,
  limits: Partial<SpreadsheetLimits> = {},
): Promise<OpenSpreadsheet> {
  const bounds = { ...SPREADSHEET_LIMITS, ...limits };
  const bytes = new ByteSource(source, bounds);
  try {
    return await openBySignature(bytes, bounds);
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

async function openBySignature(bytes: ByteSource, limits: SpreadsheetLimits): Promise<OpenSpreadsheet> {
  const signature = signatureOf(await bytes.peek(SIGNATURE_BYTES));
  switch (signature) {
    case 'ZIP':
      return openXlsx(bytes, limits);
    case 'TEXT':
      return openCsv(bytes, limits);
    case 'EMPTY':
      throw new SpreadsheetFault('EMPTY', {});
    case 'OLE':
      throw new SpreadsheetFault((await isEncryptedWorkbook(bytes)) ? 'ENCRYPTED' : 'NOT_A_SPREADSHEET', {});
    case 'OTHER':
      throw new SpreadsheetFault('NOT_A_SPREADSHEET', {});
  }
}

/** An encrypted workbook is an OLE file with a stream of this name. */
async function isEncryptedWorkbook(bytes: ByteSource): Promise<boolean> {
  const name = Buffer.from('EncryptedPackage', 'utf16le');
  let before = Buffer.alloc(0);
  for await (const piece of bytes.pieces()) {
    const joined = Buffer.concat([before, piece]);
    if (joined.includes(name)) return true;
    before = Buffer.from(joined.subarray(-name.length));
  }
  return false;
}
