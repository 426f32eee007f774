import { Counter, Gauge, type Registry } from 'prom-client';

/** What is measured of duties. Labels name duties, never a person. */
export interface DutyMetrics {
  readonly lastDone: Gauge<'duty'>;
  readonly failures: Counter<'duty'>;
}

const known = new WeakMap<Registry, DutyMetrics>();

/** The metrics in the service's registry; the same ones however often they are asked for. */
export function dutyMetrics(registry: Registry): DutyMetrics {
  let metrics = known.get(registry);
  if (!metrics) known.set(registry, (metrics = createMetrics(registry)));
  return metrics;
}

function createMetrics(registry: Registry): DutyMetrics {
  const registers = [registry];
  return {
    lastDone: new Gauge({
      name: 'duty_last_done_timestamp_seconds',
      help: 'When a daily duty was done last, or was first known, by any process; seconds since 1970.',
      labelNames: ['duty'],
      registers,
    }),
    failures: new Counter({
      name: 'duty_failures_total',
      help: 'Attempts of this process at a daily duty that failed.',
      labelNames: ['duty'],
      registers,
    }),
  };
}
