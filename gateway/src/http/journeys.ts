import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A saved example: a query that somebody of a kind would ask, as README, explorer, tests and bench use it. */
export interface Journey {
  /** `1-partner-ngo` */
  readonly name: string;
  /** The demo client that asks; null for anyone. */
  readonly client: string | null;
  readonly query: string;
  /** JSON, as it stands in the file. */
  readonly variables: string;
}

const CLIENT_LINE = /^# client: ([a-z0-9-]+)\r?\n/;
const SUFFIX = '.graphql';

/** Reads `<n>-<name>.graphql` with `<n>-<name>.json`, in their order. Throws for one that names no client. */
export function readJourneys(folder: string): Journey[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((file) => readJourney(folder, file.slice(0, -SUFFIX.length)));
}

function readJourney(folder: string, name: string): Journey {
  const query = readFileSync(path.join(folder, `${name}${SUFFIX}`), 'utf8');
  const client = CLIENT_LINE.exec(query)?.[1];
  if (client === undefined)
    throw new Error(`The first line of journey ${name} is not "# client: <demo client>".`);
  const variablesFile = path.join(folder, `${name}.json`);
  const variables = existsSync(variablesFile) ? readFileSync(variablesFile, 'utf8') : '{}';
  return { name, client: client === 'none' ? null : client, query, variables };
}
