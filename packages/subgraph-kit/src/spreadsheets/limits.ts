const MEBIBYTE = 2 ** 20;

/** How much of a file is read before it is refused. */
export interface SpreadsheetLimits {
  /** Bytes of the file as it is sent. */
  readonly bytes: number;
  /** Bytes of all parts of a workbook that are read, once unpacked; and UTF-16 units of all cells together. */
  readonly unpackedBytes: number;
  /** How many times larger than packed a part of a workbook may be; told once it is past `ratioFromBytes`. */
  readonly ratio: number;
  /** Unpacked bytes up to which any ratio is harmless. */
  readonly ratioFromBytes: number;
  /** Files within the workbook: sheets, pictures, settings. */
  readonly parts: number;
  /** Rows that hold something, the headings not counted. */
  readonly rows: number;
  readonly columns: number;
  /** UTF-16 units of one cell; Excel's own limit. */
  readonly cellCharacters: number;
  /** Bytes of one row of a CSV; what an unclosed quotation mark may swallow. */
  readonly recordBytes: number;
}

export const SPREADSHEET_LIMITS: SpreadsheetLimits = {
  bytes: 512 * MEBIBYTE,
  unpackedBytes: 4096 * MEBIBYTE,
  ratio: 150,
  ratioFromBytes: 64 * MEBIBYTE,
  parts: 2_000,
  rows: 1_000_000,
  columns: 300,
  cellCharacters: 32_767,
  recordBytes: MEBIBYTE / 4,
};
