import { Readable, pipeline } from 'node:stream';
import { constants, crc32, createDeflateRaw } from 'node:zlib';
import { SpreadsheetFault } from '../spreadsheet-fault';

/** Beyond it a zip needs another form, which not every program reads. */
const MOST_BYTES = 0xffff_ffff;

/** Sizes come after the content (bit 3); names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;

/** 1 January 1980: the file tells nothing of when it was made, and is the same for the same rows. */
const DATE = 0x0021;

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly check: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** Writes a zip part after part, as its bytes are taken; nothing is gathered but the table at its end. */
export class ZipWriter {
  readonly #parts: Written[] = [];
  #offset = 0;

  /** The bytes of one part. */
  async *part(
    path: string,
    content: AsyncIterable<string> | Iterable<string>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const name = Buffer.from(path);
    const offset = this.#offset;
    let check = 0;
    let unpacked = 0;
    let packed = 0;
    async function* counted(): AsyncGenerator<Buffer, void, undefined> {
      for await (const text of content) {
        const bytes = Buffer.from(text);
        check = crc32(bytes, check);
        unpacked += bytes.length;
        yield bytes;
      }
    }
    yield this.#passed(localHeader(name));
    // Level 1 packs lists nearly as small as the levels above, at several times their speed.
    const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 });
    // A failure of either reaches who reads the deflated bytes.
    pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 1 }), deflate, () => undefined);
    for await (const bytes of deflate as AsyncIterable<Buffer>) {
      packed += bytes.length;
      yield this.#passed(bytes);
    }
    if (unpacked > MOST_BYTES || this.#offset > MOST_BYTES) {
      throw new SpreadsheetFault('TOO_LARGE', { megabytes: Math.floor(MOST_BYTES / 2 ** 20) });
    }
    yield this.#passed(figures(0x08074b50, [check, packed, unpacked]));
    this.#parts.push({ name, offset, check, packed, unpacked });
  }

  /** The table of the parts, which ends the zip. */
  end(): Uint8Array {
    const table = Buffer.concat(this.#parts.map(centralHeader));
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#parts.length, 8);
    end.writeUInt16LE(this.#parts.length, 10);
    end.writeUInt32LE(table.length, 12);
    end.writeUInt32LE(this.#offset, 16);
    return Buffer.concat([table, end]);
  }

  #passed(bytes: Uint8Array): Uint8Array {
    this.#offset += bytes.length;
    return bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader({ name, offset, check, packed, unpacked }: Written): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATED, 10);
  header.writeUInt16LE(DATE, 14);
  figures(check, [packed, unpacked]).copy(header, 16);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function figures(first: number, rest: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * rest.length);
  [first, ...rest].forEach((figure, index) => bytes.writeUInt32LE(figure, index * 4));
  return bytes;
}
