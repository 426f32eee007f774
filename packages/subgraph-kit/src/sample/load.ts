import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { DEFAULT_SEED, Population } from './population';
import { DEFAULT_HOUSEHOLDS, sampleSize, type Sample } from './size';

/** How one service takes the sample in. */
export interface SampleLoader {
  /** The service's name, for what is said. */
  readonly service: string;
  /** A table that is empty as long as nothing was loaded. */
  readonly emptyTable: string;
  /** Writes everything, as the owner of the database, in the transaction that `client` has begun. */
  readonly load: (client: Client, sample: Sample) => Promise<void>;
}

/**
 * The command `load-sample.js [--households N] [--seed TEXT] [--when-empty]`: fills the empty database of a service,
 * all of it or nothing. The same seed and size give the same people everywhere. Needs OWNER_DATABASE_URL and
 * PERSON_ID_PEPPER. A database that is not empty is left alone: an error, or with `--when-empty` the usual case.
 */
export async function loadSample({ service, emptyTable, load }: SampleLoader): Promise<string> {
  const { values } = parseArgs({
    options: {
      households: { type: 'string', default: String(DEFAULT_HOUSEHOLDS) },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      'when-empty': { type: 'boolean', default: false },
    },
  });
  const households = Number(values.households);
  if (!Number.isInteger(households) || households < 1)
    throw new Error('--households is a whole number from 1.');
  const client = new Client({ connectionString: required('OWNER_DATABASE_URL'), application_name: 'sample' });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from ${emptyTable} limit 1`);
    if (rowCount !== 0) {
      if (values['when-empty']) return `${service}: has data already.`;
      throw new Error(
        `${service}: has data already. Choose an empty place: STATE_DIR=.state-sample npm run sample`,
      );
    }
    const population = new Population({
      seed: values.seed,
      households,
      pepper: required('PERSON_ID_PEPPER'),
    });
    const begun = performance.now();
    await fillDatabase(client, { load }, { population, size: sampleSize(households) });
    await client.query('vacuum analyze');
    return `${service}: the sample is loaded (${((performance.now() - begun) / 1000).toFixed(1)} s).`;
  } finally {
    // What was not committed is gone with the connection.
    await client.end();
  }
}

/**
 * Loads a sample in one transaction. COPY does not pass row-level security, which binds the owner as well, so the owner
 * is let off until the end of it; nobody else sees a table meanwhile.
 */
export async function fillDatabase(
  client: Client,
  { load }: Pick<SampleLoader, 'load'>,
  sample: Sample,
): Promise<void> {
  await client.query('begin');
  const { rows: tables } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relforcerowsecurity and relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'usage')`,
  );
  for (const { name } of tables) await client.query(`alter table ${name} no force row level security`);
  await load(client, sample);
  // A table with checks that still wait for the end of the transaction cannot be altered.
  await client.query('set constraints all immediate');
  for (const { name } of tables) await client.query(`alter table ${name} force row level security`);
  await client.query('commit');
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}
