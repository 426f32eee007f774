/** The processes of contenders: started on their core, known to be ready, ended with the run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pinned, SERVER_CORE } from './cores.mjs';

const READY_WITHIN_MS = 30_000;
/** Ends a process whose parent is gone, however that ended. */
const exitWithParent = fileURLToPath(new URL('../../stack/exit-with-parent.cjs', import.meta.url));

/** Starts a contender on a core of its own and waits for its line `listening <port>`. */
export async function startServer(file, args = [], env = {}, { isPinned = true } = {}) {
  const { child, stop } = start(file, args, env, { isPinned });
  const port = await new Promise((resolve, reject) => {
    let seen = '';
    child.stdout.on('data', (chunk) => {
      seen += chunk;
      const found = /listening (\d+)/.exec(seen);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${seen}`)));
  });
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop };
}

/** Starts a program of the house as it ships, on the contenders' core, and waits until it says that it is ready. */
export async function startService(file, env, { port, preload = [], isPinned = true } = {}) {
  port ??= await freePort();
  const { child, stop } = start(file, [], { ...env, PORT: String(port) }, { preload, isPinned });
  const url = `http://127.0.0.1:${port}`;
  for (
    const deadline = Date.now() + READY_WITHIN_MS;
    Date.now() < deadline && child.exitCode === null;
    await pause(50)
  ) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return { url, pid: child.pid, stop };
  }
  await stop();
  throw new Error(`${file} is not ready.`);
}

/** A program in production's mode; what it prints is read, as a log's reader would. */
function start(file, args, env, { preload = [], isPinned }) {
  const required = [exitWithParent, ...preload].flatMap((each) => ['--require', each]);
  const [command, ...rest] = [
    ...(isPinned ? pinned(SERVER_CORE) : []),
    process.execPath,
    ...required,
    file,
    ...args,
  ];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  child.stdout.resume();
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { child, stop };
}

/** A port that nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
