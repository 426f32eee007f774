import { ClaimedPool } from '../database/statements';
import type { Capability, RunningService, StartCapability } from '../server/capability';
import { AddressBook, AddressRules } from './addresses';
import { Dispatcher } from './dispatcher';
import { Housekeeping } from './housekeeping';
import type { WebhookParts } from './parts';
import { Ping } from './ping';
import { Registration } from './registration';
import { addWebhookRoutes } from './routes';
import { SecretBox } from './secret-box';
import { usualSettings, type WebhookSettings } from './settings';
import { Store } from './store';
import { createWebhookMetrics } from './webhook-metrics';

/** Connections of their own, so that requests and webhooks do not wait for each other. */
const CONNECTIONS = 4;
const STATEMENT_TIMEOUT_MS = 30_000;

/** Webhooks of partners: their routes, and the sending in the background until the service stops. */
export const startWebhooks: StartCapability = (service) => startWebhooksWith(service);

/** The same with other settings, for tests. */
export async function startWebhooksWith(
  service: RunningService,
  settings: Partial<WebhookSettings> = {},
): Promise<Capability> {
  const { config, clock, log, metrics, dataSource, definition } = service;
  const pool = new ClaimedPool({
    connectionString: config.DATABASE_URL,
    max: CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    applicationName: 'webhooks',
  });
  const store = new Store(pool);
  const rules = new AddressRules(config.WEBHOOKS_ALLOW_LOOPBACK);
  const all = { ...usualSettings(), ...settings };
  const parts: WebhookParts = {
    ...{ store, clock, rules, log, settings: all },
    book: new AddressBook(rules, all.lookUp, all.namesKeptMs),
    box: new SecretBox(config.WEBHOOK_SECRETS_KEY),
    metrics: createWebhookMetrics(metrics.registry, store, clock),
  };
  const ping = new Ping(parts);
  const dispatcher = new Dispatcher(parts);
  const housekeeping = new Housekeeping(parts);
  const registration = new Registration(parts, dataSource, definition.name);
  dispatcher.start();
  housekeeping.start();
  return {
    addRoutes: (scope, door) =>
      addWebhookRoutes(scope, door, { service: definition.name, parts, registration, ping, dispatcher }),
    async stop(graceMs) {
      await Promise.all([dispatcher.stop(graceMs), housekeeping.stop(), ping.close()]);
      await pool.end();
    },
  };
}
