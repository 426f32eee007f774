import type { SpreadsheetLimits } from './limits';
import { openSpreadsheet, type SpreadsheetEncoding, type SpreadsheetRow } from './read-spreadsheet';
import { SpreadsheetFault } from './spreadsheet-fault';
import { ZipWriter } from './xlsx/zip-writer';

/** A source that gives the bytes in pieces. */
export async function* inPieces(
  bytes: Uint8Array,
  size = 64 * 1024,
): AsyncGenerator<Uint8Array, void, undefined> {
  await Promise.resolve();
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A list as it was read. */
export interface ReadList {
  readonly format: string;
  readonly encoding: SpreadsheetEncoding | null;
  readonly headings: readonly string[];
  readonly rows: readonly SpreadsheetRow[];
}

/** Reads a whole file. */
export async function readList(
  file: Uint8Array | AsyncIterable<Uint8Array>,
  limits: Partial<SpreadsheetLimits> = {},
): Promise<ReadList> {
  const source = file instanceof Uint8Array ? inPieces(file) : file;
  const list = await openSpreadsheet(source, limits);
  try {
    const rows: SpreadsheetRow[] = [];
    for await (const batch of list.rows) rows.push(...batch);
    const { format, encoding, headings } = list;
    return { format, encoding, headings, rows };
  } finally {
    await list.close();
  }
}

/** Why a file is refused, in the words of its code and facts. */
export async function faultOf(
  file: Uint8Array | AsyncIterable<Uint8Array>,
  limits: Partial<SpreadsheetLimits> = {},
): Promise<Readonly<Record<string, unknown>>> {
  try {
    await readList(file, limits);
  } catch (error) {
    if (error instanceof SpreadsheetFault) return { code: error.code, ...error.facts };
    throw error;
  }
  throw new Error('The file was read without a fault.');
}

const PARTS: Readonly<Record<string, string>> = {
  '_rels/.rels': `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="one"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships>
      <Relationship Id="one" Type="x/worksheet" Target="worksheets/one.xml"/>
      <Relationship Id="two" Type="x/worksheet" Target="/xl/worksheets/two.xml"/>
      <Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/>
      <Relationship Id="t" Type="x/styles" Target="styles.xml"/>
    </Relationships>`,
};

/** A workbook of these parts, in which those that are not given are the plainest; null leaves one out. */
export async function workbookOf(
  parts: Readonly<Record<string, string | Iterable<string> | null>>,
): Promise<Buffer> {
  const zip = new ZipWriter();
  const pieces: Uint8Array[] = [];
  for (const [path, content] of Object.entries({ ...PARTS, ...parts })) {
    if (content === null) continue;
    pieces.push(await gathered(zip.part(path, typeof content === 'string' ? [content] : content)));
  }
  pieces.push(zip.end());
  return Buffer.concat(pieces);
}

/** A workbook of one sheet with these elements as its rows. */
export async function sheetOf(
  rows: string | Iterable<string>,
  parts: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  function* sheet(): Iterable<string> {
    yield '<worksheet><sheetData>';
    yield* typeof rows === 'string' ? [rows] : rows;
    yield '</sheetData></worksheet>';
  }
  return workbookOf({ 'xl/worksheets/one.xml': sheet(), ...parts });
}

/** A row of texts. */
export function textRow(line: number, ...texts: readonly string[]): string {
  const cells = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${line}">${cells.join('')}</row>`;
}
