import type { Caller } from '../access/caller';
import { instantText } from '../values/instant';
import type { ImportJob } from './import-job';
import type { ImportKind } from './import-kind';
import { mayCommit, takesAnother } from './visibility';

/** A job as its routes give it. */
export type ImportJobJson = ReturnType<typeof jobJson>;

/** What a caller who may see the job is told of it. */
export function jobJson(job: ImportJob, kind: ImportKind | undefined, caller: Caller) {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    source: job.source,
    format: job.format,
    encoding: job.encoding,
    fileBytes: job.fileBytes,
    ignoredColumns: job.ignoredHeadings ?? [],
    rowsRead: job.rowsRead,
    rowsAccepted: job.rowsRead - job.rowsRefused,
    rowsRefused: job.rowsRefused,
    rowsUnchanged: job.rowsUnchanged,
    rowsCommitted: job.rowsCommitted,
    rowsPerSecond: job.rowsPerSecond,
    secondsLeft: job.secondsLeft,
    commitMode: job.commitMode,
    createdAt: instantText(job.createdAt),
    checkedAt: orNull(job.checkedAt),
    finishedAt: orNull(job.finishedAt),
    expiresAt: instantText(job.expiresAt),
    canCommit:
      job.state === 'CHECKED' &&
      kind !== undefined &&
      mayCommit(kind, caller) &&
      !takesAnother(kind, job.owner, caller),
    problem: job.problem,
  };
}

const orNull = (instant: string | null): string | null => (instant === null ? null : instantText(instant));
