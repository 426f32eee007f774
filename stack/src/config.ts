import path from 'node:path';
import { Failure } from './failure';
import { SERVERS, type ServerName } from './house';

export interface StackConfig {
  /** Where secrets, logs and the embedded PostgreSQL's data are kept. */
  readonly stateFolder: string;
  /** The administrator's address of a real server; null starts the embedded one. */
  readonly databaseUrl: string | null;
  readonly postgresPort: number;
  readonly ports: Readonly<Record<ServerName, number>>;
  readonly personIdPepper: string;
}

export const POSTGRES_PORT = { setting: 'POSTGRES_PORT', byDefault: 54_329 } as const;

/**
 * Not a secret: with it the demonstration's people have the same ids on every machine. A system that knows
 * real people has a pepper of its own, kept by the ministry.
 */
export const DEVELOPMENT_PEPPER = 'solidarity-graph development pepper, never for real people';

/** Reads the environment; a wrong value is refused by its name. */
export function readConfig(root: string, variables: NodeJS.ProcessEnv = process.env): StackConfig {
  const ports = Object.entries(SERVERS).map(([name, server]) => [
    name,
    port(variables, server.portSetting, server.port),
  ]);
  return {
    stateFolder: path.resolve(root, variables.STATE_DIR || '.state'),
    databaseUrl: databaseUrl(variables.DATABASE_URL),
    postgresPort: port(variables, POSTGRES_PORT.setting, POSTGRES_PORT.byDefault),
    ports: Object.fromEntries(ports) as Record<ServerName, number>,
    personIdPepper: variables.PERSON_ID_PEPPER || DEVELOPMENT_PEPPER,
  };
}

function port(variables: NodeJS.ProcessEnv, setting: string, byDefault: number): number {
  const text = variables[setting];
  if (!text) return byDefault;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw new Failure(`${setting} is to be a port from 1 to 65535, and is ${text}.`);
}

function databaseUrl(text: string | undefined): string | null {
  if (!text) return null;
  if (/^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)) return text;
  throw new Failure(
    'DATABASE_URL is to be an address like postgres://administrator:password@host:5432/postgres.',
  );
}
