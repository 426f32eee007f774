/** Fills the four databases with the sample, all at once: `[--households N] [--seed S] [--when-empty]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { SERVICE_NAMES, SERVICES, type ServiceName } from '../house';

const root = path.join(__dirname, '..', '..', '..');

async function load(service: ServiceName): Promise<boolean> {
  const setting = `${SERVICES[service].database.toUpperCase()}_OWNER_DATABASE_URL`;
  const url = process.env[setting];
  if (!url) throw new Error(`${setting} is not set.`);
  const script = path.join(root, 'services', service, 'dist', 'load-sample.js');
  const loader = spawn(process.execPath, [script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, OWNER_DATABASE_URL: url },
  });
  const [code] = (await once(loader, 'exit')) as [number | null];
  return code === 0;
}

Promise.all(SERVICE_NAMES.map(load)).then(
  (loaded) => {
    process.exitCode = loaded.every(Boolean) ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  },
);
