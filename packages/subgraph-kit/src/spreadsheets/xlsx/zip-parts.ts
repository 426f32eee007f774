import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import type { SpreadsheetLimits } from '../limits';
import { SpreadsheetFault } from '../spreadsheet-fault';
import type { TemporaryFile } from './temporary-file';

/** Names and notes of one part; those of a workbook are short. */
const HEADER_BYTES = 4096;

/** How much is unpacked at once; zlib's own measure is so small that handing it over costs more than the work. */
const PIECE_BYTES = 128 * 1024;

const STORED = 0;
const DEFLATED = 8;

/** The parts of a workbook: files in a zip. What is unpacked is counted as it comes; the zip's own figures are not trusted. */
export class ZipParts {
  readonly #zip: ZipFile;
  readonly #limits: SpreadsheetLimits;
  readonly #entries = new Map<string, Entry>();
  #unpackedBytes = 0;

  private constructor(zip: ZipFile, limits: SpreadsheetLimits) {
    this.#zip = zip;
    this.#limits = limits;
  }

  static async open(file: TemporaryFile, limits: SpreadsheetLimits): Promise<ZipParts> {
    const options = { autoClose: false, lazyEntries: true, validateEntrySizes: true };
    const zip = await orBroken(fromFdPromise(file.handle.fd, options));
    const parts = new ZipParts(zip, limits);
    await parts.#list();
    return parts;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** How large a part says it is; for progress only. */
  claimedBytes(name: string): number {
    return this.#entries.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The unpacked bytes of a part, bounded; a part that is missing is a broken workbook. */
  async *read(name: string): AsyncGenerator<Buffer, void, undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw new SpreadsheetFault('BROKEN', {});
    const stream = await this.#unpacked(entry);
    const chunks = stream.iterator() as AsyncIterableIterator<Buffer>;
    let length = 0;
    let check = 0;
    try {
      for (;;) {
        const next = await orBroken(chunks.next());
        if (next.done === true) break;
        const { value } = next;
        length += value.length;
        this.#unpackedBytes += value.length;
        this.#checkSize(length, entry);
        check = crc32(value, check);
        yield value;
      }
      if (check !== entry.crc32 || length !== entry.uncompressedSize)
        throw new SpreadsheetFault('BROKEN', {});
    } finally {
      stream.destroy();
    }
  }

  async #unpacked(entry: Entry): Promise<Readable> {
    const packed = await orBroken(this.#zip.openReadStreamPromise(entry, { decodeFileData: false }));
    if (entry.compressionMethod === STORED) return packed;
    if (entry.compressionMethod !== DEFLATED) throw new SpreadsheetFault('BROKEN', {});
    // A failure of either reaches who reads the unpacked bytes.
    return pipeline(packed, createInflateRaw({ chunkSize: PIECE_BYTES }), () => undefined);
  }

  async #list(): Promise<void> {
    if (this.#zip.entryCount > this.#limits.parts) throw new SpreadsheetFault('BROKEN', {});
    const entries = this.#zip.eachEntry();
    for (;;) {
      const next = await orBroken(entries.next());
      if (next.done === true) return;
      const entry = next.value;
      const header = entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      const name = entry.fileName.toLowerCase();
      // Two parts of one name are read differently by different programs.
      if (header > HEADER_BYTES || this.#entries.has(name)) throw new SpreadsheetFault('BROKEN', {});
      if (entry.isEncrypted()) throw new SpreadsheetFault('ENCRYPTED', {});
      this.#entries.set(name, entry);
    }
  }

  #checkSize(length: number, entry: Entry): void {
    const { unpackedBytes, ratio, ratioFromBytes } = this.#limits;
    const isBomb = length > ratioFromBytes && length > ratio * entry.compressedSize;
    if (isBomb || this.#unpackedBytes > unpackedBytes) {
      const most = isBomb ? Math.max(ratioFromBytes, ratio * entry.compressedSize) : unpackedBytes;
      throw new SpreadsheetFault('TOO_LARGE', { megabytes: Math.floor(most / 2 ** 20) });
    }
  }
}

/** Whatever the zip library cannot read is damaged; its own words may repeat what the file says. */
async function orBroken<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch {
    throw new SpreadsheetFault('BROKEN', {});
  }
}
