import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** A route of files, as the log and the metrics name it. */
export type FileRoute = 'upload' | 'template' | 'refused-rows' | 'export';

/** How a request for a file ended. */
export interface FileReport {
  readonly route: FileRoute;
  /** The HTTP status; `cut` when the connection ended before the answer did. */
  readonly status: string;
  /** Of the request's body, as far as it was read. */
  readonly bytesIn: number;
  /** Of the answer, with its head. */
  readonly bytesOut: number;
  readonly seconds: number;
}

/** What is found out of a request on its way, for the log. */
export interface FileFacts {
  role: string;
  calledService: string | null;
  /** A kind that there is; never a word of the client's own. */
  kind: string | null;
}

/** Tells the log and the metrics of each request for a file: what it was and how it ended, no id, address or name. */
export class FileLog {
  readonly #facts = new WeakMap<FastifyRequest, FileFacts>();

  constructor(
    private readonly log: Logger,
    private readonly onEnd: (report: FileReport) => void,
  ) {}

  /** Follows a request to its end, whoever ends it. */
  follow(route: FileRoute, request: FastifyRequest, reply: FastifyReply): void {
    const facts: FileFacts = { role: 'unknown', calledService: null, kind: null };
    this.#facts.set(request, facts);
    const { socket } = request.raw;
    const [readBefore, writtenBefore] = [socket?.bytesRead ?? 0, socket?.bytesWritten ?? 0];
    reply.raw.once('close', () => {
      const status = reply.raw.writableFinished ? String(reply.raw.statusCode) : 'cut';
      const bytesIn = bytesOfBody(request, (socket?.bytesRead ?? 0) - readBefore);
      const bytesOut = (socket?.bytesWritten ?? 0) - writtenBefore;
      const ms = Math.round(reply.elapsedTime);
      this.log.info({ requestId: request.id, route, ...facts, status, bytesIn, bytesOut, ms }, 'file');
      this.onEnd({ route, status, bytesIn, bytesOut, seconds: ms / 1000 });
    });
  }

  /** What is known of a request that is followed. */
  factsOf(request: FastifyRequest): FileFacts {
    return this.#facts.get(request) ?? { role: 'unknown', calledService: null, kind: null };
  }
}

/** What has come whole is as long as it has said; of anything else, what the connection has brought since its head. */
function bytesOfBody({ raw, headers }: FastifyRequest, broughtSince: number): number {
  const declared = Number(headers['content-length'] ?? NaN);
  return raw.complete && Number.isSafeInteger(declared) ? declared : broughtSince;
}
