/**
 * What asks the gateways: keep-alive sockets that send ready bytes, check status and length of what comes back and
 * count it. It has to cost far less than any gateway, for it shares a core with the services.
 */
import { once } from 'node:events';
import { connect } from 'node:net';

const LONGEST_ANSWER_MS = 60_000;
const HEADERS_END = Buffer.from('\r\n\r\n');
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');

/** The bytes of a request with a body and a token. */
export function requestBytes(body, token) {
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    'accept: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Gives each of the requests once. */
export function onceEach(requests) {
  let turn = 0;
  return () => requests[turn++];
}

/** Gives the requests one after the other, round and round, over all bursts that it is used in. */
export function takingTurns(requests) {
  let turn = 0;
  return () => requests[turn++ % requests.length];
}

/**
 * Asks on so many connections for so many seconds, or until `next` gives no more requests, then lets what is under way end: each request counts whole, also
 * where a crowd of them moves in step. `least` is how many bytes the body of an answer has at least. Gives the
 * latencies in milliseconds, sorted, and the seconds from the first request to the last answer. Throws when an
 * answer is not 200, too short, or does not come.
 */
export async function ask({ port, next, least, connections, seconds = Infinity }) {
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(port)));
  const latencies = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  try {
    await Promise.all(sockets.map((socket) => askOn(socket, { next, least, until, latencies })));
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const took = (performance.now() - startedAt) / 1000;
  return { latencies: latencies.sort((a, b) => a - b), seconds: took };
}

async function connected(port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** One request after the other on a connection, until the time is over. */
function askOn(socket, { next, least, until, latencies }) {
  return new Promise((resolve, reject) => {
    let sentAt;
    let reading;
    const send = () => {
      const request = performance.now() < until ? next() : undefined;
      if (request === undefined) return resolve();
      reading = new AnswerReader();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setTimeout(LONGEST_ANSWER_MS, () => reject(new Error('An answer does not come.')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('A connection was closed before its answer.')));
    socket.on('data', (bytes) => {
      if (!reading.isWhole(bytes)) return;
      if (reading.status !== 200 || reading.bodyLength < least)
        return reject(new Error(`An answer has status ${reading.status} and ${reading.bodyLength} bytes.`));
      latencies.push(performance.now() - sentAt);
      send();
    });
    send();
  });
}

/** Finds the end of one answer, whether its length is said or it comes in chunks. */
class AnswerReader {
  status = 0;
  /** With the frames of chunks, if it comes in chunks. */
  bodyLength = 0;
  #length = null;
  #head = null;
  #tail = Buffer.alloc(0);

  /** Takes what has come; true when that was the end. */
  isWhole(bytes) {
    if (this.status > 0) return this.#takeBody(bytes);
    const head = this.#head ? Buffer.concat([this.#head, bytes]) : bytes;
    const end = head.indexOf(HEADERS_END);
    if (end < 0) {
      this.#head = head;
      return false;
    }
    const text = head.latin1Slice(0, end);
    this.status = Number(text.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(text);
    this.#length = length && Number(length[1]);
    // The line's end before the first chunk belongs to the mark of the last one, if that is the first.
    return this.#takeBody(head.subarray(end + (length ? 4 : 2)));
  }

  #takeBody(bytes) {
    this.bodyLength += bytes.length;
    if (this.#length !== null) return this.bodyLength >= this.#length;
    const enough = LAST_CHUNK.length;
    const tail = bytes.length >= enough ? bytes : Buffer.concat([this.#tail, bytes]);
    this.#tail = tail.subarray(-enough);
    return this.#tail.equals(LAST_CHUNK);
  }
}
