import { BodyText } from './body-text';
import { ChunkedBody } from './chunked-body';
import { parseHead, type ResponseHead } from './response-head';
import { WireFault } from './wire-fault';

export interface HttpResponse {
  readonly status: number;
  /** The body, read as UTF-8. */
  readonly text: string;
  /** The header of that name, as it was sent. */
  readonly retryAfter: string | null;
  /** Whether the connection can be used no more. */
  readonly isLast: boolean;
  /** How long the peer says that it keeps an idle connection; null when it does not say. */
  readonly keepAliveMs: number | null;
}

/** As much as Node's own servers and clients take. */
const LONGEST_HEAD = 16_384;
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

/** Reads responses to POST and GET, one after the other, in whatever pieces their bytes come. */
export class ResponseParser {
  readonly #body: BodyText;
  #head: ResponseHead | null = null;
  #chunks: ChunkedBody | null = null;
  /** The beginning of a head whose end has not come. */
  #partOfHead: Buffer = NOTHING;
  /** Bytes of heads so far, those of informational responses too. */
  #headBytes = 0;
  #isWhole = false;
  #hasMore = false;

  /** A body may have `maxBodyBytes`. */
  constructor(maxBodyBytes: number) {
    this.#body = new BodyText(maxBodyBytes);
  }

  /** Whether anything of a response has come. */
  get hasBegun(): boolean {
    return this.#head !== null || this.#headBytes > 0 || this.#partOfHead.length > 0;
  }

  /**
   * Reads the first `length` bytes of the buffer, which may be used again afterwards, unless this gives true: then the
   * response is whole and `take` comes first. Throws a WireFault; the connection is worth nothing after it.
   */
  read(bytes: Buffer, length: number): boolean {
    if (this.#head) return this.#readBody(this.#head, bytes, 0, length);
    if (this.#partOfHead.length === 0) return this.#readHead(bytes, 0, length);
    const joined = Buffer.concat([this.#partOfHead, bytes.subarray(0, length)]);
    this.#partOfHead = NOTHING;
    return this.#readHead(joined, 0, joined.length);
  }

  /** The peer sends no more. Throws a WireFault unless that is how the response ends. */
  end(): void {
    if (!this.#head) throw new WireFault(this.hasBegun ? 'RESPONSE_CUT_OFF' : 'CONNECTION_CLOSED');
    if (this.#head.framing !== 'until close') throw new WireFault('RESPONSE_CUT_OFF');
    this.#isWhole = true;
  }

  /** The response that is whole. After it this is ready for the next. */
  take(): HttpResponse {
    const head = this.#head;
    if (!head || !this.#isWhole) throw new Error('There is no whole response to take.');
    const { status, retryAfter, keepAliveMs } = head;
    const isLast = head.isLast || this.#hasMore;
    this.#head = null;
    this.#chunks = null;
    this.#headBytes = 0;
    this.#isWhole = false;
    this.#hasMore = false;
    return { status, text: this.#body.take(), retryAfter, isLast, keepAliveMs };
  }

  #readHead(bytes: Buffer, start: number, end: number): boolean {
    const found = bytes.indexOf(END_OF_HEAD, start);
    const isThere = found !== -1 && found + END_OF_HEAD.length <= end;
    const read = (isThere ? found : end) - start;
    if (this.#headBytes + read > LONGEST_HEAD) throw new WireFault('HEADERS_TOO_LARGE');
    if (!isThere) {
      this.#partOfHead = Buffer.from(bytes.subarray(start, end));
      return false;
    }
    this.#headBytes += read;
    const next = found + END_OF_HEAD.length;
    const head = parseHead(bytes.toString('latin1', start, found));
    // Nothing was asked that could be answered by another protocol.
    if (head.status === 101) throw new WireFault('STATUS_LINE_INVALID');
    // The real response is yet to come.
    if (head.status < 200) return next < end && this.#readHead(bytes, next, end);
    this.#head = head;
    if (head.framing === 'length') this.#body.announce(head.length);
    if (head.framing === 'chunked') this.#chunks = new ChunkedBody(this.#body);
    return this.#readBody(head, bytes, next, end);
  }

  #readBody(head: ResponseHead, bytes: Buffer, start: number, end: number): boolean {
    let stop = end;
    if (this.#chunks) {
      stop = this.#chunks.read(bytes, start, end);
      this.#isWhole = this.#chunks.isWhole;
    } else {
      if (head.framing === 'length') stop = Math.min(end, start + head.length - this.#body.length);
      this.#body.add(bytes, start, stop);
      this.#isWhole = head.framing === 'length' && this.#body.length === head.length;
    }
    this.#hasMore = stop < end;
    if (!this.#isWhole) this.#body.keep();
    return this.#isWhole;
  }
}
