import { Counter, Histogram, type Registry } from 'prom-client';

/** What is measured of batches. Labels name kinds and outcomes, never a batch. */
export interface BatchMetrics {
  readonly batches: Counter<'kind' | 'outcome'>;
  readonly stepSeconds: Histogram<'kind'>;
}

const known = new WeakMap<Registry, BatchMetrics>();

/** The metrics in the service's registry; the same ones however often they are asked for. */
export function batchMetrics(registry: Registry): BatchMetrics {
  let metrics = known.get(registry);
  if (!metrics) known.set(registry, (metrics = createMetrics(registry)));
  return metrics;
}

function createMetrics(registry: Registry): BatchMetrics {
  const registers = [registry];
  return {
    batches: new Counter({
      name: 'batches_total',
      help: 'Batches that have ended, by kind and outcome.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    stepSeconds: new Histogram({
      name: 'batch_step_seconds',
      help: 'Seconds that a step of a batch took, by kind.',
      labelNames: ['kind'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 600],
      registers,
    }),
  };
}
