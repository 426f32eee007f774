/** Contenders in turns within each round; what counts is the median of the rounds. */
import { readFileSync } from 'node:fs';
import { cpuSeconds } from '../lib/cores.mjs';
import { median } from '../lib/measure.mjs';
import { ask } from './load.mjs';

const LOOK_AT_MEMORY_EVERY_MS = 100;

/**
 * One burst on a contender `{ port, pids, next, least }`: answers a second, latencies and CPU of an answer in
 * milliseconds, the share of a core that it used and that the processes `besides` used, the most megabytes that were
 * resident.
 */
export async function burst({ port, pids, next, least }, { connections, seconds, besides = [] }) {
  let megabytes = 0;
  const look = setInterval(
    () => (megabytes = Math.max(megabytes, residentMegabytes(pids))),
    LOOK_AT_MEMORY_EVERY_MS,
  );
  const [before, besidesBefore] = [cpuSeconds(...pids), cpuSeconds(...besides)];
  try {
    const { latencies, seconds: took } = await ask({ port, next, least, connections, seconds });
    const cpu = cpuSeconds(...pids) - before;
    return {
      perSecond: latencies.length / took,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      cpuMs: (cpu * 1000) / latencies.length,
      coreShare: cpu / took,
      besidesShare: (cpuSeconds(...besides) - besidesBefore) / took,
      megabytes: Math.max(megabytes, residentMegabytes(pids)),
    };
  } finally {
    clearInterval(look);
  }
}

/** Rounds of all contenders: by the contender's id the median of each figure, of the memory the most. */
export async function inTurns(contenders, { rounds, warmUpSeconds, ...load }) {
  if (warmUpSeconds) {
    for (const contender of contenders) await named(contender, { ...load, seconds: warmUpSeconds });
  }
  const bursts = new Map(contenders.map(({ id }) => [id, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) bursts.get(contender.id).push(await named(contender, load));
  }
  return Object.fromEntries([...bursts].map(([id, seen]) => [id, mediansOf(seen)]));
}

async function named(contender, load) {
  try {
    await contender.before?.();
    return await burst(contender, load);
  } catch (error) {
    throw new Error(`${contender.id}: ${error.message}`, { cause: error });
  }
}

function mediansOf(bursts) {
  const figures = Object.keys(bursts[0]).map((figure) => [
    figure,
    median(bursts.map((each) => each[figure])),
  ]);
  return { ...Object.fromEntries(figures), megabytes: Math.max(...bursts.map(({ megabytes }) => megabytes)) };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Of all the processes together; not known on other systems than Linux. */
function residentMegabytes(pids) {
  try {
    const kilobytes = pids.map((pid) =>
      Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]),
    );
    return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
  } catch {
    return NaN;
  }
}
