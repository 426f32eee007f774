import type { Exchange } from './http/connection';
import type { RequestText } from './http/request-text';
import type { HttpResponse } from './http/response-parser';
import { isBrokenConnection } from './http/wire-fault';
import type { ConnectedService } from './connected-service';
import type { EndOfRequest } from './request-deadline';
import type { Waiter } from './waiter';

/** Told that nothing more comes of a call, or that nobody else may wait for it. */
export type OnEnd = (call: ServiceCall) => void;

/** One call to a service by HTTP, and those who wait for its answer. It is given up when nobody does any more. */
export class ServiceCall implements Exchange {
  readonly #waiters: Waiter[] = [];
  #wasRepeated = false;

  constructor(
    readonly request: RequestText,
    private readonly service: ConnectedService,
    private readonly isRepeatable: boolean,
    private readonly onEnd: OnEnd | null,
  ) {}

  /** Once somebody waits. */
  start(): void {
    this.service.pool.send(this);
  }

  join(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  leave(waiter: Waiter, why: EndOfRequest): void {
    const place = this.#waiters.indexOf(waiter);
    if (place === -1) return;
    this.#waiters.splice(place, 1);
    const isLast = this.#waiters.length === 0;
    if (isLast) this.service.pool.cancel(this);
    // A call that was too slow for one is not what another should begin to wait for.
    if (isLast || why === 'deadline') this.onEnd?.(this);
  }

  answered(response: HttpResponse): void {
    this.onEnd?.(this);
    this.service.hasAnswered(response);
    for (const waiter of this.#waiters.splice(0)) waiter.answered(response);
  }

  failed(error: Error): void {
    if (this.isRepeatable && !this.#wasRepeated && isBrokenConnection(error)) {
      this.#wasRepeated = true;
      return this.service.pool.send(this);
    }
    this.onEnd?.(this);
    for (const waiter of this.#waiters.splice(0)) waiter.failed(error);
  }
}
