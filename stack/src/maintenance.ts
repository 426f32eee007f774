import path from 'node:path';
import { readConfig } from './config';
import { Failure } from './failure';
import { SERVICE_NAMES } from './house';
import { planMaintenance, planSystem } from './plan';
import { ProgressLog } from './progress-log';
import { currentRun } from './run-lock';
import { openSecrets } from './secrets';
import { openStateFolder } from './state-folder';
import { report, runAndClose } from './system';

const NEEDS_SERVICES: readonly string[] = ['projections:rebuild'];

const root = path.dirname(path.dirname(__dirname));

/**
 * Runs `sample`, `audit-check` or `projections:rebuild` on the databases of this state folder: beside the system when
 * it runs, with a PostgreSQL started for it when it does not. The last asks the services, so it needs them running.
 */
async function main([task = '', ...taskArguments]: readonly string[]): Promise<number> {
  const log = new ProgressLog();
  try {
    const config = readConfig(root);
    openStateFolder(config.stateFolder);
    const secretOf = openSecrets(config.stateFolder);
    const plan = planSystem(root, config, secretOf);
    const tasks = planMaintenance(root, config, secretOf, plan.adminUrl);
    const programs = tasks[task]?.(taskArguments);
    if (!programs) throw new Failure(`There is no task "${task}", only: ${Object.keys(tasks).join(', ')}.`);
    if (programs.length === 0)
      throw new Failure(`There is no service "${taskArguments[0]}", only: ${SERVICE_NAMES.join(', ')}.`);
    const isRunning = currentRun(config.stateFolder) !== null;
    if (!isRunning && NEEDS_SERVICES.includes(task))
      throw new Failure(`npm run ${task} reads the feeds of the services: start them first with npm start.`);
    return await runAndClose({ ...plan, servers: [] }, log, async (run) => {
      if (!isRunning) {
        await run.openDatabases(`npm run ${task}`);
        await run.runToEnd(plan.migrations);
      }
      await run.runToEnd(programs);
    });
  } catch (error) {
    return report(error, log);
  }
}

void main(process.argv.slice(2)).then((exitCode) => process.exit(exitCode));
