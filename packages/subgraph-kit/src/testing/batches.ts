import { batchWorkerOf } from '../batches/capability';
import type { TestService } from './service';

/**
 * Does all batches that wait, one after the other, to their end: done, failed or cancelled. Attempts follow each
 * other without a pause.
 */
export async function workBatches({ running }: TestService): Promise<void> {
  const working = await batchWorkerOf(running, { retrySeconds: 0 });
  if (!working) throw new Error('The service has no kinds of batches.');
  try {
    while (await working.worker.next());
  } finally {
    await working.dataSource.destroy();
  }
}
