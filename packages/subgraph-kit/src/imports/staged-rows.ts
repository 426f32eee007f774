import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import { copyLine } from '../sample/copy';
import type { ImportKind } from './import-kind';
import type { ReadRow } from './row-reader';
import { stagedColumn, stagingTable } from './staging';

/** Characters after which text becomes bytes: these live outside the heap, so that rows die young. */
const PIECE = 64 * 1024;

/** Rows on their way into the staging table, kept as the bytes that COPY sends. */
export class StagedRows {
  readonly #names: readonly string[];
  readonly #pieces: Buffer[] = [];
  #piece = '';

  constructor(
    private readonly kind: ImportKind,
    private readonly jobId: string,
  ) {
    this.#names = [...kind.columns, ...(kind.derived ?? [])].map(({ name }) => name);
  }

  add({ line, groupKey, values }: ReadRow): void {
    this.#piece += copyLine([this.jobId, line, groupKey, ...this.#names.map((name) => values[name] ?? null)]);
    if (this.#piece.length >= PIECE) this.#cut();
  }

  /** Writes them in the transaction. */
  async write(manager: EntityManager): Promise<void> {
    this.#cut();
    if (this.#pieces.length === 0) return;
    const columns = ['job_id', 'line', 'group_key', ...this.#names.map(stagedColumn)];
    const client = await clientOf(manager);
    const sink = client.query(copyFrom(`copy ${stagingTable(this.kind)} (${columns.join(', ')}) from stdin`));
    await pipeline(Readable.from(this.#pieces), sink);
  }

  #cut(): void {
    if (this.#piece !== '') this.#pieces.push(Buffer.from(this.#piece));
    this.#piece = '';
  }
}

/** The connection on which the transaction runs. */
async function clientOf({ queryRunner }: EntityManager): Promise<PoolClient> {
  if (!queryRunner) throw new Error('COPY needs the connection of its transaction.');
  return (await queryRunner.connect()) as PoolClient;
}
