import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { wholeLength } from '../csv/utf8';
import { SpreadsheetFault } from '../spreadsheet-fault';

/** Bytes without a tag between them: no cell is so long, and the parser would gather them. */
const MOST_BYTES_WITHOUT_TAG = 2 ** 20;

/** Elements within each other; those of a workbook are less than ten. */
const MOST_DEPTH = 64;

/** What is done with a part of a workbook as it is read; names come without their prefix. */
export interface XmlReading {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads XML in pieces, in bounded memory. No entities but those of XML itself: a DTD is refused. */
export class XmlReader {
  readonly #parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  #cut: Buffer = Buffer.alloc(0);
  #wide: TextDecoder | null = null;
  #isBegun = false;
  #bytesWithoutTag = 0;
  #depth = 0;

  constructor(reading: XmlReading) {
    this.#parser.on('doctype', () => {
      throw new SpreadsheetFault('BROKEN', {});
    });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#bytesWithoutTag = 0;
      this.#depth += 1;
      if (this.#depth > MOST_DEPTH) throw new SpreadsheetFault('BROKEN', {});
      reading.open(withoutPrefix(name), attributes);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#bytesWithoutTag = 0;
      this.#depth -= 1;
      reading.close?.(withoutPrefix(name));
    });
    if (reading.text !== undefined) this.#parser.on('text', (text) => reading.text?.(text));
    if (reading.text !== undefined) this.#parser.on('cdata', (text) => reading.text?.(text));
  }

  write(bytes: Buffer): void {
    this.#bytesWithoutTag += bytes.length;
    this.#parse(() => this.#parser.write(this.#decode(bytes)));
    if (this.#bytesWithoutTag > MOST_BYTES_WITHOUT_TAG) throw new SpreadsheetFault('BROKEN', {});
  }

  end(): void {
    this.#parse(() => {
      if (this.#cut.length > 0) throw new SpreadsheetFault('BROKEN', {});
      this.#parser.close();
    });
  }

  /** The parser's own words repeat what the file says, so they go no further. */
  #parse(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw error instanceof SpreadsheetFault ? error : new SpreadsheetFault('BROKEN', {});
    }
  }

  #decode(bytes: Buffer): string {
    const joined = this.#cut.length > 0 ? Buffer.concat([this.#cut, bytes]) : bytes;
    if (!this.#isBegun) {
      this.#isBegun = true;
      if (joined[0] === 0xff && joined[1] === 0xfe) this.#wide = new TextDecoder('utf-16le', { fatal: true });
      if (joined[0] === 0xfe && joined[1] === 0xff) this.#wide = new TextDecoder('utf-16be', { fatal: true });
    }
    if (this.#wide !== null) return this.#wide.decode(joined, { stream: true });
    const length = wholeLength(joined);
    const whole = joined.subarray(0, length);
    if (!isUtf8(whole)) throw new SpreadsheetFault('BROKEN', {});
    this.#cut = Buffer.from(joined.subarray(length));
    return whole.toString();
  }
}

/** Reads a small part as a whole. */
export async function readXml(
  bytes: AsyncIterable<Buffer>,
  mostBytes: number,
  reading: XmlReading,
): Promise<void> {
  const reader = new XmlReader(reading);
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > mostBytes) throw new SpreadsheetFault('BROKEN', {});
    reader.write(piece);
  }
  reader.end();
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
