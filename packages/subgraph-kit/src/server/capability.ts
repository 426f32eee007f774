import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import type { ClaimedPool } from '../database/statements';
import type { Clock } from '../values/clock';
import type { PersonIds } from '../values/person-id';
import type { ServiceConfig } from './config';
import type { Door } from './door';
import type { ServiceMetrics } from './metrics';
import type { Requests } from './requests';
import type { ServiceDefinition } from './service';

/** A service as it runs: what its capabilities beside the graph are made with. */
export interface RunningService {
  readonly definition: ServiceDefinition;
  readonly config: ServiceConfig;
  readonly dataSource: DataSource;
  readonly pool: ClaimedPool;
  readonly requests: Requests;
  /** The executable schema of the service. */
  readonly schema: GraphQLSchema;
  readonly clock: Clock;
  readonly personIds: PersonIds;
  readonly metrics: ServiceMetrics;
  readonly log: FastifyBaseLogger;
}

/** What a service can do beside answering the graph: lists in and out, the feed of events, webhooks. */
export interface Capability {
  /** Routes that only the gateway and the other services reach, with the caller's assertion. */
  readonly addRoutes?: (scope: FastifyInstance, door: Door) => void;
  /** Ends work in the background: what is under way is given a moment, and goes on after the next start. */
  stop?(graceMs: number): Promise<void>;
}

/** Starts a capability of a service. */
export type StartCapability = (service: RunningService) => Promise<Capability>;
