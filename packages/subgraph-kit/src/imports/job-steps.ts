import type { EntityManager } from 'typeorm';
import { SpreadsheetFault } from '../spreadsheets/spreadsheet-fault';
import { commitStaged } from './committing';
import { compareStaged } from './comparing';
import { FILE_PROBLEMS, FileRefused, problemOf, type ImportProblem } from './file-problems';
import type { ImportState, ImportStep } from './import-job';
import type { JobWork } from './job-work';
import { ImportCancelled, type Lease } from './lease';
import { readFileOf } from './reading';

/** How a worker's part of a job ended; the names are those of a metric. */
export type StepOutcome = 'checked' | 'committed' | 'refused' | 'cancelled';

/**
 * Does what is left of a job's check, or of its commit. What the user can cause ends the job with a state of its own;
 * anything else is thrown, and the job stays as it is for another attempt.
 */
export async function runSteps(
  work: JobWork,
  onStep: (step: ImportStep, seconds: number) => void,
): Promise<StepOutcome> {
  const timed = async (step: ImportStep, run: () => Promise<void>): Promise<void> => {
    const begunAt = performance.now();
    await run();
    onStep(step, (performance.now() - begunAt) / 1000);
  };
  const { job, lease } = work;
  try {
    if (job.state === 'COMMITTING') {
      await timed('COMMITTING', () => commitStaged(work));
      return 'committed';
    }
    if (job.step === 'READING') await timed('READING', () => readFileOf(work));
    const from = job.step === 'READING' ? '' : job.rangeEnd;
    await timed('COMPARING', () => compareStaged(work, from, work.owner));
    await endCheck(lease);
    return 'checked';
  } catch (error) {
    if (error instanceof ImportCancelled) {
      await endJob(lease, 'CANCELLED', null);
      return 'cancelled';
    }
    const problem = problemIn(error);
    if (!problem) throw error;
    await endJob(lease, 'REFUSED', problem);
    return 'refused';
  }
}

/** Gives a job up that fails again and again, so that it does not stand in the way of the others. */
export async function giveUp(lease: Lease): Promise<void> {
  await endJob(lease, 'REFUSED', problemOf(FILE_PROBLEMS.IMPORT_FAILED, {}));
}

function problemIn(error: unknown): ImportProblem | null {
  if (error instanceof FileRefused) return error.problem;
  if (!(error instanceof SpreadsheetFault)) return null;
  const { code, messages } = error as SpreadsheetFault;
  return { code, message: messages };
}

async function endCheck(lease: Lease): Promise<void> {
  await lease.hold((manager: EntityManager) =>
    manager.query(
      `update import_job
          set state = 'CHECKED', checked_at = now(), rows_per_second = null, seconds_left = null
        where id = $1`,
      [lease.jobId],
    ),
  );
}

/** Of a commit in one transaction nothing has stayed, whatever its heartbeat had told. */
async function endJob(lease: Lease, state: ImportState, problem: ImportProblem | null): Promise<void> {
  await lease.end((manager) =>
    manager.query(
      `update import_job
          set state = $2, problem = $3, finished_at = now(), rows_per_second = null, seconds_left = null,
              rows_committed = case when commit_mode = 'ALL_OR_NOTHING' then 0 else rows_committed end,
              lease_token = null, lease_until = null
        where id = $1`,
      [lease.jobId, state, problem === null ? null : JSON.stringify(problem)],
    ),
  );
}
