import type { MigrationInterface } from 'typeorm';
import type { BatchKind } from '../batches/batch-kind';
import type { EventHandlers } from '../events/inbox';
import type { Projection } from '../events/projection';
import type { ImportKind } from '../imports/import-kind';
import type { Duty } from '../schedule/duty';
import type { SubgraphParts } from '../schema/build';

/** The services of the graph, as their databases and roles are named. */
export const SERVICE_NAMES = ['beneficiaries', 'ngos', 'care_homes', 'microfinance'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** All that makes one service differ from the others. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly entities: readonly (new () => object)[];
  /** Its own migrations, oldest first; the kit's come before them. */
  readonly migrations: readonly (new () => MigrationInterface)[];
  readonly subgraph: SubgraphParts;
  /** What it does with the events of others. */
  readonly handlers: EventHandlers;
  /** Tables that it keeps of what others tell; none when absent. */
  readonly projections?: readonly Projection[];
  /** The kinds of lists that can be brought in; none when not said. */
  readonly importKinds?: readonly ImportKind[];
  /** The kinds of work in the background that its commands order; none when not said. */
  readonly batchKinds?: readonly BatchKind[];
  /** What it does each day of itself; nothing when not said. */
  readonly duties?: readonly Duty[];
}
