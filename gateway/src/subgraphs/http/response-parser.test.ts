import { ResponseParser, type HttpResponse } from './response-parser';
import type { WireFault } from './wire-fault';

const MAX_BODY_BYTES = 200;

/** What lies in the buffer beyond what was read: it must never be taken for part of a response. */
const LEFT_FROM_BEFORE = Buffer.from('5\r\nstale\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'.repeat(1_000));

/** Reads pieces as a socket gives them: into one buffer, over what was read before. */
function read(pieces: readonly Buffer[], { thenCloses = false } = {}): HttpResponse | string {
  const parser = new ResponseParser(MAX_BODY_BYTES);
  const buffer = Buffer.from(LEFT_FROM_BEFORE);
  try {
    for (const piece of pieces) {
      LEFT_FROM_BEFORE.copy(buffer);
      piece.copy(buffer);
      if (parser.read(buffer, piece.length)) return parser.take();
    }
    if (!thenCloses) return 'incomplete';
    parser.end();
    return parser.take();
  } catch (error) {
    return (error as WireFault).code;
  }
}

function inOnePiece(text: string, how?: { thenCloses: boolean }): HttpResponse | string {
  return read([Buffer.from(text)], how);
}

const lines = (...all: string[]): string => all.join('\r\n');
const ok = { status: 200, text: '', retryAfter: null, isLast: false, keepAliveMs: null };

const GOOD: readonly [string, string, HttpResponse][] = [
  [
    'with a length',
    lines('HTTP/1.1 200 OK', 'Content-Length: 13', 'Content-Type: application/json', '', '{"data":null}'),
    { ...ok, text: '{"data":null}' },
  ],
  [
    'in Arabic, with a length in bytes',
    lines('HTTP/1.1 200 OK', 'content-length: 32', '', '{"name":"منى السيد 🏠"}').replace('32', () =>
      String(Buffer.byteLength('{"name":"منى السيد 🏠"}')),
    ),
    { ...ok, text: '{"name":"منى السيد 🏠"}' },
  ],
  [
    'in chunks',
    lines(
      'HTTP/1.1 200 OK',
      'Transfer-Encoding: Chunked',
      '',
      '4',
      '{"da',
      'A;x="y"',
      'ta": null}',
      '0',
      '',
      '',
    ),
    { ...ok, text: '{"data": null}' },
  ],
  [
    'in chunks with trailers',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '0002', '{}', '000', 'x-sum: 1', 'y:', '', ''),
    { ...ok, text: '{}' },
  ],
  [
    'in no chunk at all',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '0', '', ''),
    { ...ok, text: '' },
  ],
  [
    'after informational ones',
    lines('HTTP/1.1 100 Continue', '', 'HTTP/1.1 103 Early Hints', 'link: </a>', '', 'HTTP/1.1 200 OK', '') +
      lines('content-length: 2', '', '{}'),
    { ...ok, text: '{}' },
  ],
  ['of length 0', lines('HTTP/1.1 200 OK', 'content-length: 0', '', ''), ok],
  ['without a reason', lines('HTTP/1.1 200', 'content-length: 2', '', '{}'), { ...ok, text: '{}' }],
  [
    'with an identity that says nothing',
    lines('HTTP/1.1 200 OK', 'content-encoding: identity', 'content-length: 2', '', '{}'),
    { ...ok, text: '{}' },
  ],
  ['204', lines('HTTP/1.1 204 No Content', '', ''), { ...ok, status: 204 }],
  ['304', lines('HTTP/1.1 304 Not Modified', 'content-length: 0', '', ''), { ...ok, status: 304 }],
  [
    '204 that announces a body',
    lines('HTTP/1.1 204 No Content', 'content-length: 5', '', ''),
    { ...ok, status: 204, isLast: true },
  ],
  [
    'that is the last',
    lines('HTTP/1.1 200 OK', 'connection: x, Close', 'content-length: 2', '', '{}'),
    { ...ok, text: '{}', isLast: true },
  ],
  [
    'of HTTP/1.0',
    lines('HTTP/1.0 200 OK', 'content-length: 2', '', '{}'),
    { ...ok, text: '{}', isLast: true },
  ],
  [
    'of HTTP/1.0 that is kept',
    lines('HTTP/1.0 200 OK', 'connection: keep-alive', 'content-length: 2', '', '{}'),
    { ...ok, text: '{}' },
  ],
  [
    'that tells how long a connection is kept, and when to come again',
    lines('HTTP/1.1 503 No', 'keep-alive: timeout=5, max=9', 'retry-after: 7', 'content-length: 0', '', ''),
    { ...ok, status: 503, keepAliveMs: 5_000, retryAfter: '7' },
  ],
];

