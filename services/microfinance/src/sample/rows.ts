import type { ClientBase } from 'pg';
import { copyRows, type CopyValue } from '@solidarity/subgraph-kit/sample/copy';

/** A row by the names of its columns; every row of a table has the same. */
export type SampleRow = Readonly<Record<string, CopyValue>>;

/** Rows by table, in the order in which the tables must be filled. */
export class SampleTables {
  private readonly tables = new Map<string, SampleRow[]>();

  constructor(order: readonly string[]) {
    for (const table of order) this.tables.set(table, []);
  }

  add(table: string, ...rows: readonly SampleRow[]): void {
    const known = this.tables.get(table);
    if (!known) throw new RangeError(`The sample does not fill ${table}.`);
    known.push(...rows);
  }

  /** Writes what has been added, and forgets it. */
  async write(client: ClientBase): Promise<void> {
    for (const [table, rows] of this.tables) {
      const [first] = rows;
      if (!first) continue;
      const columns = Object.keys(first);
      await copyRows(
        client,
        table,
        columns,
        rows.map((row) => columns.map((column) => row[column] ?? null)),
      );
      rows.length = 0;
    }
  }
}
