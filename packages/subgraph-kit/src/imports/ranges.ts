import type { EntityManager } from 'typeorm';
import type { ImportKind } from './import-kind';
import { stagedView, stagingTable } from './staging';

/** Staged rows that are looked at together; groups are whole in it. */
export interface StagedRange {
  /** The line, or the key of the group, with which it ends; the next begins after it. */
  readonly end: string;
  /** SQL conditions that pick its rows from the staging table. */
  readonly condition: string;
  /** About how many rows it has. */
  readonly rows: number;
}

/**
 * The next range after an end ('' at the first), or null when there is none. It leaves both ends in settings of the
 * transaction, for a group's key may be personal and must not stand in the text of a statement.
 */
export async function nextRange(
  manager: EntityManager,
  kind: ImportKind,
  jobId: string,
  after: string,
  most: number,
): Promise<StagedRange | null> {
  const [key, type, from] = kind.groupBy ? ['group_key', 'text', after] : ['line', 'int', after || '0'];
  const [range] = await manager.query<{ end: string | null; rows: number }[]>(
    `select max(${key})::text as end, count(*)::int as rows from (
       select ${key} from ${stagingTable(kind)} where job_id = $1 and ${key} > $2::${type} order by ${key} limit $3
     ) as first`,
    [jobId, from, most],
  );
  if (!range || range.end === null) return null;
  return rangeBetween(manager, kind, from, range.end, range.rows);
}

/** The range after one end up to another. */
async function rangeBetween(
  manager: EntityManager,
  kind: ImportKind,
  after: string,
  end: string,
  rows: number,
): Promise<StagedRange> {
  await manager.query(
    "select set_config('app.import_after', $1, true), set_config('app.import_until', $2, true)",
    [after, end],
  );
  const [key, type] = kind.groupBy ? ['group_key', 'text'] : ['line', 'int'];
  const bound = (name: string): string => `current_setting('app.import_${name}')::${type}`;
  return { end, rows, condition: `${key} > ${bound('after')} and ${key} <= ${bound('until')}` };
}

/** Cuts all that comes after an end into ranges, each of which waits to be committed by itself; gives the last end. */
export async function planRanges(
  manager: EntityManager,
  kind: ImportKind,
  jobId: string,
  after: string,
  most: number,
): Promise<string> {
  let end = after;
  for (;;) {
    const range = await nextRange(manager, kind, jobId, end, most);
    if (!range) return end;
    await manager.query(
      'insert into import_range (job_id, begins_after, ends_with, rows) values ($1, $2, $3, $4)',
      [jobId, end, range.end, range.rows],
    );
    end = range.end;
  }
}

/** A range that waits and that no other session has; it waits no more when the transaction commits. */
export async function takeRange(
  manager: EntityManager,
  kind: ImportKind,
  jobId: string,
): Promise<StagedRange | null> {
  const [[range]] = await manager.query<[{ after: string; end: string; rows: number }[], number]>(
    `delete from import_range
      where id = (select id from import_range where job_id = $1 order by id limit 1 for update skip locked)
     returning begins_after as after, ends_with as "end", rows`,
    [jobId],
  );
  if (!range) return null;
  const after = kind.groupBy ? range.after : range.after || '0';
  return rangeBetween(manager, kind, after, range.end, range.rows);
}

/** What a check or commit selects from: the rows of the range that nothing refuses. */
export function rowsIn(kind: ImportKind, { condition }: StagedRange, onlyChanging: boolean): string {
  const changing = onlyChanging ? ' and not is_unchanged' : '';
  return `(select * from ${stagedView(kind)} where ${condition}${changing})`;
}