describe('a response', () => {
  it.each(GOOD)('%s is read in one piece', (_what, text, expected) => {
    expect(inOnePiece(text)).toEqual(expected);
  });

  it.each(GOOD)('%s is read byte by byte', (_what, text, expected) => {
    expect(read([...Buffer.from(text)].map((byte) => Buffer.of(byte)))).toEqual(expected);
  });

  it.each(GOOD)('%s is read in any two pieces', (_what, text, expected) => {
    const bytes = Buffer.from(text);

    for (let at = 1; at < bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
    }
  });

  it.each(GOOD)('%s is not whole before its last byte', (_what, text) => {
    expect(read([Buffer.from(text).subarray(0, -1)])).toBe('incomplete');
  });

  it.each(GOOD)('%s is refused wherever it is cut off', (_what, text) => {
    const bytes = Buffer.from(text);

    for (let at = 0; at < bytes.length; at += 1) {
      const found = read([bytes.subarray(0, at)], { thenCloses: true });
      expect(found).toBe(at === 0 ? 'CONNECTION_CLOSED' : 'RESPONSE_CUT_OFF');
    }
  });

  it.each(GOOD)('%s is the last when more bytes come with it', (_what, text, expected) => {
    expect(inOnePiece(`${text}H`)).toEqual({ ...expected, isLast: true });
  });

  it('without a length ends with its connection, in whatever pieces it came', () => {
    const bytes = Buffer.from(lines('HTTP/1.1 200 OK', '', '{"name":"منى"}'));

    for (let at = 1; at < bytes.length; at += 1) {
      const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
      expect(read(pieces)).toBe('incomplete');
      expect(read(pieces, { thenCloses: true })).toEqual({ ...ok, text: '{"name":"منى"}', isLast: true });
    }
  });

  it('is followed by the next on the same connection, with nothing of the one before in it', () => {
    const parser = new ResponseParser(MAX_BODY_BYTES);
    const taken = GOOD.filter(([, , { isLast }]) => !isLast).map(([, text]) => {
      const bytes = Buffer.from(text);
      const middle = bytes.length >> 1;
      parser.read(bytes.subarray(0, middle), middle);
      expect(parser.read(bytes.subarray(middle), bytes.length - middle)).toBe(true);
      return parser.take();
    });

    expect(taken).toEqual(GOOD.filter(([, , { isLast }]) => !isLast).map(([, , expected]) => expected));
  });
});

