import { setTimeout as wait } from 'node:timers/promises';
import { createDataSource } from '../database/data-source';
import { WakeUp } from '../events/wake-up';
import type { Capability, RunningService, StartCapability } from '../server/capability';
import type { ImportKind } from './import-kind';
import { importMetrics } from './import-metrics';
import { ImportWorker } from './import-worker';
import { requireSoundKinds } from './kind-check';
import { addImportRoutes, type RouteParts } from './routes';
import type { UploadParts } from './upload';
import { addUploadRoute } from './upload-route';
import { USUAL_SETTINGS, type WorkerSettings } from './worker-settings';

const MEGABYTE = 2 ** 20;
/** A statement over a whole range, or a commit with the checks that wait for it, may take this long. */
const LONGEST_STATEMENT_MS = 600_000;

/** What may be set for the imports of a service; tests are more impatient than services. */
export interface ImportSettings extends WorkerSettings {
  readonly mostBytes: number;
}

/** Lists in: uploads, their check and commit in the background, and what is told of them. */
export const startImports: StartCapability = (service) => startImportsWith(service);

/** The same with other settings. */
export async function startImportsWith(
  service: RunningService,
  { mostBytes = 512 * MEGABYTE, ...settings }: Partial<ImportSettings> = {},
): Promise<Capability> {
  const { config, definition, pool, clock, personIds, metrics, log } = service;
  const kinds = new Map<string, ImportKind>(definition.importKinds?.map((kind) => [kind.name, kind]));
  if (kinds.size === 0) return {};
  await requireSoundKinds(pool, [...kinds.values()]);
  const dataSource = createDataSource({
    url: config.DATABASE_URL,
    entities: [...definition.entities],
    // The work, at times in several sessions; its heartbeat; the end of an upload.
    poolSize: 2 + Math.max(2, ...[...kinds.values()].map(({ rangesAtOnce = 1 }) => rangesAtOnce)),
    statementTimeoutMs: LONGEST_STATEMENT_MS,
    applicationName: 'imports',
  });
  await dataSource.initialize();
  const worker = new ImportWorker({
    ...{ dataSource, pool, kinds, clock, personIds, log },
    metrics: importMetrics(metrics.registry),
    settings: { ...USUAL_SETTINGS, ...settings },
  });
  const wakeUp = new WakeUp(config.DATABASE_URL, () => worker.wake(), 'import_waiting');
  await wakeUp.start();
  worker.start();
  return {
    addRoutes: importRoutes({ ...{ pool, kinds, dataSource, mostBytes }, keepDays: config.IMPORT_KEEP_DAYS }),
    async stop(graceMs) {
      await wakeUp.stop();
      await Promise.race([
        worker.stop().then(() => dataSource.destroy()),
        wait(graceMs, undefined, { ref: false }),
      ]);
    },
  };
}

/** The routes alone, for whoever leaves the work to other processes. */
export function importRoutes(parts: RouteParts & UploadParts): Capability['addRoutes'] {
  return (scope, door) => {
    addImportRoutes(scope, door, parts);
    // Bodies of uploads are read as they come, all others as JSON.
    void scope.register(async (uploads) => addUploadRoute(uploads, door, parts));
  };
}
