import { CsvError, Parser } from 'csv-parse';
import { cleanText } from '../clean-text';
import type { SpreadsheetLimits } from '../limits';
import type { ListRows } from '../list-rows';
import { SpreadsheetFault } from '../spreadsheet-fault';
import type { Delimiter } from './delimiter';
import { unguarded } from './formula-guard';

/** The records of a CSV, each within its bounds, as rows of the list. */
export class CsvRecords {
  readonly #parser: RecordParser;
  readonly #list: ListRows;
  readonly #limits: SpreadsheetLimits;
  #bytesWritten = 0;
  #endOfRecord = 0;
  #lastLine = 0;

  constructor(delimiter: Delimiter, list: ListRows, limits: SpreadsheetLimits) {
    this.#list = list;
    this.#limits = limits;
    this.#parser = new RecordParser(delimiter, (cells) => {
      this.#add(cells);
    });
  }

  async write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    await this.#told((done) => this.#parser.write(bytes, done));
    this.#bytesWritten += bytes.length;
    this.#checkLength(this.#bytesWritten);
  }

  async end(): Promise<void> {
    await this.#told((done) => this.#parser.end(done));
  }

  #add(cells: string[]): void {
    const { lines, bytes } = this.#parser.info;
    this.#checkLength(bytes);
    this.#endOfRecord = bytes;
    let line = lines;
    if (line > this.#lastLine + 1) line -= lineEndsIn(cells);
    this.#lastLine = lines;
    for (let at = 0; at < cells.length; at += 1) cells[at] = unguarded(cleanText(cells[at] ?? ''));
    this.#list.add(line, cells);
  }

  /** A quotation mark that is never closed, or a line without end, must not gather the file in memory. */
  #checkLength(end: number): void {
    if (end - this.#endOfRecord <= this.#limits.recordBytes) return;
    throw new SpreadsheetFault('CELL_TOO_LONG', {
      most: this.#limits.cellCharacters,
      line: this.#lastLine + 1,
    });
  }

  /** The parser's own words repeat what the file says, so they go no further. */
  async #told(step: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        step((error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      throw error instanceof CsvError ? new SpreadsheetFault('BROKEN', { line: this.#lastLine + 1 }) : error;
    }
  }
}

/** Hands each record over as it is found; the way through the stream's queue would cost as much as the parsing. */
class RecordParser extends Parser {
  readonly #found: (cells: string[]) => void;

  constructor(delimiter: Delimiter, found: (cells: string[]) => void) {
    super({
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      // Records are bounded by all of their bytes; csv-parse would count those of its cells only.
      max_record_size: 0,
    });
    this.#found = found;
    // What fails is told to who writes.
    this.on('error', () => undefined);
    this.resume();
  }

  override push(record: string[] | null): boolean {
    if (record === null) return super.push(null);
    this.#found(record);
    // For each record that is wider or narrower than the first the parser makes an error, stack and all, even where
    // it is told to bear with them: a hundred times the work of reading it. So each record is the first.
    (this.info as { records: number }).records = 0;
    return true;
  }
}

function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((ends, cell) => ends + cell.split('\n').length - 1, 0);
}
