import type { ClaimedPool } from '../database/statements';
import type { ImportKind } from './import-kind';
import { stagingTable } from './staging';
import { systemRows } from './system-rows';

/** Rows that one statement removes. */
const ROWS_AT_ONCE = 20_000;
const JOBS_AT_ONCE = 20;

/**
 * Removes what is needed no more: uploads that broke off, the staged rows of jobs that have ended (their file too,
 * unless an error file may be asked for), and after their time lists that nobody committed and all that was refused.
 * What is left of a job are its counts.
 */
export async function clearAway(pool: ClaimedPool, kinds: ReadonlyMap<string, ImportKind>): Promise<void> {
  await systemRows(pool, "delete from import_job where state = 'RECEIVING' and lease_until < now()");
  await systemRows(
    pool,
    `update import_job set state = 'EXPIRED', finished_at = now()
      where state = 'CHECKED' and expires_at < now() and not is_cleared`,
  );
  await unstage(pool, kinds);
  await forget(pool);
}

async function unstage(pool: ClaimedPool, kinds: ReadonlyMap<string, ImportKind>): Promise<void> {
  const jobs = await systemRows<{ id: string; kind: string; keepsFile: boolean }>(
    pool,
    `select id, kind, state in ('COMMITTED', 'REFUSED') and rows_refused > 0 as "keepsFile" from import_job
      where not is_unstaged and state in ('COMMITTED', 'REFUSED', 'CANCELLED', 'EXPIRED')
      order by created_at limit ${JOBS_AT_ONCE}`,
  );
  for (const { id, kind, keepsFile } of jobs) {
    const known = kinds.get(kind);
    if (known) await removeRows(pool, stagingTable(known), id);
    await systemRows(pool, 'delete from import_range where job_id = $1', [id]);
    if (!keepsFile) await systemRows(pool, 'delete from import_file_part where job_id = $1', [id]);
    await systemRows(pool, 'update import_job set is_unstaged = true where id = $1', [id]);
  }
}

/** Removes the rows of a job some at a time, so that no statement takes long. */
async function removeRows(pool: ClaimedPool, table: string, jobId: string): Promise<void> {
  for (let removed = ROWS_AT_ONCE; removed === ROWS_AT_ONCE;) {
    const rows = await systemRows<{ rows: number }>(
      pool,
      `with gone as (
         delete from ${table} where ctid = any(array(
           select ctid from ${table} where job_id = $1 limit ${ROWS_AT_ONCE}))
         returning 1)
       select count(*)::int as rows from gone`,
      [jobId],
    );
    removed = rows[0]?.rows ?? 0;
  }
}

async function forget(pool: ClaimedPool): Promise<void> {
  const jobs = await systemRows<{ id: string }>(
    pool,
    `select id from import_job where not is_cleared and is_unstaged and expires_at < now()
      order by expires_at limit ${JOBS_AT_ONCE}`,
  );
  for (const { id } of jobs) {
    await systemRows(pool, 'delete from import_file_part where job_id = $1', [id]);
    await removeRows(pool, 'import_refusal', id);
    await systemRows(pool, 'update import_job set is_cleared = true where id = $1', [id]);
  }
}
