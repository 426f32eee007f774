import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** A process as the operating system sees it. */
export interface LivingProcess {
  /** The command line, words parted by spaces. */
  readonly command: string;
  /** When it started, in the system's own words: with the id it tells a process from a later one of the same id. */
  readonly startedAt: string;
}

/** What lives under this id; null when nothing does, or only a zombie that waits to be buried. */
export function livingProcess(id: number): LivingProcess | null {
  if (!Number.isInteger(id) || id <= 0) return null;
  return process.platform === 'linux' ? fromProc(id) : fromPs(id);
}

const STARTED_AT_FIELD = 19;

function fromProc(id: number): LivingProcess | null {
  try {
    const stat = fs.readFileSync(`/proc/${id}/stat`, 'utf8');
    // The name stands in brackets and may hold anything, so the fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const command = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { command, startedAt: fields[STARTED_AT_FIELD] ?? '' };
  } catch {
    return null;
  }
}

function fromPs(id: number): LivingProcess | null {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(id)], {
    encoding: 'utf8',
  });
  const found = /^(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/m.exec(stdout.trim());
  if (!found || found[1]!.startsWith('Z')) return null;
  return { startedAt: found[2]!, command: found[3]! };
}
