import type { MigrationInterface } from 'typeorm';
import type { NonEmptyArray } from 'type-graphql';
import type { BatchKind } from '../batches/batch-kind';
import type { EventHandlers } from '../events/inbox';
import type { Projection } from '../events/projection';
import type { ImportKind } from '../imports/import-kind';
import { StateTransition } from '../records/state-history';
import type { Duty } from '../schedule/duty';
import type { ReferenceLoader } from '../schema/references';
import type { ServiceDefinition, ServiceName } from './service';

type MigrationClass = new () => MigrationInterface;

/** What a capability brings to its service. */
export interface ServicePart {
  readonly entities: readonly (new () => object)[];
  /** Those of all capabilities run in the order of their timestamps. */
  readonly migrations: readonly MigrationClass[];
  readonly resolvers: NonEmptyArray<abstract new () => object>;
  /** Entities of the graph that no query of the service returns. */
  readonly orphanedTypes?: readonly (abstract new () => object)[];
  /** For each entity of the graph that it owns or adds to: how references to it are answered. */
  readonly references?: Readonly<Record<string, ReferenceLoader>>;
  readonly handlers?: EventHandlers;
  readonly projections?: readonly Projection[];
  readonly importKinds?: readonly ImportKind[];
  readonly batchKinds?: readonly BatchKind[];
  readonly duties?: readonly Duty[];
}

/** The service that its capabilities make together. */
export function serviceOf(
  name: ServiceName,
  first: ServicePart,
  ...others: ServicePart[]
): ServiceDefinition {
  const parts = [first, ...others];
  return {
    name,
    entities: [StateTransition, ...parts.flatMap(({ entities }) => entities)],
    migrations: parts.flatMap(({ migrations }) => migrations).sort((a, b) => timestampOf(a) - timestampOf(b)),
    subgraph: {
      resolvers: [...first.resolvers, ...others.flatMap(({ resolvers }) => resolvers)],
      orphanedTypes: parts.flatMap(({ orphanedTypes = [] }) => orphanedTypes),
      references: Object.fromEntries(parts.flatMap(({ references = {} }) => Object.entries(references))),
    },
    handlers: parts.flatMap(({ handlers = [] }) => handlers),
    projections: parts.flatMap(({ projections = [] }) => projections),
    importKinds: parts.flatMap(({ importKinds = [] }) => importKinds),
    batchKinds: parts.flatMap(({ batchKinds = [] }) => batchKinds),
    duties: parts.flatMap(({ duties = [] }) => duties),
  };
}

/** The instant that a migration's name ends with. */
function timestampOf({ name }: MigrationClass): number {
  return Number(name.slice(-13));
}
