import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Store } from './store';

/** What is measured of webhooks, of all together: a label for each would tell who they are. */
export interface WebhookMetrics {
  readonly deliveries: Counter<'outcome'>;
  readonly lagSeconds: Histogram;
  readonly inFlight: Gauge;
  readonly paused: Counter<'because'>;
}

/** What waits, of webhooks that are sent to; counted no further than this, for it is asked with every scrape. */
const COUNTED = 100_000;
const WAITING = `
select count(*)::integer as waiting, coalesce(extract(epoch from $1::timestamptz - min(created_at)), 0)::float8 as oldest
  from (select delivery.created_at from webhook
         cross join lateral (select created_at from webhook_delivery
                              where webhook_id = webhook.id and state = 'WAITING' limit ${COUNTED}) as delivery
         where webhook.state <> 'PAUSED' limit ${COUNTED}) as waiting`;

export function createWebhookMetrics(
  registry: Registry,
  store: Store,
  clock: { now(): Date },
): WebhookMetrics {
  const registers = [registry];
  const oldest = new Gauge({
    name: 'webhook_oldest_waiting_seconds',
    help: 'Seconds that the delivery which has waited longest has waited, of webhooks that are not paused.',
    registers,
  });
  new Gauge({
    name: 'webhook_deliveries_waiting',
    help: `Deliveries that wait, of webhooks that are not paused; counted up to ${COUNTED}.`,
    registers,
    async collect() {
      const [row] = await store
        .asSystem<{ waiting: number; oldest: number }>(WAITING, [clock.now()])
        .catch(() => []);
      if (!row) return;
      this.set(row.waiting);
      oldest.set(Math.max(0, row.oldest));
    },
  });
  return {
    deliveries: new Counter({
      name: 'webhook_deliveries_total',
      help: 'Attempts and ends of deliveries by outcome (delivered, again, failed, dropped).',
      labelNames: ['outcome'],
      registers,
    }),
    lagSeconds: new Histogram({
      name: 'webhook_lag_seconds',
      help: 'Seconds from when an event was pulled for a webhook to when it was taken.',
      buckets: [0.1, 0.5, 1, 5, 30, 120, 600, 3_600, 21_600, 86_400, 432_000],
      registers,
    }),
    inFlight: new Gauge({
      name: 'webhook_calls_in_flight',
      help: 'Calls to receivers under way.',
      registers,
    }),
    paused: new Counter({
      name: 'webhook_pauses_total',
      help: 'Webhooks that were paused by themselves, by reason.',
      labelNames: ['because'],
      registers,
    }),
  };
}
