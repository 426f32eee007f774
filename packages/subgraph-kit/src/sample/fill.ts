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
 * Fills tables of an empty database by COPY, in the transaction that `client` has begun as their owner. COPY does not
 * pass row-level security that is forced on the owner, so that is let off meanwhile; triggers that derive columns do
 * not run, so `fill` gives these columns too; foreign keys, exclusion constraints and indexes are set aside, and made
 * again over all rows at the end. It takes the tables for itself: nobody reads them before the commit.
 */
export async function fillTables(
  client: ClientBase,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const onEach = async (change: string) => {
    for (const table of tables) await client.query(`alter table ${escapeIdentifier(table)} ${change}`);
  };
  const constraints = await client.query<SetAside>(CONSTRAINTS, [tables]);
  const indexes = await client.query<SetAside>(INDEXES, [tables]);
  await onEach('no force row level security, disable trigger user');
  for (const { drop } of [...constraints.rows, ...indexes.rows]) await client.query(drop);
  await fill();
  await client.query(`set local maintenance_work_mem = '128MB'`);
  for (const { create } of [...indexes.rows, ...constraints.rows]) await client.query(create);
  await onEach('enable trigger user, force row level security');
}
