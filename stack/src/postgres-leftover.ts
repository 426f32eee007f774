import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure';
import { livingProcess } from './living-process';
import type { ProgressLog } from './progress-log';

/** Fast shutdown, then immediate, then the end; PostgreSQL recovers from any of them. */
const STEPS = [
  { signal: 'SIGINT', patienceMs: 5_000 },
  { signal: 'SIGQUIT', patienceMs: 3_000 },
  { signal: 'SIGKILL', patienceMs: 2_000 },
] as const;

/**
 * After a SIGKILL of the last run its PostgreSQL lives on, or only its pid file does. Stops the server of
 * this data folder if it is alive, and removes the file. The id alone proves nothing: by now it may belong
 * to a zombie or to somebody else.
 */
export async function stopLeftoverPostgres(data: string, log: ProgressLog): Promise<void> {
  const pidFile = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return;
  const id = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (serves(id, data)) {
    log.step('the last run was killed and its PostgreSQL lives on: stopping it');
    await stopServer(id, data);
  }
  fs.rmSync(pidFile, { force: true });
}

const serves = (id: number, data: string): boolean =>
  livingProcess(id)?.command.includes(`-D ${data}`) ?? false;

async function stopServer(id: number, data: string): Promise<void> {
  for (const { signal, patienceMs } of STEPS) {
    process.kill(id, signal);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(20)) {
      if (!serves(id, data)) return;
    }
  }
  throw new Failure(`The PostgreSQL of the last run does not end (process ${id}).`, [
    `End it: kill -9 ${id}`,
  ]);
}
