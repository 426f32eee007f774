import { WireFault } from './wire-fault';

const NOTHING = Buffer.alloc(0);
const FIRST_CAPACITY = 1_048_576;

/**
 * Gathers the bytes of one body and gives them as text. A body that lies in one piece in the buffer that it was read
 * into is never copied; any other is copied once, into memory that grows with what really came, so that neither a
 * length that is only announced nor a thousand tiny pieces cost much.
 */
export class BodyText {
  #announced = 0;
  #length = 0;
  /** Where all bytes so far lie: in the caller's buffer until `keep`, then in one of our own. */
  #bytes: Buffer = NOTHING;
  #start = 0;
  #isOurs = false;

  constructor(private readonly maxBytes: number) {}

  get length(): number {
    return this.#length;
  }

  /** Tells how many bytes will come. Throws a WireFault when these are too many. */
  announce(length: number): void {
    if (length > this.maxBytes) throw new WireFault('RESPONSE_TOO_LARGE');
    this.#announced = length;
  }

  /** Takes a piece, which may stay in the caller's buffer until `keep`. Throws a WireFault when it is too much. */
  add(bytes: Buffer, start: number, end: number): void {
    if (start === end) return;
    if (this.#length + end - start > this.maxBytes) throw new WireFault('RESPONSE_TOO_LARGE');
    if (this.#length === 0) {
      this.#bytes = bytes;
      this.#start = start;
      this.#length = end - start;
      return;
    }
    this.#own(this.#length + end - start);
    this.#length += bytes.copy(this.#bytes, this.#length, start, end);
  }

  /** Copies what still lies in the caller's buffer; called before that is used for something else. */
  keep(): void {
    if (this.#length > 0) this.#own(this.#length);
  }

  /** The whole body. After it this is ready for the next. */
  take(): string {
    const text = this.#bytes.toString('utf8', this.#start, this.#start + this.#length);
    this.#announced = 0;
    this.#length = 0;
    this.#bytes = NOTHING;
    this.#start = 0;
    this.#isOurs = false;
    return text;
  }

  #own(capacity: number): void {
    if (this.#isOurs && this.#bytes.length >= capacity) return;
    const grown = this.#isOurs ? 2 * this.#bytes.length : Math.min(this.#announced, FIRST_CAPACITY);
    const own = Buffer.allocUnsafe(Math.max(capacity, grown));
    this.#bytes.copy(own, 0, this.#start, this.#start + this.#length);
    this.#bytes = own;
    this.#start = 0;
    this.#isOurs = true;
  }
}
