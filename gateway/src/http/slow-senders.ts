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

/**
 * Ends connections of clients that send slowly on purpose. Node has one bound for all requests of a server; here a
 * request that brings a file has a longer one than others.
 */
export function boundReceiving(
  server: FastifyInstance,
  { usualMs, fileMs, bringsFile }: ReceivingBounds,
): void {
  const underWay = new Map<IncomingMessage, number>();
  server.server.headersTimeout = usualMs;
  server.server.requestTimeout = fileMs;
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.method !== 'GET' && !bringsFile(request.url)) underWay.set(request.raw, performance.now());
    done();
  });
  server.addHook('onResponse', (request, _reply, done) => {
    underWay.delete(request.raw);
    done();
  });
  const timer = setInterval(() => {
    const earliest = performance.now() - usualMs;
    for (const [request, begunAt] of underWay) {
      // What has come whole is handled, however long that takes.
      const isOver = request.complete || request.destroyed;
      if (!isOver && begunAt > earliest) continue;
      underWay.delete(request);
      if (!isOver) request.socket.end(LATE, () => request.socket.destroy());
    }
  }, usualMs / LOOKS_FOR_EACH_BOUND);
  timer.unref();
  server.addHook('onClose', async () => clearInterval(timer));
}
