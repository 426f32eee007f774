/** Which core a process runs on, and how much of it it has used. On other systems than Linux: anywhere, unknown. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The contender has a core for itself; what asks it, and PostgreSQL, have the other. */
export const SERVER_CORE = '0';
export const LOAD_CORE = '1';

const CLOCK_TICKS = 100;
const canPin = cpus().length > 1 && process.platform === 'linux';

/** The command that runs another one on a core. */
export const pinned = (core) => (canPin ? ['taskset', '-c', core] : []);

/** Moves processes that run already, with all their threads. */
export function pin(core, ...pids) {
  if (!canPin) return;
  for (const pid of pids) execFileSync('taskset', ['-a', '-c', '-p', core, String(pid)], { stdio: 'ignore' });
}

/** Seconds of CPU that processes have used so far, in user and system code together, with children that have ended. */
export function cpuSeconds(...pids) {
  const ticks = pids.map((pid) => {
    const [user, system, endedUser, endedSystem] = statOf(pid)?.slice(11, 15).map(Number) ?? [NaN];
    return user + system + endedUser + endedSystem;
  });
  return ticks.reduce((sum, each) => sum + each, 0) / CLOCK_TICKS;
}

/** A process and those that it has started, which for PostgreSQL are its sessions. */
export function withChildren(pid) {
  if (process.platform !== 'linux') return [pid];
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [pid, ...all.filter((each) => statOf(each)?.[1] === String(pid)).map(Number)];
}

/** The fields of `/proc/<pid>/stat` after the name, which may hold spaces: state, parent, … */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
