import fs from 'node:fs';
import { ProgressLog } from '../progress-log';
import type { SystemPlan } from '../plan';
import { runSystem } from '../system';

/** `npm start` with another plan, named by its file: what the tests of the stack start and kill. */
const plan = JSON.parse(fs.readFileSync(process.argv[2]!, 'utf8')) as SystemPlan;
fs.mkdirSync(plan.stateFolder, { recursive: true });
void runSystem(plan, new ProgressLog(), 'welcome').then((exitCode) => process.exit(exitCode));
