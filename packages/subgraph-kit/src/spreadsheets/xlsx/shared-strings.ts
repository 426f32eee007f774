import { LRUCache } from 'lru-cache';
import { cleanText } from '../clean-text';
import type { SpreadsheetLimits } from '../limits';
import { SpreadsheetFault } from '../spreadsheet-fault';
import { unescaped, withRun } from './cell-text';
import { TemporaryFile } from './temporary-file';
import { XmlReader } from './xml-reader';
import type { ZipParts } from './zip-parts';

const BLOCK_STRINGS = 64;

/** UTF-16 units of the strings at hand. */
const CACHED_CHARACTERS = 8 * 2 ** 20;

/** Stands between strings in a block; no text of a workbook has it. */
const BETWEEN = '\0';

const WRITTEN_AT_ONCE_BYTES = 256 * 1024;

/**
 * The texts that cells of a workbook name by number, millions of them perhaps: kept in a temporary file in blocks, of
 * which the last used are at hand. Excel numbers texts as they first occur, so the same blocks are used for long.
 */
export class SharedStrings {
  readonly #file: TemporaryFile;
  readonly #limits: SpreadsheetLimits;
  /** Where each block begins, and last where the next one will. */
  readonly #starts: number[] = [0];
  readonly #cache = new LRUCache<number, readonly string[]>({
    maxSize: CACHED_CHARACTERS,
    maxEntrySize: Number.MAX_SAFE_INTEGER,
    sizeCalculation: (block) => block.reduce((sum, text) => sum + text.length + 8, 1),
  });
  #open: string[] = [];
  #written: Buffer[] = [];
  #writtenBytes = 0;

  private constructor(file: TemporaryFile, limits: SpreadsheetLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  static async read(parts: ZipParts, part: string | null, limits: SpreadsheetLimits): Promise<SharedStrings> {
    const strings = new SharedStrings(await TemporaryFile.create(), limits);
    try {
      if (part !== null) await strings.#fill(parts.read(part));
    } catch (error) {
      await strings.close();
      throw error;
    }
    return strings;
  }

  /** The text of this number, clean; undefined when there is none. */
  get(index: number): string | undefined {
    const block = Math.floor(index / BLOCK_STRINGS);
    const start = this.#starts[block];
    const end = this.#starts[block + 1];
    if (start === undefined || end === undefined) return undefined;
    let texts = this.#cache.get(block);
    if (texts === undefined) {
      texts = this.#file
        .readNow(start, end - start)
        .toString()
        .split(BETWEEN);
      this.#cache.set(block, texts);
    }
    return texts[index % BLOCK_STRINGS];
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #fill(bytes: AsyncIterable<Buffer>): Promise<void> {
    const reader = new XmlReader(
      new StringItems((text) => {
        this.#add(text);
      }),
    );
    for await (const piece of bytes) reader.write(piece);
    reader.end();
    if (this.#open.length > 0) this.#endBlock();
    this.#flush();
  }

  #add(text: string): void {
    if (text.length > this.#limits.cellCharacters) {
      throw new SpreadsheetFault('CELL_TOO_LONG', { most: this.#limits.cellCharacters });
    }
    this.#open.push(cleanText(unescaped(text)));
    if (this.#open.length === BLOCK_STRINGS) this.#endBlock();
  }

  #endBlock(): void {
    const bytes = Buffer.from(this.#open.join(BETWEEN));
    this.#open = [];
    this.#starts.push((this.#starts.at(-1) ?? 0) + bytes.length);
    this.#written.push(bytes);
    this.#writtenBytes += bytes.length;
    if (this.#writtenBytes >= WRITTEN_AT_ONCE_BYTES) this.#flush();
  }

  #flush(): void {
    this.#file.appendNow(Buffer.concat(this.#written));
    this.#written = [];
    this.#writtenBytes = 0;
  }
}

/** The strings of the part: each the sum of its runs, without the reading aids of East Asian texts. */
class StringItems {
  #text = '';
  #isText = false;
  #aids = 0;

  constructor(readonly found: (text: string) => void) {}

  open(name: string): void {
    if (name === 'si') this.#text = '';
    if (name === 'rPh') this.#aids += 1;
    this.#isText = name === 't' && this.#aids === 0;
  }

  text(text: string): void {
    if (this.#isText) this.#text = withRun(this.#text, text);
  }

  close(name: string): void {
    this.#isText = false;
    if (name === 'rPh') this.#aids -= 1;
    if (name === 'si') this.found(this.#text);
  }
}
