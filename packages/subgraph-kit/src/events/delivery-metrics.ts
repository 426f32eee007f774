import { Gauge } from 'prom-client';
import { SYSTEM_CALLER } from '../access/roles';
import type { RunningService } from '../server/capability';

interface Lag {
  readonly consumer: string;
  readonly backlog: number;
  readonly seconds: number;
}

/**
 * How far behind each consumer of the service's events is, asked of the database when somebody looks: once for both
 * numbers. When it does not answer there is no value rather than an old one.
 */
export function measureDelivery({ pool, metrics }: Pick<RunningService, 'pool' | 'metrics'>): void {
  let asking: Promise<Lag[]> | null = null;
  const read = async (): Promise<Lag[]> => {
    const text = 'select consumer, backlog, lag_seconds from event_lag()';
    const rows = await pool.query(SYSTEM_CALLER, text).catch(() => []);
    asking = null;
    return rows.map(([consumer, backlog, seconds]) => ({
      consumer: String(consumer),
      backlog: Number(backlog),
      seconds: Number(seconds),
    }));
  };
  const gauge = (name: string, help: string, valueOf: (lag: Lag) => number) =>
    new Gauge({
      ...{ name, help, labelNames: ['consumer'], registers: [metrics.registry] },
      async collect() {
        const lags = await (asking ??= read());
        this.reset();
        for (const lag of lags) this.set({ consumer: lag.consumer }, valueOf(lag));
      },
    });
  gauge('event_backlog', 'Events that a consumer has not been sent yet.', ({ backlog }) => backlog);
  gauge(
    'event_lag_seconds',
    'Seconds for which the oldest event that a consumer has not been sent has waited; 0 when none waits.',
    ({ seconds }) => seconds,
  );
}
