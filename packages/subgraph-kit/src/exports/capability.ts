import type { StartCapability } from '../server/capability';
import { CallersJobs } from './callers-jobs';
import { ExportMetrics } from './export-metrics';
import { ExportPlans } from './export-plan';
import { USUAL_PACE, type ExportPace } from './pace';
import { addExportRoutes } from './routes';
import { ExportWorker } from './worker';
import { WorkersJobs } from './workers-jobs';

/** Exports at another pace than the usual, for tests and measurements. */
export function exportsAt(changed: Partial<ExportPace>): StartCapability {
  const pace = { ...USUAL_PACE, ...changed };
  return async (service) => {
    const plans = new ExportPlans(service.schema);
    const worker = new ExportWorker({
      ...{ service, plans, pace },
      jobs: new WorkersJobs(service.pool, pace),
      metrics: new ExportMetrics(service.metrics.registry),
    });
    await worker.start();
    const jobs = new CallersJobs(service.pool, service.dataSource);
    return {
      addRoutes: (scope, door) => addExportRoutes(scope, door, { jobs, plans }),
      stop: (graceMs) => worker.stop(graceMs),
    };
  };
}

/**
 * Whole lists of the service's part of the graph as files, made in the background. An export runs the caller's own
 * query with the caller's rights, so it holds what the graph would answer, as it was at one moment.
 */
export const startExports: StartCapability = exportsAt({});
