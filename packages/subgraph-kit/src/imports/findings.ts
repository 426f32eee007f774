import type { EntityManager } from 'typeorm';
import { COMMON_REFUSALS } from './common-refusals';
import type { ImportKind } from './import-kind';
import type { Finding, Findings } from './range-run';
import type { StagedRange } from './ranges';
import { stagingTable } from './staging';

/** By how much the counts of a job have changed. */
export interface CountChanges {
  readonly refused: number;
  readonly unchanged: number;
}

/** Keeps what a check has found in a range, has groups refused as a whole, and counts. */
export async function keepFindings(
  manager: EntityManager,
  kind: ImportKind,
  jobId: string,
  range: StagedRange,
  { refusals, unchanged }: Pick<Findings, 'refusals' | 'unchanged'>,
): Promise<CountChanges> {
  const table = stagingTable(kind);
  let refused = await refuseRows(manager, table, jobId, refusals);
  refused += await refuseBrokenGroups(manager, kind, jobId, range);
  return { refused, unchanged: await markUnchanged(manager, table, jobId, range, unchanged) };
}

async function refuseRows(
  manager: EntityManager,
  table: string,
  jobId: string,
  refusals: readonly Finding[],
): Promise<number> {
  if (refusals.length === 0) return 0;
  await manager.query(
    `insert into import_refusal (job_id, line, group_key, column_name, code, facts)
     select staged.job_id, found.line, staged.group_key, found.column_name, found.code, found.facts
       from unnest($2::int[], $3::text[], $4::text[], $5::jsonb[]) with ordinality
              as found (line, column_name, code, facts, place)
       join ${table} as staged on staged.job_id = $1 and staged.line = found.line and not staged.is_refused
      order by found.place`,
    [
      jobId,
      refusals.map(({ line }) => line),
      refusals.map(({ column }) => column),
      refusals.map(({ code }) => code),
      refusals.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
  const [, marked] = await manager.query<[unknown[], number]>(
    `update ${table} set is_refused = true where job_id = $1 and line = any($2::int[]) and not is_refused`,
    [jobId, refusals.map(({ line }) => line)],
  );
  return marked;
}

/** Rows that nothing is wrong with go with those of their group, also with rows that could not be staged at all. */
export async function refuseBrokenGroups(
  manager: EntityManager,
  kind: ImportKind,
  jobId: string,
  { condition }: StagedRange,
): Promise<number> {
  if (!kind.groupBy) return 0;
  const rows = await manager.query<unknown[]>(
    `with broken as (
       select group_key, min(line) as line from import_refusal
        where job_id = $1 and ${condition} group by group_key
     ), marked as (
       update ${stagingTable(kind)} as staged set is_refused = true from broken
        where staged.job_id = $1 and staged.group_key = broken.group_key and not staged.is_refused
       returning staged.line, staged.group_key, broken.line as because_of
     )
     insert into import_refusal (job_id, line, group_key, code, facts)
     select $1, line, group_key, $2, jsonb_build_object('line', because_of) from marked order by line
     returning line`,
    [jobId, COMMON_REFUSALS.GROUP_REFUSED.code],
  );
  return rows.length;
}

/** Marks what the last look at the range has found to change nothing, and only that. */
async function markUnchanged(
  manager: EntityManager,
  table: string,
  jobId: string,
  { condition }: StagedRange,
  lines: readonly number[],
): Promise<number> {
  const [rows] = await manager.query<[{ isUnchanged: boolean }[], number]>(
    `update ${table} set is_unchanged = not is_unchanged
      where job_id = $1 and ${condition} and is_unchanged <> (not is_refused and line = any($2::int[]))
     returning is_unchanged as "isUnchanged"`,
    [jobId, lines],
  );
  return rows.reduce((sum, { isUnchanged }) => sum + (isUnchanged ? 1 : -1), 0);
}
