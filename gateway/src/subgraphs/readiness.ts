import { request } from 'undici';
import type { ServiceAddresses } from './addresses';

/** Whether each service says that it can answer. */
export type Readiness = Readonly<Record<string, boolean>>;

const PATIENCE_MS = 1_000;
const REMEMBERED_MS = 1_000;

/** Asks each service whether it is ready; an answer is good for a second, so that probes cost the services little. */
export class ReadinessProbe {
  #last: { at: number; readiness: Promise<Readiness> } | null = null;

  constructor(private readonly addresses: ServiceAddresses) {}

  ask(): Promise<Readiness> {
    const now = performance.now();
    if (this.#last && now - this.#last.at < REMEMBERED_MS) return this.#last.readiness;
    this.#last = { at: now, readiness: this.#askAll() };
    return this.#last.readiness;
  }

  async #askAll(): Promise<Readiness> {
    const names = [...this.addresses.keys()];
    const answers = await Promise.all(names.map((name) => isReady(this.addresses.get(name) ?? '')));
    return Object.fromEntries(names.map((name, index) => [name, answers[index] ?? false]));
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(new URL('/health/ready', address), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      // A probe leaves no connection behind.
      reset: true,
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    // Whatever the reason is, the service cannot be used now.
    return false;
  }
}
