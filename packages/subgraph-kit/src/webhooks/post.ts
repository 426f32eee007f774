import { Agent, request } from 'undici';
import type { AddressBook } from './addresses';
import type { SignedHeaders } from './signature';

/** How a call ended. A failure is a code and nothing of what the receiver has said. */
export interface Answer {
  /** Null when the receiver has taken it. */
  readonly failure: FailureCode | null;
  /** Null when none came. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** What the receiver asked to wait before the next call; null when it did not. */
  readonly retryAfterMs: number | null;
}

export type FailureCode =
  | 'ADDRESS_NOT_ALLOWED'
  | 'NAME_NOT_FOUND'
  | 'CONNECTION_REFUSED'
  | 'CONNECTION_LOST'
  | 'TLS_FAILED'
  | 'NO_ANSWER_IN_TIME'
  | 'ANSWER_NOT_UNDERSTOOD'
  | 'REDIRECT'
  | 'GONE'
  | 'HTTP_STATUS'
  | 'UNREACHABLE';

/** What a receiver may take and give. */
export interface PostLimits {
  /** The whole call: name, connection, TLS, answer. */
  readonly deadlineMs: number;
  /** How long the rest of an answer is waited for, whose status is known: it is read to keep the connection. */
  readonly restMs: number;
  readonly connections: number;
}

export const USUAL_LIMITS: PostLimits = { deadlineMs: 10_000, restMs: 1_000, connections: 16 };

/** Of an answer's body so much is let by at most; a longer one costs the receiver its connection. */
const MOST_BODY_BYTES = 16_384;
const MOST_HEADER_BYTES = 8_192;
/** A connection is not used for longer, so that it ends soon after its name has moved. */
const CONNECTION_TTL_MS = 60_000;
const IDLE_MS = 10_000;
const GONE = 410;

/**
 * Calls receivers over connections that go to checked addresses only: whether a host may be called is asked before
 * each call, and a connection is made to one of the very addresses that were checked. Redirects are not followed.
 */
export class Post {
  readonly #agent: Agent;
  readonly #underWay = new Set<AbortController>();
  #isAborted = false;

  constructor(
    private readonly book: AddressBook,
    private readonly limits: PostLimits = USUAL_LIMITS,
  ) {
    this.#agent = new Agent({
      connections: limits.connections,
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: limits.deadlineMs,
      bodyTimeout: limits.deadlineMs,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
      clientTtl: CONNECTION_TTL_MS,
      connect: {
        timeout: limits.deadlineMs,
        lookup: (hostname, { all }, done) => {
          book.addressesOf(hostname).then(
            (found) => {
              const [first] = found;
              if (all || !first) done(null, [...found]);
              else done(null, first.address, first.family);
            },
            (error: NodeJS.ErrnoException) => done(error, ''),
          );
        },
      },
    });
  }

  /** Whether it has been told to give up, so that failures say nothing of receivers. */
  get isAborted(): boolean {
    return this.#isAborted;
  }

  async send(url: string, headers: SignedHeaders, body: string): Promise<Answer> {
    const beganMs = performance.now();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.limits.deadlineMs);
    this.#underWay.add(abort);
    const ended = (failure: FailureCode | null, httpStatus: number | null, retryAfter?: unknown): Answer => ({
      failure,
      httpStatus,
      durationMs: Math.round(performance.now() - beganMs),
      retryAfterMs: failure === null ? null : retryAfterMs(retryAfter),
    });
    try {
      await unlessAborted(this.book.check(new URL(url)), abort.signal);
      const answer = await request(url, {
        method: 'POST',
        dispatcher: this.#agent,
        signal: abort.signal,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Tadamon-Webhooks/1',
          ...headers,
        },
        body,
      });
      await this.#letBy(answer.body);
      return ended(failureOf(answer.statusCode), answer.statusCode, answer.headers['retry-after']);
    } catch (error) {
      return ended(abort.signal.aborted ? 'NO_ANSWER_IN_TIME' : codeOf(error), null);
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(abort);
    }
  }

  /** Gives up what is under way and what is still asked for. */
  abort(): void {
    this.#isAborted = true;
    for (const abort of this.#underWay) abort.abort();
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** The status has said it all: what else comes is neither kept nor waited for long. */
  async #letBy(body: {
    dump(options: { limit: number; signal: AbortSignal }): Promise<void>;
  }): Promise<void> {
    const signal = AbortSignal.timeout(this.limits.restMs);
    await body.dump({ limit: MOST_BODY_BYTES, signal }).catch(() => undefined);
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    work.then(resolve, reject);
  });
}

function failureOf(status: number): FailureCode | null {
  if (status >= 200 && status < 300) return null;
  if (status === GONE) return 'GONE';
  return status >= 300 && status < 400 ? 'REDIRECT' : 'HTTP_STATUS';
}

/** RFC 9110: seconds, or a day and time; what is neither asks for nothing. */
function retryAfterMs(header: unknown): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}

const CODES: Readonly<Record<string, FailureCode>> = {
  ADDRESS_NOT_ALLOWED: 'ADDRESS_NOT_ALLOWED',
  NAME_NOT_FOUND: 'NAME_NOT_FOUND',
  ENOTFOUND: 'NAME_NOT_FOUND',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
  UND_ERR_SOCKET: 'CONNECTION_LOST',
  UND_ERR_CONNECT_TIMEOUT: 'NO_ANSWER_IN_TIME',
  UND_ERR_HEADERS_TIMEOUT: 'NO_ANSWER_IN_TIME',
  UND_ERR_HEADERS_OVERFLOW: 'ANSWER_NOT_UNDERSTOOD',
};

function codeOf(error: unknown): FailureCode {
  const { code = '', name = '', errors } = error as { code?: string; name?: string; errors?: unknown[] };
  const known = CODES[code];
  if (known) return known;
  if (/^(CERT|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/.test(code))
    return 'TLS_FAILED';
  if (name === 'HTTPParserError' || code.startsWith('HPE_')) return 'ANSWER_NOT_UNDERSTOOD';
  // Several addresses were tried in vain: the last one says why.
  return errors?.length ? codeOf(errors.at(-1)) : 'UNREACHABLE';
}
