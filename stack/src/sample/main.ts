/** Fills the four databases with the sample, all at once: `[--households N] [--seed S] [--when-empty]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Client } from 'pg';
import { SERVICE_NAMES, SERVICES, type ServiceName } from '../house';

const root = path.join(__dirname, '..', '..', '..');
const onlyWhenEmpty = process.argv.includes('--when-empty');

async function load(service: ServiceName): Promise<boolean> {
  const { database, sampled } = SERVICES[service];
  const setting = `${database.toUpperCase()}_OWNER_DATABASE_URL`;
  const url = process.env[setting];
  if (!url) throw new Error(`${setting} is not set.`);
  // At most starts there is nothing to load, and a question is quicker than a process.
  if (onlyWhenEmpty && (await hasRows(url, sampled))) return true;
  const script = path.join(root, 'services', service, 'dist', 'load-sample.js');
  const loader = spawn(process.execPath, [script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, OWNER_DATABASE_URL: url },
  });
  const [code] = (await once(loader, 'exit')) as [number | null];
  return code === 0;
}

async function hasRows(url: string, table: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    return rowCount !== 0;
  } finally {
    await client.end();
  }
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
