import type { SpreadsheetLimits } from './limits';
import { SpreadsheetFault } from './spreadsheet-fault';

const PIECE_BYTES = 64 * 1024;

/** The bytes of a file as they arrive: counted, bounded, in small pieces, and with a look at the first of them. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #limits: SpreadsheetLimits;
  #held: Buffer[] = [];
  #bytesRead = 0;

  constructor(source: AsyncIterable<Uint8Array>, limits: SpreadsheetLimits) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#limits = limits;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** The first bytes, which stay to be read; fewer when the file is shorter. */
  async peek(length: number): Promise<Buffer> {
    let bytes = Buffer.concat(this.#held);
    while (bytes.length < length) {
      const chunk = await this.#next();
      if (chunk === null) break;
      this.#held.push(chunk);
      bytes = Buffer.concat([bytes, chunk]);
    }
    return bytes.subarray(0, length);
  }

  /** All bytes, in pieces small enough to be worked on at once. */
  async *pieces(): AsyncGenerator<Buffer, void, undefined> {
    const held = this.#held;
    this.#held = [];
    for (const chunk of held) yield* inPieces(chunk);
    for (let chunk = await this.#next(); chunk !== null; chunk = await this.#next()) yield* inPieces(chunk);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<Buffer | null> {
    const next = await this.#chunks.next();
    if (next.done === true) return null;
    const { value } = next;
    this.#bytesRead += value.byteLength;
    if (this.#bytesRead > this.#limits.bytes) {
      throw new SpreadsheetFault('TOO_LARGE', { megabytes: Math.floor(this.#limits.bytes / 2 ** 20) });
    }
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}

function* inPieces(chunk: Buffer): Generator<Buffer, void, undefined> {
  for (let start = 0; start < chunk.length; start += PIECE_BYTES)
    yield chunk.subarray(start, start + PIECE_BYTES);
}
