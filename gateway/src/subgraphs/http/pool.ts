import { Connection, type ConnectionOwner, type Exchange } from './connection';
import type { Origin } from './origin';
import { isBrokenConnection, WireFault } from './wire-fault';

export interface PoolLimits {
  /** The most connections at a time. */
  readonly connections: number;
  /** The most requests that wait for a connection. */
  readonly queued: number;
  /** The longest that a connection lies idle; less when its peer says so. */
  readonly idleMs: number;
  readonly maxBodyBytes: number;
}

/** A connection is not used in the last second that its peer keeps it: the peer may close it as we send. */
const MARGIN_MS = 1_000;

/**
 * Connections to one service, kept open and used again, the last used first so that those not needed grow old. When
 * all are in use, requests wait in the order in which they came.
 */
export class Pool implements ConnectionOwner {
  readonly #open = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #queue = new Set<Exchange>();
  #responses = 0;
  #sweep: NodeJS.Timeout | null = null;
  #whenClosed: (() => void) | null = null;
  #closed: Promise<void> | null = null;

  constructor(
    private readonly origin: Origin,
    private readonly limits: PoolLimits,
  ) {}

  /** Connections at present, in use and idle. */
  get size(): number {
    return this.#open.size;
  }

  /** Sends the exchange's request as soon as there is a connection for it. */
  send(exchange: Exchange): void {
    if (this.#whenClosed) return exchange.failed(new WireFault('POOL_CLOSED'));
    const idle = this.#takeIdle();
    if (idle) this.#sendOver(idle, exchange);
    else if (this.#open.size < this.limits.connections) this.#connectFor(exchange);
    else if (this.#queue.size < this.limits.queued) this.#queue.add(exchange);
    else exchange.failed(new WireFault('QUEUE_FULL'));
  }

  /** Gives an exchange up: it is not sent any more, or its connection is closed. It is told nothing. */
  cancel(exchange: Exchange): void {
    if (this.#queue.delete(exchange)) return;
    for (const connection of this.#open) if (connection.carries(exchange)) return connection.close();
  }

  /** Takes no more requests, and ends when those that it has taken have ended. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#whenClosed = resolve;
      if (this.#sweep) clearTimeout(this.#sweep);
      for (const connection of [...this.#idle]) connection.close();
      if (this.#open.size === 0) resolve();
    });
    return this.#closed;
  }

  isFree(connection: Connection, keepAliveMs: number | null): void {
    connection.answeredAfter = this.#responses += 1;
    const next = this.#takeQueued();
    if (next) return this.#sendOver(connection, next);
    const idleMs = Math.min(this.limits.idleMs, (keepAliveMs ?? Infinity) - MARGIN_MS);
    if (this.#whenClosed || idleMs <= 0) return connection.close();
    connection.idleUntil = performance.now() + idleMs;
    this.#idle.push(connection);
    this.#sweep ??= setTimeout(() => this.#closeOld(), idleMs).unref();
  }

  isClosed(connection: Connection, why: Error | null): void {
    this.#open.delete(connection);
    const place = this.#idle.indexOf(connection);
    if (place !== -1) this.#idle.splice(place, 1);
    if (why && isBrokenConnection(why)) this.#doubtIdleSince(connection.sentAfter);
    const next = this.#takeQueued();
    if (next) this.#connectFor(next);
    else if (this.#open.size === 0) this.#whenClosed?.();
  }

  #connectFor(exchange: Exchange): void {
    const connection = new Connection(this.origin, this.limits.maxBodyBytes, this);
    this.#open.add(connection);
    this.#sendOver(connection, exchange);
  }

  #sendOver(connection: Connection, exchange: Exchange): void {
    connection.sentAfter = this.#responses;
    connection.send(exchange);
  }

  #takeIdle(): Connection | undefined {
    for (let last = this.#idle.pop(); last; last = this.#idle.pop()) {
      if (last.isOpen && last.idleUntil > performance.now()) return last;
      last.close();
    }
    return undefined;
  }

  #takeQueued(): Exchange | undefined {
    for (const first of this.#queue) {
      this.#queue.delete(first);
      return first;
    }
    return undefined;
  }

  /** When one connection broke, those that answered nothing since its request may be as dead: the same restart. */
  #doubtIdleSince(sentAfter: number): void {
    for (const idle of this.#idle.filter(({ answeredAfter }) => answeredAfter <= sentAfter)) idle.close();
  }

  #closeOld(): void {
    this.#sweep = null;
    const now = performance.now();
    for (const old of this.#idle.filter(({ idleUntil }) => idleUntil <= now)) old.close();
    const next = Math.min(...this.#idle.map(({ idleUntil }) => idleUntil));
    if (next < Infinity) this.#sweep = setTimeout(() => this.#closeOld(), Math.ceil(next - now)).unref();
  }
}
