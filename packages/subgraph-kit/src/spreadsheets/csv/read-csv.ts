import type { ByteSource } from '../byte-source';
import type { SpreadsheetLimits } from '../limits';
import { ListRows } from '../list-rows';
import { openRows, type ReadingSteps } from '../open-rows';
import type { OpenSpreadsheet } from '../read-spreadsheet';
import { CsvRecords } from './csv-records';
import { delimiterOf, type Delimiter } from './delimiter';
import { LetterReader } from './read-letters';

/** Opens a CSV, of which the headings are read at once. */
export async function openCsv(source: ByteSource, limits: SpreadsheetLimits): Promise<OpenSpreadsheet> {
  const letters = new LetterReader(source);
  const list = new ListRows(limits);
  const steps = readingOf(letters, list, limits);
  const { headings, rows } = await openRows(list, steps);
  return {
    format: 'CSV',
    headings,
    rows,
    get encoding() {
      return letters.encoding;
    },
    bytesRead: () => source.bytesRead,
    async close() {
      await steps.return();
      await source.close();
    },
  };
}

async function* readingOf(letters: LetterReader, list: ListRows, limits: SpreadsheetLimits): ReadingSteps {
  const pieces = letters.pieces();
  try {
    const { text, delimiter } = await firstLine(pieces, limits);
    const records = new CsvRecords(delimiter, list, limits);
    await records.write(text);
    yield;
    for await (const piece of pieces) {
      await records.write(piece);
      yield;
    }
    await records.end();
  } finally {
    await pieces.return();
  }
}

/** What comes first, up to where the delimiter can be told. */
async function firstLine(
  pieces: AsyncGenerator<Buffer, void, undefined>,
  limits: SpreadsheetLimits,
): Promise<{ text: Buffer; delimiter: Delimiter }> {
  const held: Buffer[] = [];
  let bytes = 0;
  let tried = 0;
  for (;;) {
    const { done, value } = await pieces.next();
    if (done !== true && value.length > 0) {
      held.push(value);
      bytes += value.length;
    }
    // Each attempt on twice as much, so that small pieces do not cost their square.
    if (done !== true && bytes < tried * 2) continue;
    tried = bytes;
    const text = Buffer.concat(held);
    const delimiter = delimiterOf(text.toString(), done === true || bytes > limits.recordBytes);
    if (delimiter !== null) return { text, delimiter };
  }
}
