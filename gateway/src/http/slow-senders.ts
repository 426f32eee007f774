import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

export interface ReceivingBounds {
  /** The head, and the whole of a usual request, may take this long. */
  readonly usualMs: number;
  /** A file may take this long. */
  readonly fileMs: number;
  /** Whether the request brings a file, by its address. */
  readonly bringsFile: (url: string) => boolean;
}

const LATE = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
const LOOKS_FOR_EACH_BOUND = 5;

interface UnderWay {
  readonly since: number;
  /** It has had its answer, so that there is nothing more to say. */
  readonly isAnswered: boolean;
}

/**
 * Ends connections of clients that send slowly on purpose. Node has one bound for all requests of a server; here a
 * request that brings a file has a longer one than others, until it is answered: what comes of a refused file after
 * that is passed over for a moment, so that its sender gets to read why, and not for as long as a file may take.
 */
export function boundReceiving(
  server: FastifyInstance,
  { usualMs, fileMs, bringsFile }: ReceivingBounds,
): void {
  const underWay = new Map<IncomingMessage, UnderWay>();
  const now = (isAnswered: boolean): UnderWay => ({ since: performance.now(), isAnswered });
  server.server.headersTimeout = usualMs;
  server.server.requestTimeout = fileMs;
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.method !== 'GET' && !bringsFile(request.url)) underWay.set(request.raw, now(false));
    done();
  });
  server.addHook('onResponse', (request, _reply, done) => {
    if (request.raw.complete === false) underWay.set(request.raw, now(true));
    else underWay.delete(request.raw);
    done();
  });
  const timer = setInterval(() => {
    const earliest = performance.now() - usualMs;
    for (const [request, { since, isAnswered }] of underWay) {
      // What has come whole is handled, however long that takes.
      const isOver = request.complete || request.destroyed;
      if (!isOver && since > earliest) continue;
      underWay.delete(request);
      if (isOver) continue;
      if (isAnswered) request.socket.destroy();
      else request.socket.end(LATE, () => request.socket.destroy());
    }
  }, usualMs / LOOKS_FOR_EACH_BOUND);
  timer.unref();
  server.addHook('onClose', async () => clearInterval(timer));
}
