import type { BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import type { EventHandlers } from '@solidarity/subgraph-kit/events/inbox';
import type { ImportKind } from '@solidarity/subgraph-kit/imports/import-kind';
import type { ReferenceLoader } from '@solidarity/subgraph-kit/schema/references';
import type { MigrationInterface } from 'typeorm';

/** What a capability of this service brings to it. */
export interface ServicePart {
  readonly entities: readonly (new () => object)[];
  /** Oldest first; those of all capabilities run in the order of their timestamps. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly resolvers: readonly (abstract new () => object)[];
  /** The entities of the graph that it owns. */
  readonly references?: Readonly<Record<string, ReferenceLoader>>;
  readonly handlers?: EventHandlers;
  readonly importKinds?: readonly ImportKind[];
  readonly batchKinds?: readonly BatchKind[];
}
