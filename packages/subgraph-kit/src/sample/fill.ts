import { escapeIdentifier, type ClientBase } from 'pg';

/** A constraint or an index that is made again once the tables are full. */
interface SetAside {
  readonly drop: string;
  readonly create: string;
}

/**
 * Foreign keys and exclusion constraints: checked for all rows together they take a fraction of the time that they
 * take row by row.
 */
const CONSTRAINTS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
  from pg_constraint where contype in ('f', 'x') and conrelid = any ($1::regclass[])`;

const INDEXES = `
  select format('drop index %s', indexrelid::regclass) as drop, pg_get_indexdef(indexrelid) as create
  from pg_index
  where indrelid = any ($1::regclass[]) and not indisprimary
    and not exists (select from pg_constraint where conindid = indexrelid)`;

/**
 * Fills tables with many rows faster, within `fillDatabase`: triggers that derive columns do not run, so `fill` gives
 * these columns too; foreign keys, exclusion constraints and indexes are set aside and made again over all rows at the
 * end, of which `onRestored` hears.
 */
export async function fillTables(
  client: ClientBase,
  tables: readonly string[],
  fill: () => Promise<void>,
  onRestored?: (done: number, total: number) => void,
): Promise<void> {
  const onEach = async (change: string) => {
    for (const table of tables) await client.query(`alter table ${escapeIdentifier(table)} ${change}`);
  };
  const constraints = await client.query<SetAside>(CONSTRAINTS, [tables]);
  const indexes = await client.query<SetAside>(INDEXES, [tables]);
  await onEach('disable trigger user');
  for (const { drop } of [...constraints.rows, ...indexes.rows]) await client.query(drop);
  await fill();
  await client.query(`set local maintenance_work_mem = '128MB'`);
  const restored = [...indexes.rows, ...constraints.rows];
  for (const [index, { create }] of restored.entries()) {
    await client.query(create);
    onRestored?.(index + 1, restored.length);
  }
  await onEach('enable trigger user');
}
