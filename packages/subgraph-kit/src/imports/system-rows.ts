import { SYSTEM_CALLER } from '../access/roles';
import type { ClaimedPool } from '../database/statements';

/** Runs one statement as the system, in a transaction of its own, and gives its rows by the names of the columns. */
export async function systemRows<Row extends object>(
  pool: ClaimedPool,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { columns, rows } = await pool.run(SYSTEM_CALLER, sql, values);
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])) as Row);
}
