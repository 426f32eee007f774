/** What work costs: seconds, CPU, and the most memory that a process has held. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpuSeconds, withChildren } from '../lib/cores.mjs';

const PEAK = /VmHWM:\s+(\d+) kB/;

/** The most megabytes of memory (VmHWM) that a process has held since `forgetPeak`; unknown where there is no /proc. */
function peakMegabytes(pid) {
  try {
    return Math.round(Number(PEAK.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return NaN;
  }
}

/** Linux begins anew to note the most that a process holds. Where it may not be told to, what was before counts too. */
function forgetPeak(pid) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // The peak is then that of the process's whole life.
  }
}

/** Begins to measure processes by name: `{ service: pid, gateway: pid, … }`, and PostgreSQL with its sessions. */
export function startMeter(pids, postgres) {
  const cpuNow = () => ({
    ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)])),
    PostgreSQL: cpuSeconds(...withChildren(postgres)),
  });
  const megabytesNow = () =>
    Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, peakMegabytes(pid)]));
  for (const pid of Object.values(pids)) forgetPeak(pid);
  const before = cpuNow();
  const megabytesBefore = megabytesNow();
  const beganMs = performance.now();
  return {
    seconds: () => (performance.now() - beganMs) / 1000,
    /** `{ seconds, cpu: { name: seconds }, megabytes: { name: peak }, megabytesBefore }` since the meter was started. */
    read() {
      const seconds = (performance.now() - beganMs) / 1000;
      const now = cpuNow();
      return {
        seconds,
        cpu: Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value - before[name]])),
        megabytes: megabytesNow(),
        megabytesBefore,
      };
    },
  };
}

export const perSecond = (count, seconds) => Math.round(count / seconds);

/** Microseconds of CPU for each of so many, by process. */
export const cpuEach = (cpu, count) =>
  Object.fromEntries(
    Object.entries(cpu).map(([name, seconds]) => [name, Math.round((seconds / count) * 1e6)]),
  );

/** The most memory that a process has held, and what it held when the meter was started. */
export const memory = ({ megabytes, megabytesBefore }, name) =>
  `${whole(megabytes[name])} (${whole(megabytesBefore[name])})`;

export const whole = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '');
export const seconds = (value) => (Number.isFinite(value) ? value.toFixed(1) : '');
