import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';

/** A row as PostgreSQL takes it from JSON, by the names of its columns. */
export type NewRow = Readonly<Record<string, string | number | boolean | null | object>>;

/** Adds rows, all with the same columns, by one statement. */
export async function addRows(run: ImportRun, table: string, rows: readonly NewRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await run.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Changes rows, found by their key, by one statement. */
export async function changeRows(
  run: ImportRun,
  table: string,
  key: readonly string[],
  rows: readonly NewRow[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const changed = Object.keys(first).filter((column) => !key.includes(column));
  await run.query(
    `update ${table} set ${changed.map((column) => `${column} = changed.${column}`).join(', ')}
       from jsonb_populate_recordset(null::${table}, $1::jsonb) as changed
      where ${key.map((column) => `${table}.${column} = changed.${column}`).join(' and ')}`,
    [JSON.stringify(rows)],
  );
}
