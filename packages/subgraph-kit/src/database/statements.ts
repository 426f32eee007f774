import { Pool } from 'pg';
import type { Caller } from '../access/caller';
import { ClaimedQuery, type ClaimedResult } from './claimed-query';
import { longestSilence, poolSettings } from './data-source';
import { isLostConnection, namedFault } from './faults';
import { SilenceWatch } from './silence';
import { wireValue } from './wire-value';

/** One statement that has run, for metrics and for tests that count. It holds no value. */
export interface StatementReport {
  readonly text: string;
  readonly role: string;
  readonly milliseconds: number;
  readonly rows: number;
  readonly failed: boolean;
}

/** Where the fast reads go, and who is told of them. */
export interface ClaimedPoolSettings {
  /** The address of the database, with the app's login. */
  readonly connectionString: string;
  /** Connections held at most; 10 when not said. */
  readonly max?: number;
  /** PostgreSQL stops a statement that runs longer; 5 seconds when not said. */
  readonly statementTimeoutMs?: number;
  /** Shown in PostgreSQL's list of sessions. */
  readonly applicationName?: string;
  readonly onStatement?: (report: StatementReport) => void;
  /** An idle connection was lost; the next statement opens another. */
  readonly onLostConnection?: (error: Error) => void;
}

/** Statements under a caller's claims: those of a pool each see the present, those of a snapshot all one moment. */
export interface ClaimedStatements {
  /** Rows as arrays, in the order of the statement's columns. */
  query(caller: Caller, text: string, values?: readonly unknown[]): Promise<unknown[][]>;
  /** The same with the names of the columns. */
  run(caller: Caller, text: string, values?: readonly unknown[]): Promise<ClaimedResult>;
}

/** The fast way to read: the caller's claims and a prepared statement in one round trip and one transaction. */
export class ClaimedPool implements ClaimedStatements {
  /** How many statements have been sent, so that a test can say how many a request needs. */
  statements = 0;
  private readonly pool: Pool;
  private readonly silence: SilenceWatch;
  private readonly observers = new Set<(report: StatementReport) => void>();

  constructor({ connectionString, max, onStatement, onLostConnection, ...settings }: ClaimedPoolSettings) {
    this.pool = new Pool(poolSettings({ ...settings, url: connectionString, poolSize: max }));
    this.silence = new SilenceWatch(longestSilence(settings));
    this.pool.on('error', (error) => onLostConnection?.(error));
    // While a connection is lent out the pool does not listen to it, and an 'error' no one hears ends the process.
    this.pool.on('connect', (client) => client.on('error', ignore));
    if (onStatement) this.observers.add(onStatement);
  }

  /** Connections open, lent out and awaited. */
  get load(): { readonly open: number; readonly busy: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { open: totalCount, busy: totalCount - idleCount, waiting: waitingCount };
  }

  /** Has each statement reported from now on; what it returns ends it. */
  observe(observer: (report: StatementReport) => void): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  /** Rows as arrays, in the order of the statement's columns. */
  async query(caller: Caller, text: string, values: readonly unknown[] = []): Promise<unknown[][]> {
    return (await this.run(caller, text, values)).rows;
  }

  /** The same with the names of the columns. */
  async run(caller: Caller, text: string, values: readonly unknown[] = []): Promise<ClaimedResult> {
    this.statements += 1;
    if (this.observers.size === 0) return this.send(caller, text, values);
    const begun = performance.now();
    const report = (rows: number, failed: boolean) => {
      const milliseconds = performance.now() - begun;
      for (const observer of this.observers)
        observer({ text, role: caller.role, milliseconds, rows, failed });
    };
    try {
      const result = await this.send(caller, text, values);
      report(result.rows.length, false);
      return result;
    } catch (error) {
      report(0, true);
      throw error;
    }
  }

  /** Waits for what is running, then closes all connections. */
  async end(): Promise<void> {
    await this.pool.end();
    this.silence.stop();
  }

  private send(caller: Caller, text: string, values: readonly unknown[]): Promise<ClaimedResult> {
    const encoded = values.map(wireValue);
    return new Promise((resolve, reject) => {
      this.pool.connect((failure, client, release) => {
        if (!client) return reject(namedFault(failure));
        const query = new ClaimedQuery(caller, text, encoded, (error, result) => {
          this.silence.answered(client);
          release(error !== null && isLostConnection(error) ? error : undefined);
          if (result) resolve(result);
          else reject(namedFault(error));
        });
        this.silence.asked(client);
        client.query(query);
      });
    });
  }
}

function ignore(): void {
  // The statement that was running on the lost connection has been told already.
}
