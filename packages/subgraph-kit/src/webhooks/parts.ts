import type { DeliveryLog } from '../events/lane';
import type { Clock } from '../values/clock';
import type { AddressBook, AddressRules } from './addresses';
import type { WebhookMetrics } from './webhook-metrics';
import type { SecretBox } from './secret-box';
import type { WebhookSettings } from './settings';
import type { Store } from './store';

/** What webhooks of a service are made with. */
export interface WebhookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: AddressRules;
  readonly book: AddressBook;
  readonly box: SecretBox;
  readonly metrics: WebhookMetrics;
  readonly log: DeliveryLog;
  readonly settings: WebhookSettings;
}
