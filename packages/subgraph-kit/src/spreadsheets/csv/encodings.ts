import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { SpreadsheetFault } from '../spreadsheet-fault';
import { LineEnds } from './line-ends';
import type { Lines } from './lines';
import { firstWrongByte, wholeLength } from './utf8';
import { Windows1256Evidence } from './windows-1256';

/** Makes bytes of one encoding into UTF-8 of whole letters; what is wrong is refused with its line. */
export interface Letters {
  write(bytes: Buffer): Buffer;
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);

/** UTF-8 to the last byte. */
export class Utf8Letters implements Letters {
  #cut = NOTHING;

  constructor(readonly lines: Lines) {}

  write(bytes: Buffer): Buffer {
    const joined = this.#cut.length > 0 ? Buffer.concat([this.#cut, bytes]) : bytes;
    const length = wholeLength(joined);
    const whole = joined.subarray(0, length);
    if (!isUtf8(whole)) throw unreadable(this.lines.at(whole, firstWrongByte(whole)));
    // A copy: the piece may be the source's own memory.
    this.#cut = Buffer.from(joined.subarray(length));
    this.lines.pass(whole);
    return whole;
  }

  end(): Buffer {
    if (this.#cut.length > 0) throw unreadable(this.lines.at(this.#cut, 0));
    return NOTHING;
  }
}

/** Windows-1256, as Excel in Arabic writes "CSV". */
export class Windows1256Letters implements Letters {
  readonly #decoder = new TextDecoder('windows-1256');
  readonly #evidence = new Windows1256Evidence();

  constructor(readonly lines: Lines) {}

  write(bytes: Buffer): Buffer {
    const given = this.#evidence.read(bytes);
    if (given !== -1) throw unreadable(this.lines.at(bytes, given));
    this.lines.pass(bytes);
    return Buffer.from(this.#decoder.decode(bytes));
  }

  end(): Buffer {
    if (!this.#evidence.makesSense) throw unreadable(this.lines.at(NOTHING, 0));
    return NOTHING;
  }
}

/** UTF-16 that begins with its byte order mark, as Excel's "Unicode text". */
export class Utf16Letters implements Letters {
  readonly #decoder: TextDecoder;
  readonly #lineEnds = new LineEnds();

  constructor(
    order: 'utf-16le' | 'utf-16be',
    readonly lines: Lines,
  ) {
    this.#decoder = new TextDecoder(order, { fatal: true });
  }

  write(bytes: Buffer): Buffer {
    return this.#told(this.#lineEnds.write(this.#decode(bytes)));
  }

  end(): Buffer {
    return this.#told(this.#lineEnds.write(this.#decode()) + this.#lineEnds.end());
  }

  #decode(bytes?: Buffer): string {
    try {
      return this.#decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw unreadable(this.lines.at(NOTHING, 0));
    }
  }

  #told(text: string): Buffer {
    const bytes = Buffer.from(text);
    refuseNul(bytes, this.lines);
    this.lines.pass(bytes);
    return bytes;
  }
}

/** NUL stands in no list, and databases do not take it. */
export function refuseNul(bytes: Buffer, lines: Lines): void {
  const at = bytes.indexOf(0);
  if (at !== -1) throw new SpreadsheetFault('NUL_BYTES', { line: lines.at(bytes, at) });
}

function unreadable(line: number): SpreadsheetFault {
  return new SpreadsheetFault('ENCODING_UNKNOWN', { line });
}
