import { FORMULA_MARK, shownText } from '../formula-cell';
import { SpreadsheetFault } from '../spreadsheet-fault';
import type { CellValue } from '../write-spreadsheet';

/** Excel's own limits of a cell and of a sheet. */
const CELL_CHARACTERS = 32_767;
export const SHEET_ROWS = 1_048_576;

/** Where the styles stand in the workbook's list of them. */
export const TEXT_STYLE = 1;
export const HEADING_STYLE = 2;

/** What XML, or the text of a workbook, cannot hold as it is. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const TO_ESCAPE = /[&<>"\x00-\x08\x0b-\x1f\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)/;
const ALL_TO_ESCAPE = new RegExp(`\\r\\n?|${TO_ESCAPE.source}`, 'g');

/** Text as it stands in XML; letters that it cannot hold are left out. */
export function xmlText(text: string): string {
  if (!TO_ESCAPE.test(text)) return text;
  return text.replace(ALL_TO_ESCAPE, (found) => {
    if (found.startsWith('\r')) return '\n';
    return found === '_x' ? '_x005F_x' : (ESCAPES[found] ?? '');
  });
}

/** 'A' for 0, 'AB' for 27. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** Writes rows as elements of a sheet. All text is text, whatever it begins with, and keeps its leading zeros. */
export class RowXml {
  readonly #columns: readonly string[];

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, (_, column) => columnName(column));
  }

  row(line: number, values: readonly CellValue[], style = TEXT_STYLE): string {
    let cells = '';
    for (let column = 0; column < this.#columns.length; column += 1) {
      const value = values[column];
      const name = `<c r="${this.#columns[column]}${line}"`;
      if (typeof value === 'string') cells += textCell(name, value, style, line);
      else if (typeof value === 'number' && Number.isFinite(value)) cells += `${name}><v>${value}</v></c>`;
      else if (typeof value === 'boolean') cells += `${name} t="b"><v>${value ? 1 : 0}</v></c>`;
    }
    return `<row r="${line}">${cells}</row>`;
  }
}

function textCell(name: string, value: string, style: number, line: number): string {
  if (value === '') return '';
  if (value.length > CELL_CHARACTERS)
    throw new SpreadsheetFault('CELL_TOO_LONG', { most: CELL_CHARACTERS, line });
  const text = value.startsWith(FORMULA_MARK) ? shownText(value) : value;
  const space = text.trim() === text ? '' : ' xml:space="preserve"';
  return `${name} s="${style}" t="inlineStr"><is><t${space}>${xmlText(text)}</t></is></c>`;
}
