import type { ByteSource } from '../byte-source';
import type { SpreadsheetLimits } from '../limits';
import { ListRows } from '../list-rows';
import { openRows, type ReadingSteps } from '../open-rows';
import type { OpenSpreadsheet } from '../read-spreadsheet';
import { momentsByStyle } from './number-format';
import { SharedStrings } from './shared-strings';
import { SheetReading } from './sheet-reading';
import { TemporaryFile } from './temporary-file';
import { findWorkbook } from './workbook';
import { XmlReader } from './xml-reader';
import { ZipParts } from './zip-parts';

/** Opens a workbook. It is kept in a temporary file first, for a zip is read from its end. */
export async function openXlsx(source: ByteSource, limits: SpreadsheetLimits): Promise<OpenSpreadsheet> {
  const kept: { close(): Promise<unknown> }[] = [source];
  const close = async (): Promise<void> => {
    for (const each of kept.splice(0).reverse()) await each.close();
  };
  try {
    const file = await TemporaryFile.create();
    kept.push(file);
    for await (const piece of source.pieces()) await file.append(piece);
    const parts = await ZipParts.open(file, limits);
    const workbook = await findWorkbook(parts);
    const moments = await momentsByStyle(parts, workbook.styles);
    const strings = await SharedStrings.read(parts, workbook.sharedStrings, limits);
    kept.push(strings);

    const surroundings = { strings, moments, isFrom1904: workbook.isFrom1904 };
    const list = new ListRows(limits);
    const sheet = new SheetPart(parts, workbook.sheet, new SheetReading(list, surroundings));
    const steps = sheet.steps();
    kept.push({ close: () => steps.return() });
    return {
      format: 'XLSX',
      encoding: null,
      ...(await openRows(list, steps)),
      bytesRead: () => Math.floor(source.bytesRead * sheet.shareRead),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The part of the workbook that holds the rows. */
class SheetPart {
  #bytesRead = 0;

  constructor(
    readonly parts: ZipParts,
    readonly name: string,
    readonly reading: SheetReading,
  ) {}

  /** How much of it is read, from 0 to 1. */
  get shareRead(): number {
    const whole = this.parts.claimedBytes(this.name);
    return whole > 0 ? Math.min(1, this.#bytesRead / whole) : 0;
  }

  async *steps(): ReadingSteps {
    const reader = new XmlReader(this.reading);
    for await (const piece of this.parts.read(this.name)) {
      this.#bytesRead += piece.length;
      // What comes after the rows is unpacked all the same: only its end proves that nothing was damaged.
      if (!this.reading.isDone) reader.write(piece);
      yield;
    }
    if (!this.reading.isDone) reader.end();
  }
}
