import { WireFault } from './wire-fault';

/** How the end of a body is known. */
export type Framing = 'length' | 'chunked' | 'until close';

/** What of a response's status line and headers matters to its reader. */
export interface ResponseHead {
  readonly status: number;
  readonly framing: Framing;
  /** Bytes of the body when `framing` is `length`. */
  readonly length: number;
  /** Whether the connection ends with this response. */
  readonly isLast: boolean;
  /** How long the peer says that it keeps an idle connection; null when it does not say. */
  readonly keepAliveMs: number | null;
  /** As it was sent: seconds or a date. */
  readonly retryAfter: string | null;
}

/** RFC 9112, 4: `HTTP/1.1 200 OK`. */
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?/;
const STATUS_LINE_ALONE = new RegExp(`${STATUS_LINE.source}(?:\\r\\n|$)`);
/** RFC 9110, 5.1 and 5.5. A folded line, a space before the colon, a bare CR or LF do not fit. */
const HEADER = /[!#$%&'*+.^_`|~\w-]+:[\t\x20-\x7e\x80-\xff]*/;
export const HEADER_LINE = new RegExp(`^${HEADER.source}$`);
/** A whole head, of 100 headers at most, in one go. */
const HEAD = new RegExp(`${STATUS_LINE.source}(?:\\r\\n${HEADER.source}){0,100}$`);
const FIELD =
  /\r\n(content-length|transfer-encoding|content-encoding|connection|keep-alive|retry-after):([^\r]*)/gi;
const LENGTH = /^\d{1,15}$/;
const CLOSE = /(?:^|[,\s])close(?:$|[,\s])/i;
const KEEP_ALIVE = /(?:^|[,\s])keep-alive(?:$|[,\s])/i;
const KEEP_ALIVE_SECONDS = /(?:^|[,;\s])timeout=(\d{1,6})(?:$|[,;\s])/i;

/** The fields that decide how a body is read and whether the connection can be used again. */
interface Fields {
  contentLength: string | null;
  transferEncoding: string | null;
  connection: string;
  keepAlive: string;
  retryAfter: string | null;
}

/**
 * Reads a response's head: its lines without the empty one at the end. Throws a WireFault for anything that two
 * readers could understand differently, and for an encoding that was not asked for.
 */
export function parseHead(text: string): ResponseHead {
  const [, minor, digits] = HEAD.exec(text) ?? [];
  if (digits === undefined)
    throw new WireFault(STATUS_LINE_ALONE.test(text) ? 'HEADERS_INVALID' : 'STATUS_LINE_INVALID');
  const fields = readFields(text);
  const status = Number(digits);
  const isOldVersion = minor === '0';
  const isLast = CLOSE.test(fields.connection) || (isOldVersion && !KEEP_ALIVE.test(fields.connection));
  const keepAlive = KEEP_ALIVE_SECONDS.exec(fields.keepAlive)?.[1];
  return {
    status,
    ...bodyOf(status, fields, isOldVersion, isLast),
    keepAliveMs: keepAlive === undefined ? null : Number(keepAlive) * 1000,
    retryAfter: fields.retryAfter,
  };
}

function readFields(head: string): Fields {
  const fields: Fields = {
    contentLength: null,
    transferEncoding: null,
    connection: '',
    keepAlive: '',
    retryAfter: null,
  };
  FIELD.lastIndex = 0;
  for (let found = FIELD.exec(head); found; found = FIELD.exec(head)) {
    const [, name = '', raw = ''] = found;
    const value = raw.trim();
    switch (name.toLowerCase()) {
      case 'content-length':
        // Even the same length twice: whoever wrote it twice did not know what was written before.
        if (fields.contentLength !== null) throw new WireFault('LENGTH_AMBIGUOUS');
        fields.contentLength = value;
        break;
      case 'transfer-encoding':
        if (fields.transferEncoding !== null) throw new WireFault('LENGTH_AMBIGUOUS');
        fields.transferEncoding = value;
        break;
      case 'content-encoding':
        if (value !== '' && value.toLowerCase() !== 'identity') throw new WireFault('RESPONSE_ENCODED');
        break;
      case 'connection':
        fields.connection += `,${value}`;
        break;
      case 'keep-alive':
        fields.keepAlive = value;
        break;
      case 'retry-after':
        fields.retryAfter = value;
        break;
    }
  }
  return fields;
}

/** RFC 9112, 6.3, with every case refused in which the RFC lets a reader choose. */
function bodyOf(
  status: number,
  { contentLength, transferEncoding }: Fields,
  isOldVersion: boolean,
  isLast: boolean,
): Pick<ResponseHead, 'framing' | 'length' | 'isLast'> {
  if (contentLength !== null && !LENGTH.test(contentLength)) throw new WireFault('LENGTH_AMBIGUOUS');
  const length = Number(contentLength);
  if (transferEncoding !== null) {
    const isChunked = transferEncoding.toLowerCase() === 'chunked';
    if (!isChunked || isOldVersion || contentLength !== null) throw new WireFault('LENGTH_AMBIGUOUS');
  }
  if (status === 204 || status === 304) {
    // They have no body. One that is announced all the same may yet come, and must not meet the next request.
    return { framing: 'length', length: 0, isLast: isLast || length > 0 || transferEncoding !== null };
  }
  if (transferEncoding !== null) return { framing: 'chunked', length: 0, isLast };
  if (contentLength !== null) return { framing: 'length', length, isLast };
  return { framing: 'until close', length: 0, isLast: true };
}
