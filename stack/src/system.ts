import { Failure, StopRequested } from './failure';
import { Interruption } from './interruption';
import type { SystemPlan } from './plan';
import type { ProgressLog } from './progress-log';
import { Run } from './run';

/** Runs the work and ends all of it, however it goes. Gives the exit code. */
export async function runAndClose(
  plan: SystemPlan,
  log: ProgressLog,
  work: (run: Run) => Promise<void>,
): Promise<number> {
  const interruption = new Interruption(log).listen();
  const run = new Run(plan, log, interruption);
  try {
    await work(run);
    return 0;
  } catch (error) {
    return report(run.explain(error), log);
  } finally {
    await run.close();
  }
}

/** Says what ended the run. A wish to stop is no failure; what nobody foresaw is shown with its stack. */
export function report(error: unknown, log: ProgressLog): number {
  if (error instanceof StopRequested) return 0;
  if (error instanceof Failure) log.failure(error);
  else log.failure(new Failure(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return 1;
}

/** The whole system, until it is stopped. */
export function runSystem(plan: SystemPlan, log: ProgressLog, welcome: string): Promise<number> {
  return runAndClose(plan, log, async (run) => {
    await run.openDatabases('npm start');
    await run.runToEnd(plan.migrations);
    log.step('databases are up to date');
    if (plan.loadSampleWhenEmpty) await run.runToEnd([plan.loadSampleWhenEmpty]);
    await run.serve();
    log.step('the system is ready', 'good');
    log.block(welcome);
    await run.untilStopped();
  });
}
