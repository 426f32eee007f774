import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source';
import { WakeUp } from '../events/wake-up';
import type { RunningService, StartCapability } from '../server/capability';
import type { BatchKind } from './batch-kind';
import { batchMetrics } from './batch-metrics';
import { USUAL_PACE, type BatchPace } from './batch-pace';
import { BatchWorker } from './batch-worker';

/** A step, or a statement in it, may take this long. */
const LONGEST_STATEMENT_MS = 600_000;

/** A worker over the batches of a service, and the connections that it works with. */
export interface WorkingBatches {
  readonly worker: BatchWorker;
  readonly dataSource: DataSource;
}

/** A worker that has not begun; null when the service has no kinds of batches. */
export async function batchWorkerOf(
  service: RunningService,
  changed: Partial<BatchPace> = {},
): Promise<WorkingBatches | null> {
  const { config, definition, pool, clock, metrics, log } = service;
  const kinds = new Map<string, BatchKind>(definition.batchKinds?.map((kind) => [kind.name, kind]));
  if (kinds.size === 0) return null;
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    entities: [...definition.entities],
    poolSize: 1 + Math.max(...[...kinds.values()].map(({ atOnce = 1 }) => atOnce)),
    statementTimeoutMs: LONGEST_STATEMENT_MS,
    applicationName: 'batches',
  });
  await dataSource.initialize();
  const worker = new BatchWorker({
    ...{ dataSource, pool, kinds, clock, log },
    metrics: batchMetrics(metrics.registry),
    pace: { ...USUAL_PACE, ...changed },
  });
  return { worker, dataSource };
}

/** Work in the background that commands of the service have ordered, at another pace than the usual one. */
export function batchesAt(changed: Partial<BatchPace>): StartCapability {
  const { batchesAtOnce } = { ...USUAL_PACE, ...changed };
  return async (service) => {
    const started = await Promise.all(
      Array.from({ length: batchesAtOnce }, () => batchWorkerOf(service, changed)),
    );
    const working = started.filter((each) => each !== null);
    if (working.length === 0) return {};
    const wakeAll = () => working.forEach(({ worker }) => worker.wake());
    const wakeUp = new WakeUp(service.config.DATABASE_URL, wakeAll, 'batch_waiting');
    await wakeUp.start();
    for (const { worker } of working) worker.start();
    return {
      async stop(graceMs) {
        await wakeUp.stop();
        const ended = working.map(({ worker, dataSource }) => worker.stop().then(() => dataSource.destroy()));
        await Promise.race([Promise.all(ended), wait(graceMs, undefined, { ref: false })]);
      },
    };
  };
}

/** Work in the background that commands of the service have ordered. */
export const startBatches: StartCapability = batchesAt({});