const BAD: readonly [string, string, string][] = [
  ['is of another protocol', 'SSH-2.0-OpenSSH_9\r\n\r\n', 'STATUS_LINE_INVALID'],
  ['is of HTTP/2', lines('HTTP/2 200', '', ''), 'STATUS_LINE_INVALID'],
  ['has no status', lines('HTTP/1.1', '', ''), 'STATUS_LINE_INVALID'],
  ['has a status of four digits', lines('HTTP/1.1 2000 OK', '', ''), 'STATUS_LINE_INVALID'],
  [
    'begins with an empty line',
    lines('', 'HTTP/1.1 200 OK', 'content-length: 0', '', ''),
    'STATUS_LINE_INVALID',
  ],
  ['changes the protocol', lines('HTTP/1.1 101 Switching', '', ''), 'STATUS_LINE_INVALID'],
  ['has a folded header', lines('HTTP/1.1 200 OK', 'a: b', ' c', '', ''), 'HEADERS_INVALID'],
  ['has a header without a name', lines('HTTP/1.1 200 OK', ': b', '', ''), 'HEADERS_INVALID'],
  ['has a space before a colon', lines('HTTP/1.1 200 OK', 'content-length : 2', '', '{}'), 'HEADERS_INVALID'],
  ['has a bare line feed', lines('HTTP/1.1 200 OK', 'a: b\ncontent-length: 2', '', '{}'), 'HEADERS_INVALID'],
  ['has a bare carriage return', lines('HTTP/1.1 200 OK', 'a: b\rc: d', '', ''), 'HEADERS_INVALID'],
  ['has a NUL in a header', lines('HTTP/1.1 200 OK', 'a: \0', '', ''), 'HEADERS_INVALID'],
  [
    'has 101 headers',
    lines('HTTP/1.1 200 OK', ...Array<string>(101).fill('a: b'), '', ''),
    'HEADERS_INVALID',
  ],
  ['has headers without end', `HTTP/1.1 200 OK\r\na: ${'x'.repeat(16_500)}`, 'HEADERS_TOO_LARGE'],
  [
    'has informational ones without end',
    lines('HTTP/1.1 100 Continue', '', '').repeat(800),
    'HEADERS_TOO_LARGE',
  ],
  [
    'has two lengths',
    lines('HTTP/1.1 200 OK', 'content-length: 2', 'content-length: 3', '', '{}'),
    'LENGTH_AMBIGUOUS',
  ],
  [
    'has the same length twice',
    lines('HTTP/1.1 200 OK', 'content-length: 2', 'Content-Length: 2', '', '{}'),
    'LENGTH_AMBIGUOUS',
  ],
  ['has a list of lengths', lines('HTTP/1.1 200 OK', 'content-length: 2, 2', '', '{}'), 'LENGTH_AMBIGUOUS'],
  ['has a negative length', lines('HTTP/1.1 200 OK', 'content-length: -2', '', '{}'), 'LENGTH_AMBIGUOUS'],
  ['has a signed length', lines('HTTP/1.1 200 OK', 'content-length: +2', '', '{}'), 'LENGTH_AMBIGUOUS'],
  [
    'has a length in hexadecimals',
    lines('HTTP/1.1 200 OK', 'content-length: 0x2', '', '{}'),
    'LENGTH_AMBIGUOUS',
  ],
  ['has an empty length', lines('HTTP/1.1 200 OK', 'content-length:', '', '{}'), 'LENGTH_AMBIGUOUS'],
  [
    'has a length and chunks',
    lines('HTTP/1.1 200 OK', 'content-length: 2', 'transfer-encoding: chunked', '', '0', '', ''),
    'LENGTH_AMBIGUOUS',
  ],
  [
    'has chunks of gzip',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: gzip, chunked', '', '0', '', ''),
    'LENGTH_AMBIGUOUS',
  ],
  [
    'is chunked twice',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', 'transfer-encoding: chunked', '', '0', '', ''),
    'LENGTH_AMBIGUOUS',
  ],
  [
    'is chunked in HTTP/1.0',
    lines('HTTP/1.0 200 OK', 'transfer-encoding: chunked', '', '0', '', ''),
    'LENGTH_AMBIGUOUS',
  ],
  [
    'is compressed',
    lines('HTTP/1.1 200 OK', 'content-encoding: gzip', 'content-length: 2', '', '{}'),
    'RESPONSE_ENCODED',
  ],
  ['announces too much', lines('HTTP/1.1 200 OK', 'content-length: 201', '', ''), 'RESPONSE_TOO_LARGE'],
  [
    'announces too large a chunk',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', 'C9', ''),
    'RESPONSE_TOO_LARGE',
  ],
  [
    'becomes too large by many chunks',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '') + '1\r\nx\r\n'.repeat(201),
    'RESPONSE_TOO_LARGE',
  ],
  ['becomes too large without a length', lines('HTTP/1.1 200 OK', '', 'x'.repeat(201)), 'RESPONSE_TOO_LARGE'],
  ...['', 'g', '-1', '+1', '0x1', '1 ', ' 1', '123456789'].map((size): [string, string, string] => [
    `has a chunk of size "${size}"`,
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', size, 'x', ''),
    'CHUNK_INVALID',
  ]),
  [
    'has a chunk longer than it says',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '1', 'xy', ''),
    'CHUNK_INVALID',
  ],
  [
    'ends a chunk by a bare line feed',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '1', 'x\n0', '', ''),
    'CHUNK_INVALID',
  ],
  [
    'ends a size by a bare line feed',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '1\nx', '0', '', ''),
    'CHUNK_INVALID',
  ],
  [
    'has a chunk extension without end',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', `1;${'x'.repeat(1_100)}`),
    'CHUNK_INVALID',
  ],
  [
    'has trailers without end',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '0', '') + 'a: b\r\n'.repeat(33),
    'CHUNK_INVALID',
  ],
  [
    'has a trailer that is none',
    lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', '0', 'a', '', ''),
    'CHUNK_INVALID',
  ],
];

describe('a response is refused', () => {
  it.each(BAD)('when it %s', (_what, text, code) => {
    expect(inOnePiece(text)).toBe(code);
  });

  it.each(BAD)('when it %s, in whatever pieces it comes', (_what, text, code) => {
    const bytes = Buffer.from(text);

    for (let at = 1; at < bytes.length; at += bytes.length > 1_000 ? 97 : 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toBe(code);
    }
  });
});

describe('the size of a body', () => {
  it.each([
    ['by its length', lines('HTTP/1.1 200 OK', 'content-length: 200', '', 'x'.repeat(200))],
    [
      'by its chunks',
      lines('HTTP/1.1 200 OK', 'transfer-encoding: chunked', '', 'c8', 'x'.repeat(200), '0', '', ''),
    ],
  ])('may be the most that is allowed, %s', (_how, text) => {
    expect(inOnePiece(text)).toMatchObject({ text: 'x'.repeat(200) });
  });
});
