/** As little of an HTTP/1.1 server as the gateways' clients need: what the services cost is not to be measured. */
import { createServer } from 'node:net';

const HEADERS_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const LAST_ON_CONNECTION = /\r\nconnection: *close/i;

/** A whole answer as bytes, made once. */
export function answerBytes(json) {
  const body = Buffer.from(json);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/**
 * A server that gives each request's headers and body, both as latin1 text, to `answer`, which sends bytes by
 * `reply`. One request at a time on a connection; bodies of a known length only, any other ends the connection.
 */
export function createRawServer(answer) {
  return createServer({ noDelay: true }, (socket) => {
    let unread = null;
    let isAnswering = false;
    const read = () => {
      if (isAnswering || unread === null) return;
      const headersEnd = unread.indexOf(HEADERS_END);
      if (headersEnd < 0) return;
      const headers = unread.latin1Slice(0, headersEnd);
      const length = LENGTH.exec(headers);
      if (!length) return socket.end('HTTP/1.1 411 Length Required\r\nconnection: close\r\n\r\n');
      const start = headersEnd + HEADERS_END.length;
      const end = start + Number(length[1]);
      if (unread.length < end) return;
      const body = unread.latin1Slice(start, end);
      unread = unread.length === end ? null : unread.subarray(end);
      isAnswering = true;
      answer(headers, body, (bytes) => {
        isAnswering = false;
        if (LAST_ON_CONNECTION.test(headers)) return socket.end(bytes);
        socket.write(bytes);
        read();
      });
    };
    socket.on('data', (bytes) => {
      unread = unread === null ? bytes : Buffer.concat([unread, bytes]);
      read();
    });
    // A contender that is killed breaks its connections.
    socket.on('error', () => socket.destroy());
  });
}
