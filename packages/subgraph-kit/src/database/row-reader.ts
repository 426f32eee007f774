import type { Caller } from '../access/caller';
import { childCountsSql, childrenSql, parentKeyType, type ChildQuery } from './child-statements';
import type { EntityShape, EntityShapes, Selection } from './columns';
import { knownId } from './ids';
import type { Keyset } from './order';
import type { ClaimedStatements } from './statements';
import { Parameters, whereSql, type Where } from './where';

/** Told which people's rows the caller is shown. */
export type OnRead = (entityName: string, personIds: readonly string[]) => void;

/** Which rows, in which order, after which one, and how many at most. */
export interface RowRange {
  readonly columns: readonly string[];
  readonly keyset: Keyset;
  readonly cursor: readonly string[] | null;
  readonly limit: number;
}

/** Runs one statement for one kind of read, makes objects of its rows, and tells whose they are. */
export class RowReader {
  constructor(
    private readonly pool: ClaimedStatements,
    private readonly shapes: EntityShapes,
    private readonly caller: Caller,
    private readonly onRead: OnRead | undefined,
  ) {}

  /** For each list of ids its rows, in its order. */
  async byIds<E extends object>(
    shape: EntityShape<E>,
    columns: readonly string[],
    lists: readonly (readonly string[])[],
  ): Promise<(E | null)[][]> {
    const { sql, sqlType } = shape.key;
    const written = lists.map((list) => list.map((id) => knownId(id, sqlType)));
    const ids = distinct(written.flat());
    const found = new Map<string | null, E>();
    if (ids.length > 0) {
      const selection = shape.selection(columns);
      const rows = await this.pool.query(this.caller, `${selection.select} where ${sql} = any($1)`, [ids]);
      for (const row of rows) found.set(row[0] as string, selection.build(row));
      this.tell(shape, selection, rows);
    }
    return written.map((list) => list.map((id) => found.get(id) ?? null));
  }

  /** For each parent its children. */
  async byParents<E extends object>(
    children: ChildQuery<E>,
    { columns, keyset, cursor, limit }: RowRange,
    parentIds: readonly string[],
  ): Promise<E[][]> {
    const type = parentKeyType(this.shapes, children);
    const written = parentIds.map((id) => knownId(id, type));
    const ids = distinct(written);
    const groups = new Map<string | null, E[]>();
    if (ids.length > 0) {
      const selection = children.shape.selection(columns, keyset.properties);
      const { text, values } = childrenSql(this.shapes, children, { selection, keyset, cursor, limit }, ids);
      const rows = await this.pool.query(this.caller, text, values);
      for (const row of rows) {
        const parentId = row[selection.width] as string;
        const group = groups.get(parentId);
        if (group) group.push(selection.build(row));
        else groups.set(parentId, [selection.build(row)]);
      }
      this.tell(children.shape, selection, rows);
    }
    return written.map((id) => groups.get(id)?.slice() ?? []);
  }

  /** For each parent the number of its children. */
  async countsByParents<E extends object>(
    children: ChildQuery<E>,
    parentIds: readonly string[],
  ): Promise<number[]> {
    const type = parentKeyType(this.shapes, children);
    const written = parentIds.map((id) => knownId(id, type));
    const { text, values } = childCountsSql(this.shapes, children, distinct(written));
    const rows = await this.pool.query(this.caller, text, values);
    const counts = new Map(rows.map(([count, parentId]) => [parentId, count as number]));
    return written.map((id) => counts.get(id) ?? 0);
  }

  /** The rows that meet a condition. */
  async matching<E extends object>(
    shape: EntityShape<E>,
    where: Where<E> | undefined,
    { columns, keyset, cursor, limit }: RowRange,
  ): Promise<E[]> {
    const parameters = new Parameters();
    const selection = shape.selection(columns, keyset.properties);
    const conditions = [whereSql(shape, where, parameters)];
    if (cursor) conditions.push(keyset.after(cursor, parameters));
    const text = `${selection.select} where ${conditions.join(' and ')} order by ${keyset.sql} limit ${limit}`;
    const rows = await this.pool.query(this.caller, text, parameters.values);
    this.tell(shape, selection, rows);
    return rows.map(selection.build);
  }

  /** How many rows meet a condition. */
  async count<E extends object>(shape: EntityShape<E>, where: Where<E> | undefined): Promise<number> {
    const parameters = new Parameters();
    const text = `select count(*)::int from ${shape.table} where ${whereSql(shape, where, parameters)}`;
    const [row] = await this.pool.query(this.caller, text, parameters.values);
    return row?.[0] as number;
  }

  private tell<E extends object>(
    shape: EntityShape<E>,
    selection: Selection<E>,
    rows: readonly unknown[][],
  ): void {
    if (!this.onRead || shape.personIds.length === 0 || rows.length === 0) return;
    const ids = new Set<unknown>();
    for (const place of shape.personIds.map(selection.indexOf)) for (const row of rows) ids.add(row[place]);
    ids.delete(null);
    if (ids.size > 0) this.onRead(shape.name, [...ids] as string[]);
  }
}

function distinct(ids: readonly (string | null)[]): string[] {
  const known = new Set(ids);
  known.delete(null);
  return [...known] as string[];
}
