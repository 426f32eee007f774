import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { Language } from '@solidarity/subgraph-kit/errors/language';
import type { ServiceCalls } from './service-calls';

/** What the exchange's resolvers are given: who asks, and the services. */
export interface ExchangeContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly language: Language;
  /** Why the caller opens people's records, in their words. */
  readonly purpose: string | null;
  readonly calls: ServiceCalls;
  /** Makes ids and first secrets of webhooks. */
  readonly webhookKey: string;
  /** The service that answers a field of the query's root. Throws EXPORT_QUERY_INVALID when none does. */
  readonly serviceOf: (rootField: string) => string;
}
