import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ExportFormat } from './job';

/** How an attempt at an export has ended; `lost` and `stopped` ones are begun anew or were cancelled. */
export type Outcome = 'done' | 'failed' | 'lost' | 'stopped';

/** What is measured of exports, by format and outcome. */
export class ExportMetrics {
  readonly #running: Gauge;
  readonly #ended: Counter<'format' | 'outcome'>;
  readonly #rows: Counter<'format'>;
  readonly #seconds: Histogram<'format'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#running =
      (registry.getSingleMetric('exports_running') as Gauge | undefined) ??
      new Gauge({ name: 'exports_running', help: 'Exports that this process runs.', registers });
    this.#ended =
      (registry.getSingleMetric('exports_total') as Counter<'format' | 'outcome'> | undefined) ??
      new Counter({
        ...{ name: 'exports_total', help: 'Exports that this process ran, by how they ended.', registers },
        labelNames: ['format', 'outcome'],
      });
    this.#rows =
      (registry.getSingleMetric('export_rows_total') as Counter<'format'> | undefined) ??
      new Counter({
        ...{ name: 'export_rows_total', help: 'Rows written into exports.', registers },
        labelNames: ['format'],
      });
    this.#seconds =
      (registry.getSingleMetric('export_seconds') as Histogram<'format'> | undefined) ??
      new Histogram({
        ...{ name: 'export_seconds', help: 'Seconds from the first row to the finished file.', registers },
        labelNames: ['format'],
        buckets: [0.1, 1, 5, 15, 60, 300, 900, 3_600],
      });
  }

  begun(): void {
    this.#running.inc();
  }

  ended(format: ExportFormat, outcome: Outcome, rows: number, seconds: number): void {
    this.#running.dec();
    this.#ended.inc({ format, outcome });
    this.#rows.inc({ format }, rows);
    if (outcome === 'done') this.#seconds.observe({ format }, seconds);
  }
}
