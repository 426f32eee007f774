import type { EntityManager } from 'typeorm';
import type { Caller } from '../access/caller';
import { violatedConstraint } from '../database/faults';
import { isCodedError } from '../errors/coded-error';
import { compareStaged } from './comparing';
import { FILE_PROBLEMS, FileRefused, problemOf } from './file-problems';
import { keepFindings } from './findings';
import { keptCaller } from './import-job';
import type { JobWork } from './job-work';
import { StepProgress } from './progress';
import { checkRange, commitRange, concludeList, type RunParts } from './range-run';
import { nextRange, planRanges, takeRange, type StagedRange } from './ranges';
import { stagingTable } from './staging';

/** How often a range is tried when others write the same at the same time. */
const ATTEMPTS = 3;

/** While all rows were to be committed it turned out that the database takes some of them no more. */
class RowsRefused extends Error {}

interface RangeCounts {
  readonly refused: number;
  readonly unchanged: number;
  readonly committed: number;
}

/** Commits what is accepted, as the job's mode says, in the name of who asked for it. */
export async function commitStaged(work: JobWork): Promise<void> {
  const { job } = work;
  if (!job.committer) throw new Error('A job that is committed says in whose name.');
  const caller = keptCaller(job.committer);
  if (job.commitMode === 'ALL_OR_NOTHING') await commitAll(work, caller);
  else await commitRowByRow(work, caller);
}

/**
 * Each range has its own transaction, with which it is crossed off the plan: none is committed twice. Where the kind
 * allows it, several are under way, so that one is read while another is written.
 */
async function commitRowByRow(work: JobWork, caller: Caller): Promise<void> {
  const { job, kind, lease, pace } = work;
  const progress = new StepProgress(job.rowsRead - job.rowsRefused);
  work.showProgress(progress);
  await lease.hold(async (manager) => {
    const end = await planRanges(manager, kind, job.id, job.rangeEnd, pace.rangeRows);
    await manager.query('update import_job set range_end = $2 where id = $1', [job.id, end]);
  });
  let done = 0;
  let hasFailed = false;
  const commitNext = (): Promise<boolean> =>
    patiently(() =>
      lease.hold(async (manager) => {
        const range = await takeRange(manager, kind, job.id);
        if (!range) return false;
        await keepCounts(manager, job.id, await commitOne(work, caller, manager, range));
        progress.advance(range.rows, (done += range.rows));
        return true;
      }),
    );
  const commitOthers = async (): Promise<void> => {
    try {
      do work.throwIfInterrupted();
      while (!hasFailed && (await commitNext()));
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  const sessions = await Promise.allSettled(Array.from({ length: kind.rangesAtOnce ?? 1 }, commitOthers));
  for (const session of sessions) if (session.status === 'rejected') throw session.reason;
  await lease.hold((manager) => endCommit(work, caller, manager));
}

/**
 * One transaction for all. Should a row be refused in it, nothing stays, and all rows are compared once more to say
 * which. Nothing was refused when this was asked for: if something is now, a worker was killed while it compared.
 */
async function commitAll(work: JobWork, caller: Caller): Promise<void> {
  const { job, lease } = work;
  if (job.rowsRefused === 0 && (await commitsAtOnce(work, caller))) return;
  await compareStaged(work, '', caller);
  const rows = await lease.hold((manager) => rowsRefused(manager, job.id));
  throw new FileRefused(problemOf(FILE_PROBLEMS.ROWS_REFUSED, { rows }));
}

/** False when a row was refused and so nothing was committed. */
async function commitsAtOnce(work: JobWork, caller: Caller): Promise<boolean> {
  try {
    await patiently(() => commitAllAtOnce(work, caller));
    return true;
  } catch (error) {
    if (error instanceof RowsRefused) return false;
    throw error;
  }
}

async function commitAllAtOnce(work: JobWork, caller: Caller): Promise<void> {
  const { job, kind, lease, pace } = work;
  const progress = new StepProgress(job.rowsRead);
  const sum = { refused: 0, unchanged: 0, committed: 0 };
  let done = 0;
  let end = '';
  work.showProgress(progress, () => sum.committed);
  await lease.hold(async (manager) => {
    for (;;) {
      work.throwIfInterrupted();
      const range = await nextRange(manager, kind, job.id, end, pace.rangeRows);
      if (!range) break;
      const counts = await commitOne(work, caller, manager, range);
      if (counts.refused > 0) throw new RowsRefused();
      sum.unchanged += counts.unchanged;
      sum.committed += counts.committed;
      progress.advance(range.rows, (done += range.rows));
      end = range.end;
    }
    // The row of the job itself is written last, or the heartbeat would wait for it.
    await manager.query('update import_job set rows_committed = 0 where id = $1', [job.id]);
    await keepCounts(manager, job.id, sum);
    await endCommit(work, caller, manager);
  });
}

/** Looks at a range once more, as things are now, and commits what is still accepted. */
async function commitOne(
  { job, kind, today }: JobWork,
  caller: Caller,
  manager: EntityManager,
  range: StagedRange,
): Promise<RangeCounts> {
  const parts: RunParts = { job, kind, caller, today };
  const findings = await checkRange(parts, manager, range, job.checkedUnder);
  const changes = await keepFindings(manager, kind, job.id, range, findings);
  const [{ rows } = { rows: 0 }] = await manager.query<{ rows: number }[]>(
    `select count(*)::int as rows from ${stagingTable(kind)}
      where job_id = $1 and ${range.condition} and not is_refused and not is_unchanged`,
    [job.id],
  );
  if (rows > 0) await commitRange(parts, manager, range);
  return { ...changes, committed: rows };
}

async function keepCounts(
  manager: EntityManager,
  jobId: string,
  { refused, unchanged, committed }: RangeCounts,
): Promise<void> {
  await manager.query(
    `update import_job set rows_refused = rows_refused + $2, rows_unchanged = rows_unchanged + $3,
            rows_committed = rows_committed + $4, attempts = 0
      where id = $1`,
    [jobId, refused, unchanged, committed],
  );
}

/** The job is done in the same moment as its last rows, or as what follows from all of them. */
async function endCommit(
  { job, kind, today }: JobWork,
  caller: Caller,
  manager: EntityManager,
): Promise<void> {
  await concludeList({ job, kind, caller, today }, manager);
  await manager.query("update import_job set state = 'COMMITTED', finished_at = now() where id = $1", [
    job.id,
  ]);
}

async function rowsRefused(manager: EntityManager, jobId: string): Promise<number> {
  const [job] = await manager.query<{ rows: number }[]>(
    'select rows_refused as rows from import_job where id = $1',
    [jobId],
  );
  return job?.rows ?? 0;
}

/** Somebody else wrote the same in between: what they wrote is seen when it is tried again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isRace = violatedConstraint(error) !== null || (isCodedError(error) && error.code === 'CONFLICT');
      if (!isRace || attempt === ATTEMPTS) throw error;
    }
  }
}
