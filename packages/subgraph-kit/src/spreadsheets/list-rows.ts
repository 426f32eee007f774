import { isFormulaCell } from './formula-cell';
import type { SpreadsheetLimits } from './limits';
import type { SpreadsheetRow } from './read-spreadsheet';
import { SpreadsheetFault } from './spreadsheet-fault';

const BATCH_ROWS = 512;

/** UTF-16 units; a workbook may name one long text in each of its cells. */
const BATCH_CHARACTERS = 2 ** 20;

/** Makes rows of a file into headings and batches of rows below them, within the limits. */
export class ListRows {
  readonly #limits: SpreadsheetLimits;
  #headings: readonly string[] | null = null;
  readonly #full: (readonly SpreadsheetRow[])[] = [];
  #batch: SpreadsheetRow[] = [];
  #batchCharacters = 0;
  #characters = 0;
  #rows = 0;

  constructor(limits: SpreadsheetLimits) {
    this.#limits = limits;
  }

  /** Null until the first row that holds something. */
  get headings(): readonly string[] | null {
    return this.#headings;
  }

  /** Takes a row as it stands in the file, its cells clean; it keeps the array. */
  add(line: number, cells: string[]): void {
    let width = cells.length;
    while (width > 0 && cells[width - 1] === '') width -= 1;
    if (width === 0) return;
    const characters = this.#checked(line, cells, width);
    if (this.#headings === null) {
      if (cells.some(isFormulaCell)) throw new SpreadsheetFault('FORMULA', { line });
      this.#headings = cells.slice(0, width);
      return;
    }
    this.#rows += 1;
    if (this.#rows > this.#limits.rows) {
      throw new SpreadsheetFault('TOO_MANY_ROWS', { most: this.#limits.rows, line });
    }
    const wanted = Math.max(width, this.#headings.length);
    if (cells.length > wanted) cells.length = wanted;
    while (cells.length < wanted) cells.push('');
    this.#batch.push({ line, cells });
    this.#batchCharacters += characters;
    if (this.#batch.length >= BATCH_ROWS || this.#batchCharacters >= BATCH_CHARACTERS) this.#endBatch();
  }

  /** Hands over the next batch that is full. */
  takeFull(): readonly SpreadsheetRow[] | undefined {
    return this.#full.shift();
  }

  /** Hands over the rows of the batch that is not full. */
  takeRest(): readonly SpreadsheetRow[] {
    this.#endBatch();
    return this.#full.pop() ?? [];
  }

  /** Refuses what cannot be a cell of this list, before it is kept. */
  checkCell(line: number, column: number, text: string): void {
    const { columns, cellCharacters } = this.#limits;
    if (column >= columns) throw new SpreadsheetFault('TOO_MANY_COLUMNS', { most: columns, line });
    if (text.length > cellCharacters) {
      throw new SpreadsheetFault('CELL_TOO_LONG', { most: cellCharacters, line, column: column + 1 });
    }
  }

  #endBatch(): void {
    this.#full.push(this.#batch);
    this.#batch = [];
    this.#batchCharacters = 0;
  }

  /** The characters of the row. All rows together are bounded too, for texts that are named again and again. */
  #checked(line: number, cells: readonly string[], width: number): number {
    let characters = 0;
    for (let column = 0; column < width; column += 1) {
      const text = cells[column] ?? '';
      characters += text.length;
      if (text !== '') this.checkCell(line, column, text);
    }
    this.#characters += characters;
    if (this.#characters > this.#limits.unpackedBytes) {
      throw new SpreadsheetFault('TOO_LARGE', {
        megabytes: Math.floor(this.#limits.unpackedBytes / 2 ** 20),
        line,
      });
    }
    return characters;
  }
}
