import { cleanText } from '../clean-text';
import { FORMULA_MARK } from '../formula-cell';
import type { ListRows } from '../list-rows';
import { SpreadsheetFault } from '../spreadsheet-fault';
import { unescaped, withRun } from './cell-text';
import type { Moment } from './number-format';
import { momentText, numberText } from './number-text';
import type { SharedStrings } from './shared-strings';

/** Columns of the widest sheet that Excel knows. */
const MOST_COLUMNS = 16_384;

const MOST_ROWS = 1_048_576;

/** What cells need beside their own words. */
export interface SheetSurroundings {
  readonly strings: SharedStrings;
  readonly moments: readonly Moment[];
  readonly isFrom1904: boolean;
}

/** Makes the elements of a sheet into rows of the list. Hidden and merged cells are read as what they hold. */
export class SheetReading {
  #line = 0;
  #cells: string[] = [];
  #column = -1;
  #type = 'n';
  #style = 0;
  #isFormula = false;
  #isCell = false;
  #collects = false;
  #aids = 0;
  #value = '';
  #isDone = false;

  constructor(
    readonly list: ListRows,
    readonly surroundings: SheetSurroundings,
  ) {}

  /** Whether all rows were seen; what follows in the part is of no interest. */
  get isDone(): boolean {
    return this.#isDone;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'f') this.#isFormula = this.#isCell;
    else if (name === 'rPh') this.#aids += 1;
    this.#collects = this.#isCell && this.#aids === 0 && (name === 'v' || name === 't');
  }

  text(text: string): void {
    if (this.#collects) this.#value = withRun(this.#value, text);
  }

  close(name: string): void {
    this.#collects = false;
    if (name === 'c') this.#closeCell();
    else if (name === 'row') this.list.add(this.#line, this.#cells);
    else if (name === 'rPh') this.#aids -= 1;
    else if (name === 'sheetData') this.#isDone = true;
  }

  #openRow(r: string | undefined): void {
    const line = r === undefined ? this.#line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.#line || line > MOST_ROWS) throw this.#broken();
    this.#line = line;
    this.#cells = [];
    this.#column = -1;
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r);
    if (column <= this.#column || column >= MOST_COLUMNS) throw this.#broken();
    this.#column = column;
    this.#type = t;
    this.#style = Number(s);
    this.#isFormula = false;
    this.#isCell = true;
    this.#value = '';
  }

  #closeCell(): void {
    this.#isCell = false;
    const text = this.#text();
    if (text === '' && !this.#isFormula) return;
    this.list.checkCell(this.#line, this.#column, text);
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells.push(this.#isFormula ? FORMULA_MARK + text : text);
  }

  #text(): string {
    const value = this.#value;
    if (value === '') return '';
    switch (this.#type) {
      case 's': {
        const shared = this.surroundings.strings.get(Number(value));
        if (shared === undefined) throw this.#broken();
        return shared;
      }
      case 'n':
        return this.#number(value);
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
      // Texts of their own, results of formulas, and errors such as #N/A, which no column takes.
      default:
        return cleanText(unescaped(value));
    }
  }

  #number(value: string): string {
    const moment = this.surroundings.moments[this.#style] ?? null;
    return moment === null ? numberText(value) : momentText(value, moment, this.surroundings.isFrom1904);
  }

  #broken(): SpreadsheetFault {
    return new SpreadsheetFault('BROKEN', { line: Math.max(this.#line, 1) });
  }
}

/** The column, from 0, of a cell's name: 27 of 'AB12'; -1 when it names none. */
function columnOf(name: string): number {
  let column = 0;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
    if (column > MOST_COLUMNS) return MOST_COLUMNS;
  }
  return column - 1;
}
