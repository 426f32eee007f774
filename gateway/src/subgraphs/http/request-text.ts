import { WireFault } from './wire-fault';

/** A request as it is written, and how its text becomes bytes. */
export interface RequestText {
  readonly text: string;
  readonly encoding: 'latin1' | 'utf8';
}

const PLAIN = /^[\t\x20-\x7e]*$/;

/** One line of a request's head. Throws a WireFault for a value that would not stay within its line. */
export function headerLine(name: string, value: string): string {
  if (!PLAIN.test(value)) throw new WireFault('REQUEST_HEADER_INVALID');
  return `${name}: ${value}\r\n`;
}

/** A request with a body; `head` is its first line and its headers, each with its end, but for the body's length. */
export function requestText(head: string, body: string): RequestText {
  const bytes = Buffer.byteLength(body, 'utf8');
  return {
    text: `${head}content-length: ${bytes}\r\n\r\n${body}`,
    // As many bytes as characters: all is ASCII, which is written faster.
    encoding: bytes === body.length ? 'latin1' : 'utf8',
  };
}
