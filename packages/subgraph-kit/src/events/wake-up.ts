import { Client } from 'pg';

const CHANNEL = 'event_waiting';
const AGAIN_MS = 1_000;

/**
 * Hears from PostgreSQL, the moment a transaction commits, that events wait for a subscriber. Should it miss a
 * call, the lanes look by themselves soon after.
 */
export class WakeUp {
  #client: Client | null = null;
  #again: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(
    private readonly databaseUrl: string,
    /** Called with the subscriber's name; with null when calls may have been missed. */
    private readonly onCall: (subscriber: string | null) => void,
    /** The channel on which is called: the events', or that of other work that waits. */
    private readonly channel = CHANNEL,
  ) {}

  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new Client({
      connectionString: this.databaseUrl,
      application_name: 'event wake-up',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    this.#client = client;
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.onCall(payload ?? null));
    try {
      await client.connect();
      await client.query(`listen ${this.channel}`);
      this.onCall(null);
    } catch {
      // The database is away: tried again, and meanwhile the lanes look by themselves.
      this.#lost(client);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#again) clearTimeout(this.#again);
    await this.#client?.end();
  }

  #lost(client: Client): void {
    if (this.#stopped || this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    // It is the work that keeps a process, not the waiting for its calls.
    this.#again = setTimeout(() => void this.start(), AGAIN_MS).unref();
  }
}
