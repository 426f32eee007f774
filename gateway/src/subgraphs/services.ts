import type { ServiceAddresses } from './addresses';
import { ConnectedService } from './connected-service';
import { DeadlineClock } from './deadline-clock';
import { ForwardedHeaders, type ForwardedRequest } from './forwarded-request';
import type { ServiceAnswer } from './service-answer';
import { ServiceCall } from './service-call';
import { ServiceFault } from './service-fault';
import { readKey, SharedReads } from './shared-reads';
import { Waiter, type CallReport, type WaiterParts } from './waiter';

export type { CallReport } from './waiter';
export type { ForwardedRequest } from './forwarded-request';
export type { ServiceAnswer } from './service-answer';

export interface ServiceLimits {
  readonly timeoutMs: number;
  /** To each service. */
  readonly connections: number;
  readonly maxResponseBytes: number;
}

export interface ServiceOptions {
  /** Whether identical reads that are under way at the same time are asked once. */
  readonly sharedReads?: boolean;
  /** Certificates (PEM) of the authority that services with https are believed by, instead of those Node knows. */
  readonly ca?: string;
}

/** Calls that may wait for each connection that there may be: beyond that, waiting would only end at the deadline. */
const QUEUED_PER_CONNECTION = 16;
const IDLE_MS = 30_000;

/** Asks services over HTTP: kept-alive connections, a bound on time and size for each call. */
export class Services {
  readonly #connected = new Map<string, ConnectedService>();
  readonly #headers = new ForwardedHeaders();
  readonly #waiting: WaiterParts;
  readonly #sharedReads: SharedReads | null;

  /** Throws when an address is not one of HTTP, or the certificates cannot be read. */
  constructor(
    addresses: ServiceAddresses,
    limits: ServiceLimits,
    report: (call: CallReport) => void,
    { sharedReads = false, ca }: ServiceOptions = {},
  ) {
    const { connections, maxResponseBytes: maxBodyBytes, timeoutMs } = limits;
    const queued = connections * QUEUED_PER_CONNECTION;
    for (const [name, address] of addresses) {
      const poolLimits = { connections, queued, idleMs: IDLE_MS, maxBodyBytes };
      this.#connected.set(name, new ConnectedService(name, address, poolLimits, ca));
    }
    this.#waiting = { clock: new DeadlineClock(), timeoutMs, report };
    this.#sharedReads = sharedReads ? new SharedReads() : null;
  }

  /** Asks one service. Rejects with a ServiceFault when there is no answer within the time and size allowed. */
  ask(service: string, body: string, request: ForwardedRequest): Promise<ServiceAnswer> {
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(service, request.deadline, this.#waiting, { resolve, reject });
      const over = waiter.isOver;
      if (over) return waiter.giveUp(over);
      try {
        this.#ask(waiter, service, body, request);
      } catch (error) {
        waiter.failed(error as Error);
      }
    });
  }

  /** Closes all connections, those in use when their calls end. */
  async close(): Promise<void> {
    await Promise.all([...this.#connected.values()].map(({ pool }) => pool.close()));
  }

  /** Lets the waiter wait for a call. Throws a ServiceFault or a WireFault when there can be none. */
  #ask(waiter: Waiter, service: string, body: string, request: ForwardedRequest): void {
    const connected = this.#connected.get(service);
    if (!connected) throw new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'NO_ADDRESS');
    const key = this.#sharedReads && request.isRepeatable ? readKey(service, body, request) : null;
    const shared = key === null ? undefined : this.#sharedReads?.find(key);
    if (shared) return waiter.waitFor(shared, 'shared');
    const { refusal } = connected;
    if (refusal) throw refusal;
    const call = new ServiceCall(
      connected.requestFor(body, this.#headers.of(request)),
      connected,
      request.isRepeatable,
      this.#sharedReads && this.#whenEnded(this.#sharedReads, key),
    );
    if (key !== null) this.#sharedReads?.begin(key, call);
    waiter.waitFor(call, 'own');
    call.start();
  }

  #whenEnded(sharedReads: SharedReads, key: string | null): (call: ServiceCall) => void {
    return key === null ? () => sharedReads.writeHasEnded() : (call) => sharedReads.end(key, call);
  }
}
