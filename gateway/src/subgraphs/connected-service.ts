import { originOf } from './http/origin';
import { Pool, type PoolLimits } from './http/pool';
import { requestText, type RequestText } from './http/request-text';
import type { HttpResponse } from './http/response-parser';
import { retryAfterSeconds } from './retry-after';
import { ServiceFault } from './service-fault';

/**
 * The longest that a service is left alone after a 503 that asked for it. Longer could be an outage of our own making:
 * behind a balancer one of many speaks, and only for itself.
 */
const LONGEST_REST_MS = 10_000;

/** A service, the connections to it, and how it is spoken to. */
export class ConnectedService {
  readonly pool: Pool;
  /** What stands first in every request. */
  readonly #head: string;
  #restsUntil = 0;

  /** Throws, without naming the address, when it is not one of HTTP. */
  constructor(
    private readonly name: string,
    address: string,
    limits: PoolLimits,
    ca: string | undefined,
  ) {
    const url = new URL(address);
    const origin = originOf(url, ca);
    this.pool = new Pool(origin, limits);
    this.#head =
      `POST ${url.pathname}${url.search} HTTP/1.1\r\n` +
      `host: ${origin.hostHeader}\r\ncontent-type: application/json\r\naccept: application/json\r\n`;
  }

  /** `headers` are lines of a head, each with its end. */
  requestFor(body: string, headers: string): RequestText {
    return requestText(this.#head + headers, body);
  }

  /** Hears what a response says of the service itself: one that has asked for time gets it. */
  hasAnswered(response: HttpResponse): void {
    if (response.status !== 503) return;
    // A 429 is meant for the caller whose call it was; others have not asked too often.
    const seconds = retryAfterSeconds(response, Date.now());
    if (seconds !== null) this.#restsUntil = performance.now() + Math.min(seconds * 1000, LONGEST_REST_MS);
  }

  /** Why the service is not to be asked now; null when it may be. */
  get refusal(): ServiceFault | null {
    if (this.#restsUntil === 0) return null;
    const seconds = Math.ceil((this.#restsUntil - performance.now()) / 1000);
    if (seconds > 0) return new ServiceFault(this.name, 'SERVICE_UNAVAILABLE', 'ASKED_FOR_TIME', seconds);
    this.#restsUntil = 0;
    return null;
  }
}
