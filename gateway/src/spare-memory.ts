import { Session } from 'node:inspector/promises';

const LOOK_EVERY_MS = 5_000;
/** Below this share of a core there is time to collect: some 60 ms. */
const LITTLE_TO_DO = 0.5;
/** So much is left alone. */
const ENOUGH_BYTES = 220_000_000;
/** Growth since the last collection that makes the next one worth while. */
const WORTH_BYTES = 20_000_000;

/**
 * Gives memory back that starting or full load has taken. Node keeps room for young objects as of the highest load for
 * ever, a hundred megabytes here, and returns it only when all garbage is collected while there is little to do; by
 * itself it does so only when nothing is asked at all. So this is done here, and never under load.
 */
export async function giveMemoryBack(): Promise<void> {
  await collect();
  let smallest = process.memoryUsage.rss();
  let used = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    const isBusy = (user + system) / 1_000 > LOOK_EVERY_MS * LITTLE_TO_DO;
    const held = process.memoryUsage.rss();
    if (isBusy || held < Math.max(ENOUGH_BYTES, smallest + WORTH_BYTES)) return;
    void collect().then(() => (smallest = process.memoryUsage.rss()));
  }, LOOK_EVERY_MS).unref();
}

async function collect(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
