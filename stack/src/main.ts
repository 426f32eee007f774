import path from 'node:path';
import { readConfig } from './config';
import { planSystem } from './plan';
import { ProgressLog } from './progress-log';
import { openSecrets } from './secrets';
import { openStateFolder } from './state-folder';
import { report, runSystem } from './system';
import { welcomeText } from './welcome';

const root = path.dirname(path.dirname(__dirname));

/** Runs the whole system on this machine until it is stopped. Gives the exit code. */
export async function main(): Promise<number> {
  const log = new ProgressLog();
  try {
    const config = readConfig(root);
    openStateFolder(config.stateFolder);
    const plan = planSystem(root, config, openSecrets(config.stateFolder));
    return await runSystem(plan, log, welcomeText(root, config.ports.gateway, config.stateFolder));
  } catch (error) {
    return report(error, log);
  }
}
