import { readFile, writeFile } from 'node:fs/promises';
import { migrate } from '../database/migrate';
import { prepareQueue } from '../events/delivery';
import { verifyAudit } from '../records/audit';
import { buildSubgraph } from '../schema/build';
import { undescribed } from '../schema/descriptions';
import { KIT_MIGRATIONS } from './migrations';
import type { ServiceDefinition } from './service';

/** A command of a service: says what went wrong in one message and ends with a code that scripts can use. */
export function runCommandLine(work: () => Promise<string>): void {
  work().then(
    (message) => process.stdout.write(`${message}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/** `migrate.js`: brings the service's database to the present, as its owner. */
export async function migrateService({ name, migrations }: ServiceDefinition): Promise<string> {
  const url = required('OWNER_DATABASE_URL');
  await migrate(url, [...KIT_MIGRATIONS, ...migrations]);
  await prepareQueue(url);
  return `${name}: the database is up to date.`;
}

/** `print-schema.js [--check]`: writes `schema.graphql`, or says that the committed one is stale. */
export async function printSchema({ name, subgraph }: ServiceDefinition, file: string): Promise<string> {
  const { sdl } = buildSubgraph(subgraph);
  const silent = undescribed(sdl);
  if (silent.length > 0) throw new Error(`${name}: these have no description: ${silent.join(', ')}`);
  if (!process.argv.includes('--check')) {
    await writeFile(file, sdl);
    return `${name}: schema.graphql is written.`;
  }
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== sdl)
    throw new Error(`${name}: schema.graphql is stale; run npm run schemas and commit it.`);
  return `${name}: schema.graphql is fresh.`;
}

/** `audit-check.js`: recomputes the chain of the audit trail; fails at the first row that does not fit. */
export async function checkAudit({ name }: ServiceDefinition): Promise<string> {
  const verdict = await verifyAudit(required('OWNER_DATABASE_URL'));
  if (!verdict.intact)
    throw new Error(`${name}: the audit trail is broken at entry ${verdict.seq}: ${verdict.problem}`);
  return `${name}: the audit trail is intact (${verdict.entries} entries).`;
}
