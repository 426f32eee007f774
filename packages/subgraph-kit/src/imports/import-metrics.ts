import { Counter, Histogram, type Registry } from 'prom-client';

/** What is measured of imports. Labels name kinds and outcomes, never a job. */
export interface ImportMetrics {
  readonly jobs: Counter<'kind' | 'outcome'>;
  readonly rows: Counter<'kind'>;
  readonly stepSeconds: Histogram<'kind' | 'step'>;
}

const known = new WeakMap<Registry, ImportMetrics>();

/** The metrics in the service's registry; the same ones however often they are asked for. */
export function importMetrics(registry: Registry): ImportMetrics {
  let metrics = known.get(registry);
  if (!metrics) known.set(registry, (metrics = createMetrics(registry)));
  return metrics;
}

function createMetrics(registry: Registry): ImportMetrics {
  const registers = [registry];
  return {
    jobs: new Counter({
      name: 'import_jobs_total',
      help: 'Imports that came to an end of their check or commit, by kind and outcome.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    rows: new Counter({
      name: 'import_rows_total',
      help: 'Rows read from files, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    stepSeconds: new Histogram({
      name: 'import_step_seconds',
      help: 'Seconds that a step of an import took (READING, COMPARING, COMMITTING).',
      labelNames: ['kind', 'step'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800],
      registers,
    }),
  };
}
