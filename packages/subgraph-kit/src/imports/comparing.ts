import type { Caller } from '../access/caller';
import type { JobWork } from './job-work';
import { keepFindings, refuseBrokenGroups } from './findings';
import { StepProgress } from './progress';
import { checkRange } from './range-run';
import { nextRange } from './ranges';

/**
 * Compares what is staged with the database, range by range after the end of the last one, in the caller's name.
 * Nothing but refusals and marks is written.
 */
export async function compareStaged(work: JobWork, from: string, caller: Caller): Promise<void> {
  const { job, kind, lease, pace, today } = work;
  const progress = new StepProgress(job.rowsRead);
  work.showProgress(progress);
  let done = 0;
  for (let after: string | null = from; after !== null;) {
    work.throwIfInterrupted();
    const begun: string = after;
    after = await lease.hold(async (manager) => {
      const range = await nextRange(manager, kind, job.id, begun, pace.rangeRows);
      if (!range) return null;
      // A group is compared whole or not at all.
      const broken = await refuseBrokenGroups(manager, kind, job.id, range);
      const findings = await checkRange({ job, kind, caller, today }, manager, range);
      const { refused, unchanged } = await keepFindings(manager, kind, job.id, range, findings);
      await manager.query(
        `update import_job set range_end = $2, rows_refused = rows_refused + $3,
                rows_unchanged = rows_unchanged + $4, attempts = 0,
                checked_under = case when $5 or checked_under = $6 then $6 end
          where id = $1`,
        [job.id, range.end, broken + refused, unchanged, begun === '', findings.under],
      );
      progress.advance(range.rows, (done += range.rows));
      return range.end;
    });
  }
}
