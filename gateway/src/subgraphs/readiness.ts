import type { ServiceAddresses } from './addresses';
import { Connection } from './http/connection';
import { originOf, type Origin } from './http/origin';

/** Whether each service says that it can answer. */
export type Readiness = Readonly<Record<string, boolean>>;

const PATIENCE_MS = 1_000;
const REMEMBERED_MS = 1_000;
const MAX_BODY_BYTES = 65_536;

/** Asks each service whether it is ready; an answer is good for a second, so that probes cost the services little. */
export class ReadinessProbe {
  #last: { at: number; readiness: Promise<Readiness> } | null = null;

  readonly #origins: readonly (readonly [string, Origin])[];

  /** Throws when an address is not one of HTTP. `ca` as for the calls themselves. */
  constructor(addresses: ServiceAddresses, ca?: string) {
    this.#origins = [...addresses].map(([name, address]) => [name, originOf(new URL(address), ca)]);
  }

  ask(): Promise<Readiness> {
    const now = performance.now();
    if (this.#last && now - this.#last.at < REMEMBERED_MS) return this.#last.readiness;
    this.#last = { at: now, readiness: this.#askAll() };
    return this.#last.readiness;
  }

  async #askAll(): Promise<Readiness> {
    return Object.fromEntries(
      await Promise.all(this.#origins.map(async ([name, origin]) => [name, await isReady(origin)] as const)),
    );
  }
}

/** A probe has a connection of its own, which it leaves closed; whatever goes wrong, the service cannot be used now. */
function isReady(origin: Origin): Promise<boolean> {
  const owner = { isFree: (free: Connection) => free.close(), isClosed: () => undefined };
  return new Promise((resolve) => {
    const connection = new Connection(origin, MAX_BODY_BYTES, owner);
    const end = (ready: boolean): void => {
      clearTimeout(timer);
      connection.close();
      resolve(ready);
    };
    const timer = setTimeout(() => end(false), PATIENCE_MS);
    connection.send({
      request: {
        text: `GET /health/ready HTTP/1.1\r\nhost: ${origin.hostHeader}\r\nconnection: close\r\n\r\n`,
        encoding: 'latin1',
      },
      answered: ({ status }) => end(status === 200),
      failed: () => end(false),
    });
  });
}
