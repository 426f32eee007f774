import { SpreadsheetFault } from '../spreadsheet-fault';

/** Text of a workbook writes letters that XML cannot hold as _x000D_; what looks so by chance is written _x005F_x000D_. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => {
    const letter = String.fromCharCode(Number.parseInt(code, 16));
    return letter === '\0' ? '' : letter;
  });
}

/** No cell is longer, even with each of its letters escaped. */
const MOST_CHARACTERS = 8 * 32_768;

/** Adds a run to the text of a cell, which may have them without number. */
export function withRun(text: string, run: string): string {
  if (text.length + run.length > MOST_CHARACTERS)
    throw new SpreadsheetFault('CELL_TOO_LONG', { most: 32_767 });
  return text + run;
}
