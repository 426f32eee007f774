/** PostgreSQL with the house's databases, migrated and filled, in a folder of its own that is gone afterwards. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, pin, withChildren } from './cores.mjs';
import { kit, stack } from './house-code.mjs';
import { freePort } from './processes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { readConfig } = stack('./dist/config.js');
const { planMaintenance, planSystem } = stack('./dist/plan.js');
const { findPostgresPlace } = stack('./dist/postgres-place.js');
const { ProgressLog } = stack('./dist/progress-log.js');
const { openSecrets } = stack('./dist/secrets.js');
const { openStateFolder } = stack('./dist/state-folder.js');
const { runAndClose } = stack('./dist/system.js');
const { databaseUrl } = kit('./dist/database/cluster.js');

const PORTS = [
  'POSTGRES_PORT',
  'GATEWAY_PORT',
  'BENEFICIARIES_PORT',
  'NGOS_PORT',
  'CARE_HOMES_PORT',
  'MICROFINANCE_PORT',
];

/**
 * Does the work in a house that is set up as `npm start` does it, by the same plan, with a sample of so many
 * households, or of the usual size. PostgreSQL runs beside the load; all is stopped and removed in the end. Houses of
 * other names can stand at the same time; what is not pinned runs where the system puts it.
 */
export async function withHouse({ households, name = 'bench', isPinned = true }, work) {
  const log = new ProgressLog(process.stderr);
  const stateFolder = path.join(root, '.state', name);
  const ports = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())]));
  const config = readConfig(root, { STATE_DIR: stateFolder, ...Object.fromEntries(ports) });
  openStateFolder(stateFolder);
  const { data } = findPostgresPlace(stateFolder, log);
  const clear = () =>
    [stateFolder, data].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  clear();
  openStateFolder(stateFolder);
  const secretOf = openSecrets(stateFolder);
  const plan = planSystem(root, config, secretOf);
  const maintenance = planMaintenance(root, config, secretOf, plan.adminUrl);
  const sample = maintenance
    .sample(households ? ['--households', String(households)] : [])
    .map((program) => ({ ...program, speaksToPeople: false }));
  let result;
  const exitCode = await runAndClose(plan, log, async (run) => {
    await run.openDatabases('npm run bench');
    await run.runToEnd(plan.migrations);
    log.step('loading the sample …');
    await run.runToEnd(sample);
    const postgres = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (isPinned) pin(LOAD_CORE, process.pid, ...withChildren(postgres));
    const house = {
      plan,
      run,
      postgres,
      /** Where a database is for who sees every row. */
      adminUrl: (database) => databaseUrl(plan.adminUrl, database),
      /** What a service of the house is told. */
      environmentOf: (service) => plan.servers.find(({ name }) => name === service).environment,
      say: (text) => log.step(text),
    };
    // A wish to stop ends the measuring too.
    result = await Promise.race([work(house), run.untilStopped()]);
  });
  clear();
  if (exitCode !== 0 || result === undefined) process.exit(exitCode || 130);
  return result;
}
