import type { BodyText } from './body-text';
import { HEADER_LINE } from './response-head';
import { WireFault } from './wire-fault';

const LINE_FEED = 10;
const LONGEST_LINE = 1_024;
const MOST_TRAILERS = 32;
/** RFC 9112, 7.1: a size, and extensions that nobody uses and nobody reads. */
const SIZE_LINE = /^([0-9a-fA-F]{1,8})(?:[\t ]*;[\t\x20-\x7e\x80-\xff]*)?$/;

/** Reads a body in chunks, in whatever pieces it comes, up to the end of its trailers. */
export class ChunkedBody {
  #expects: 'size' | 'data' | 'end of data' | 'trailer' | 'nothing' = 'size';
  /** Bytes of the present chunk that are still to come. */
  #missing = 0;
  /** The beginning of a line whose end has not come. */
  #partOfLine = '';
  #trailers = 0;

  constructor(private readonly body: BodyText) {}

  get isWhole(): boolean {
    return this.#expects === 'nothing';
  }

  /** Moves what is body into the body's text; gives where it stopped. Throws a WireFault for what is not chunked. */
  read(bytes: Buffer, start: number, end: number): number {
    let at = start;
    while (at < end && !this.isWhole) {
      at = this.#expects === 'data' ? this.#readData(bytes, at, end) : this.#readLine(bytes, at, end);
    }
    return at;
  }

  #readData(bytes: Buffer, start: number, end: number): number {
    const stop = Math.min(end, start + this.#missing);
    this.body.add(bytes, start, stop);
    this.#missing -= stop - start;
    if (this.#missing === 0) this.#expects = 'end of data';
    return stop;
  }

  #readLine(bytes: Buffer, start: number, end: number): number {
    const found = bytes.indexOf(LINE_FEED, start);
    const isThere = found !== -1 && found < end;
    const stop = isThere ? found : end;
    if (this.#partOfLine.length + stop - start > LONGEST_LINE) throw new WireFault('CHUNK_INVALID');
    const line = this.#partOfLine + bytes.toString('latin1', start, stop);
    if (!isThere) {
      this.#partOfLine = line;
      return end;
    }
    this.#partOfLine = '';
    if (!line.endsWith('\r')) throw new WireFault('CHUNK_INVALID');
    this.#take(line.slice(0, -1));
    return found + 1;
  }

  #take(line: string): void {
    if (this.#expects === 'size') {
      const digits = SIZE_LINE.exec(line)?.[1];
      if (digits === undefined) throw new WireFault('CHUNK_INVALID');
      this.#missing = parseInt(digits, 16);
      // Refused before its bytes are read.
      this.body.announce(this.body.length + this.#missing);
      this.#expects = this.#missing === 0 ? 'trailer' : 'data';
    } else if (this.#expects === 'end of data') {
      if (line !== '') throw new WireFault('CHUNK_INVALID');
      this.#expects = 'size';
    } else if (line === '') {
      this.#expects = 'nothing';
    } else {
      this.#trailers += 1;
      // Trailers are checked and left: nothing that matters may come after the body.
      if (this.#trailers > MOST_TRAILERS || !HEADER_LINE.test(line)) throw new WireFault('CHUNK_INVALID');
    }
  }
}
