import { Client } from 'pg';
import type { Caller } from '../access/caller';
import { queryClaimed, type ClaimedResult } from '../database/claimed-query';
import { longestSilence, poolSettings } from '../database/data-source';
import { namedFault } from '../database/faults';
import { SilenceWatch } from '../database/silence';
import type { ClaimedStatements } from '../database/statements';
import { wireValue } from '../database/wire-value';

export interface SnapshotSettings {
  readonly databaseUrl: string;
  readonly statementTimeoutMs: number;
  /** The longest time between two statements, while rows are written. */
  readonly idleMs: number;
}

/**
 * A database as it is at one moment, on a connection of its own: one transaction that can only read, in which each
 * statement carries the caller's claims. What others change meanwhile is not seen.
 */
export class Snapshot implements ClaimedStatements {
  readonly #silence: SilenceWatch;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: Client,
    longestMs: number,
  ) {
    this.#silence = new SilenceWatch(longestMs);
  }

  static async open({ databaseUrl, statementTimeoutMs, idleMs }: SnapshotSettings): Promise<Snapshot> {
    const settings = poolSettings({ url: databaseUrl, statementTimeoutMs, applicationName: 'export' });
    const client = new Client({ ...settings, idle_in_transaction_session_timeout: idleMs });
    // The statement that was running on the lost connection is told; between two statements the next one is.
    client.on('error', () => undefined);
    const snapshot = new Snapshot(client, longestSilence({ statementTimeoutMs }));
    try {
      await client.connect();
      await client.query('begin isolation level repeatable read, read only');
      return snapshot;
    } catch (error) {
      await snapshot.close();
      throw namedFault(error);
    }
  }

  async query(caller: Caller, text: string, values: readonly unknown[] = []): Promise<unknown[][]> {
    return (await this.run(caller, text, values)).rows;
  }

  /** One statement after the other, as the protocol has it. */
  run(caller: Caller, text: string, values: readonly unknown[] = []): Promise<ClaimedResult> {
    const running = this.#last.then(() => this.#send(caller, text, values));
    this.#last = running.catch(() => undefined);
    return running;
  }

  /** Ends the connection, and with it a statement that is under way. */
  async close(): Promise<void> {
    this.#silence.stop();
    await this.client.end();
  }

  async #send(caller: Caller, text: string, values: readonly unknown[]): Promise<ClaimedResult> {
    this.#silence.asked(this.client);
    try {
      return await queryClaimed(this.client, caller, text, values.map(wireValue));
    } catch (error) {
      throw namedFault(error);
    } finally {
      this.#silence.answered(this.client);
    }
  }
}
