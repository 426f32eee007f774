import fs from 'node:fs';
import path from 'node:path';
import { Failure } from './failure';
import { livingProcess } from './living-process';

interface Holder {
  readonly process: number;
  readonly startedAt: string;
  readonly command: string;
}

export interface RunLock {
  /** The last run was killed before it could let go: its processes may still be ending. */
  readonly lastRunWasKilled: boolean;
  release(): void;
}

const lockFile = (stateFolder: string) => path.join(stateFolder, 'running.json');

/** Whoever runs the system of this state folder now; null when nobody does. */
export function currentRun(stateFolder: string): Holder | null {
  try {
    const holder = JSON.parse(fs.readFileSync(lockFile(stateFolder), 'utf8')) as Holder;
    return livingProcess(holder.process)?.startedAt === holder.startedAt ? holder : null;
  } catch {
    return null;
  }
}

/** One run for each state folder. Throws a Failure that names the run which is already there. */
export function takeRunLock(stateFolder: string, command: string): RunLock {
  const file = lockFile(stateFolder);
  const self = livingProcess(process.pid);
  const holder: Holder = { process: process.pid, startedAt: self?.startedAt ?? '', command };
  // Written whole elsewhere and then linked, so that nobody ever reads half of it.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(holder));
  let lastRunWasKilled = false;
  try {
    while (!isLinked(draft, file)) {
      const other = currentRun(stateFolder);
      if (other) throw alreadyRunning(other, stateFolder);
      fs.rmSync(file, { force: true });
      lastRunWasKilled = true;
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return { lastRunWasKilled, release: () => fs.rmSync(file, { force: true }) };
}

function isLinked(draft: string, file: string): boolean {
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function alreadyRunning(holder: Holder, stateFolder: string): Failure {
  return new Failure(`The system is already running: ${holder.command}, process ${holder.process}.`, [
    `Stop it there with Ctrl-C (or: kill ${holder.process}), or start a second one beside it`,
    `with a state folder and ports of its own (STATE_DIR now: ${stateFolder}).`,
  ]);
}
