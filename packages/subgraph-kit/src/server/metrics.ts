import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What is measured of a service. Labels name kinds and outcomes, never a person, an id or a query. */
export interface ServiceMetrics {
  readonly registry: Registry;
  readonly operations: Counter<'kind' | 'outcome'>;
  readonly operationSeconds: Histogram<'kind'>;
  readonly statements: Counter;
  /** From when an event of another service became true until it was taken in. */
  readonly eventTakenSeconds: Histogram<'type'>;
}

export function createMetrics(service: string): ServiceMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operations: new Counter({
      name: 'graph_operations_total',
      help: 'GraphQL operations answered, by kind and outcome (ok, partial, refused).',
      labelNames: ['kind', 'outcome'],
      registers: [registry],
    }),
    operationSeconds: new Histogram({
      name: 'graph_operation_seconds',
      help: 'Seconds from the parsed request to the finished answer.',
      labelNames: ['kind'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    statements: new Counter({
      name: 'sql_statements_total',
      help: 'SQL statements of the read path, for callers; not what the service does of itself.',
      registers: [registry],
    }),
    eventTakenSeconds: new Histogram({
      name: 'event_taken_seconds',
      help: 'Seconds from when an event of another service became true until it was taken in, by type.',
      labelNames: ['type'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86_400],
      registers: [registry],
    }),
  };
}
