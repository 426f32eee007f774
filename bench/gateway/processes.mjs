/** The processes of the gateways' benchmark. Whatever was started ends with the run, however that ends. */
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, pin, pinned, SERVER_CORE, withChildren } from '../lib/cores.mjs';
import { freePort } from '../lib/processes.mjs';

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 5;
const LINES_OF_LOG = 15;

const running = new Set();
/** A process group each, so that what a contender starts itself ends with it. */
function kill({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
process.on('exit', () => running.forEach(kill));

function keep(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  kill(child);
  await once(child, 'exit');
}

/** Ends a program when its parent is gone, even by SIGKILL, where the system can do that. */
const endsWithParent =
  spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0
    ? ['setpriv', '--pdeathsig', 'KILL']
    : [];

/**
 * Starts a gateway alone on the contenders' core, and waits until it answers a first operation. `command` is given
 * the port. Gives its port, pids, the milliseconds from its start to its first answer, and `stop`. Throws with the
 * end of its log when it does not come up.
 */
export async function startContender({ id, command, env = {} }, { folder, token }) {
  const port = await freePort();
  const logFile = path.join(folder, `${id}.log`);
  const log = openSync(logFile, 'w');
  const [program, ...args] = [...endsWithParent, ...pinned(SERVER_CORE), ...command(port)];
  const startedAt = performance.now();
  const child = keep(
    spawn(program, args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...env },
    }),
  );
  closeSync(log);
  let failure = null;
  child.once('error', (error) => (failure = error));
  while (performance.now() - startedAt < READY_WITHIN_MS && child.exitCode === null && failure === null) {
    if (await isAnswering(port, token)) {
      const readyMs = performance.now() - startedAt;
      return { port, readyMs, pids: withChildren(child.pid), stop: () => stop(child) };
    }
    await pause(ASK_EVERY_MS);
  }
  if (failure) throw failure;
  await stop(child);
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LINES_OF_LOG);
  throw new Error(`${id} did not come up. ${lines.join('\n')}`);
}

/** Whether the gateway answers a GraphQL operation, which is later than that it listens. */
function isAnswering(port, token) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/graphql',
      method: 'POST',
      headers,
      agent: false,
    });
    asked.once('error', () => resolve(false));
    asked.once('response', (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode === 200));
    });
    asked.end('{"query":"{ __typename }"}');
  });
}

/** Starts the services beside the load. */
export async function startServices() {
  const child = keep(
    fork(fileURLToPath(new URL('./services.mjs', import.meta.url)), { detached: true, stdio: 'inherit' }),
  );
  let waiting;
  const heard = () => new Promise((resolve, reject) => (waiting = { resolve, reject }));
  child.on('message', (message) => waiting.resolve(message));
  child.on('exit', (code) => waiting.reject(new Error(`The services ended with ${code}.`)));
  const { ports } = await heard();
  pin(LOAD_CORE, child.pid);
  const tell = (message) => {
    const answer = heard();
    child.send(message);
    return answer;
  };
  return {
    pid: child.pid,
    urls: Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}/graphql`]),
    ),
    /** Milliseconds by which each service's answers are held back; none for those that are not named. */
    delay: (delays) => tell({ delays }),
    /** From now on what is asked is kept, for `take`. */
    keep: () => tell({ keep: true }),
    /** What was asked since the last time: the calls if they were kept, their number, how many were new. */
    take: () => tell({ take: true }),
    stop: () => stop(child),
  };
}
