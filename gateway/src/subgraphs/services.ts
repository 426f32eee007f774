import { Pool } from 'undici';
import type { Language } from '@solidarity/subgraph-kit/errors/language';
import type { ServiceAddresses } from './addresses';
import { RequestDeadline } from './request-deadline';
import { isBrokenConnection, reasonOf, ServiceFault } from './service-fault';

export interface ServiceLimits {
  readonly timeoutMs: number;
  readonly connections: number;
  readonly maxResponseBytes: number;
}

/** What is told of each call, for metrics; nothing of its content. */
export interface CallReport {
  readonly service: string;
  readonly outcome: 'answered' | 'unavailable' | 'deadline' | 'client gone';
  readonly seconds: number;
}

/** A client's request, as far as services are told of it. */
export interface ForwardedRequest {
  readonly requestId: string;
  readonly language: Language;
  /** `Caller <jwt>`; null when nobody is asked who they are. */
  readonly authorization: string | null;
  /** Why a person's record is opened, percent-encoded. */
  readonly purpose: string | null;
  /** A query may be asked again when a connection breaks; a mutation may not, it could act twice. */
  readonly isRepeatable: boolean;
  readonly deadline: RequestDeadline;
}

/** The body of a service's answer: JSON, and not looked at any further here. */
export interface ServiceAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
}

/** A service and the connections to it that are kept open. */
interface Connected {
  readonly pool: Pool;
  readonly path: string;
}

/** Asks services over HTTP: kept-alive connections, a bound on time and size for each call. */
export class Services {
  readonly #connected = new Map<string, Connected>();

  constructor(
    addresses: ServiceAddresses,
    private readonly limits: ServiceLimits,
    private readonly report: (call: CallReport) => void,
  ) {
    for (const [name, address] of addresses) {
      const { origin, pathname, search } = new URL(address);
      const pool = new Pool(origin, {
        connections: limits.connections,
        // Every call has a timer of its own, finer than these.
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: { timeout: limits.timeoutMs },
        keepAliveTimeout: 30_000,
      });
      this.#connected.set(name, { pool, path: `${pathname}${search}` });
    }
  }

  /** Asks one service. Throws a ServiceFault when there is no answer within the time and size allowed. */
  async ask(service: string, body: string, request: ForwardedRequest): Promise<ServiceAnswer> {
    const started = performance.now();
    let outcome: CallReport['outcome'] = 'answered';
    try {
      return await this.#askWithin(service, body, request);
    } catch (error) {
      const isLate = error instanceof ServiceFault && error.code === 'DEADLINE_EXCEEDED';
      outcome = request.deadline.isClientGone ? 'client gone' : isLate ? 'deadline' : 'unavailable';
      throw error;
    } finally {
      this.report({ service, outcome, seconds: (performance.now() - started) / 1000 });
    }
  }

  async #askWithin(service: string, body: string, request: ForwardedRequest): Promise<ServiceAnswer> {
    const connected = this.#connected.get(service);
    if (!connected) throw new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'NO_ADDRESS');
    const giveUp = new AbortController();
    const limit = request.deadline.limit(this.limits.timeoutMs, (why) => giveUp.abort(why));
    try {
      return await this.#send(connected, body, request, giveUp.signal);
    } catch (error) {
      if (!request.isRepeatable || !isBrokenConnection(error) || giveUp.signal.aborted) {
        throw faultOf(service, error, giveUp.signal);
      }
      return await this.#send(connected, body, request, giveUp.signal).catch((again: unknown) => {
        throw faultOf(service, again, giveUp.signal);
      });
    } finally {
      limit.release();
    }
  }

  async #send(
    { pool, path }: Connected,
    body: string,
    request: ForwardedRequest,
    signal: AbortSignal,
  ): Promise<ServiceAnswer> {
    const response = await pool.request({ method: 'POST', path, headers: headersOf(request), body, signal });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // Leaving the loop closes the connection, so the rest is not even read.
      if (bytes > this.limits.maxResponseBytes) throw new Unusable('ANSWER_TOO_LARGE');
      chunks.push(chunk);
    }
    return answerIn(Buffer.concat(chunks, bytes).toString('utf8'), response.statusCode);
  }

  /** Closes all connections, those in use when their calls end. */
  async close(): Promise<void> {
    await Promise.all([...this.#connected.values()].map(({ pool }) => pool.close()));
  }
}

/** An answer came, and it is none of GraphQL's. */
class Unusable extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** A service may refuse with an HTTP status, but what it says in the body of GraphQL is what counts. */
function answerIn(text: string, status: number): ServiceAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Unusable(`HTTP_${status}_NOT_JSON`);
  }
  const { data, errors } = (typeof answer === 'object' && answer !== null ? answer : {}) as ServiceAnswer;
  const hasData = typeof data === 'object' && data !== null;
  if (!hasData && !(Array.isArray(errors) && errors.length > 0))
    throw new Unusable(`HTTP_${status}_NOT_GRAPHQL`);
  return { data: hasData ? data : null, errors: Array.isArray(errors) ? errors : undefined };
}

function headersOf({
  requestId,
  language,
  authorization,
  purpose,
}: ForwardedRequest): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-language': language,
    'x-request-id': requestId,
    ...(authorization === null ? {} : { authorization }),
    ...(purpose === null ? {} : { 'x-purpose': purpose }),
  };
}

function faultOf(service: string, error: unknown, signal: AbortSignal): ServiceFault {
  if (signal.aborted) return new ServiceFault(service, 'DEADLINE_EXCEEDED', String(signal.reason));
  return new ServiceFault(service, 'SERVICE_UNAVAILABLE', reasonOf(error));
}
