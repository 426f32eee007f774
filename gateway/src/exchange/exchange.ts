import type { SubgraphParts } from '@solidarity/subgraph-kit/schema/build';
import { ExportResolver } from './export.resolver';
import { FeedResolver } from './feed.resolver';
import { ImportResolver } from './import.resolver';
import { WebhookLaneResolver, WebhookResolver } from './webhook.resolver';

/** Lists in and out, events and webhooks, over all services. */
export const exchangeParts: SubgraphParts = {
  resolvers: [ExportResolver, FeedResolver, ImportResolver, WebhookLaneResolver, WebhookResolver],
  references: {},
};
