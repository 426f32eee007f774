import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import { createIdentity, type Identity } from './access/identity';
import type { GatewayConfig } from './config';
import { createApolloExecutor } from './execution/apollo-executor';
import { createGraphs } from './execution/graphs';
import { Answers } from './http/answers';
import { GatewayMetrics } from './http/metrics';
import { createHttpServer } from './http/server';
import { configuredAddresses } from './subgraphs/addresses';
import { ReadinessProbe } from './subgraphs/readiness';
import { Services } from './subgraphs/services';
import {
  readBareSupergraph,
  readSupergraphWithVariants,
  type LoadedSupergraph,
} from './supergraph/supergraph-files';

/** A gateway that is ready to listen. */
export interface Gateway {
  readonly server: FastifyInstance;
  /** Lets what is under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** Puts the gateway together. Throws when its supergraph is broken or an address is missing. */
export async function createGateway(config: GatewayConfig, log: Logger): Promise<Gateway> {
  const isBare = config.IDENTITY === 'none';
  const supergraph = isBare
    ? readBareSupergraph(config.SUPERGRAPH_FILE)
    : readSupergraphWithVariants(config.SUPERGRAPH_FILE);
  const addresses = addressesOf(supergraph, config);
  const metrics = new GatewayMetrics();
  const services = new Services(
    addresses,
    {
      timeoutMs: config.SERVICE_TIMEOUT_MS,
      connections: config.SERVICE_CONNECTIONS,
      maxResponseBytes: config.MAX_SERVICE_RESPONSE_BYTES,
    },
    (call) => metrics.serviceCalled(call),
  );
  const graphs = await createGraphs({
    supergraph,
    createExecutor: createApolloExecutor,
    ask: (service, operation, request) => services.ask(service, operation, request),
    limits: { depth: config.MAX_DEPTH, aliases: config.MAX_ALIASES, rootFields: config.MAX_ROOT_FIELDS },
    maxTokens: config.MAX_TOKENS,
    cachedOperations: config.CACHED_OPERATIONS,
  });
  const answers = new Answers({
    graphs,
    signer: config.CALLER_ASSERTION_KEY && !isBare ? new AssertionSigner(config.CALLER_ASSERTION_KEY) : null,
    maxCost: isBare ? null : config.MAX_COST,
    trust: isBare ? 'anyone' : 'catalogue',
    onFault: (fault) => log.warn(fault, 'fault'),
  });
  const identity = await createIdentity(config);
  return serve({ config, log, metrics, services, answers, identity, probe: new ReadinessProbe(addresses) });
}

interface ServeParts {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly services: Services;
  readonly answers: Answers;
  readonly identity: Identity;
  readonly probe: ReadinessProbe;
}

function serve({ config, log, metrics, services, answers, identity, probe }: ServeParts): Gateway {
  let isDraining = false;
  const server = createHttpServer({
    log,
    isProduction: config.NODE_ENV === 'production',
    maxBodyBytes: config.MAX_BODY_BYTES,
    corsOrigins: config.CORS_ORIGINS,
    graphql: {
      answers,
      identify: identity.identify,
      metrics,
      log,
      requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    },
    health: {
      metrics,
      readiness: config.IDENTITY === 'none' ? null : () => probe.ask(),
      isDraining: () => isDraining,
    },
    explorer: config.EXPLORER
      ? { journeysFolder: config.JOURNEYS_DIRECTORY, demoClients: identity.demo?.clients ?? [] }
      : null,
    demoIssuer: identity.demo?.issuer ?? null,
  });
  return {
    server,
    close: async () => {
      isDraining = true;
      await server.close();
      await services.close();
    },
  };
}

function addressesOf(supergraph: LoadedSupergraph, config: GatewayConfig): ReadonlyMap<string, string> {
  const configured = config.SERVICE_URLS ?? new Map<string, string>();
  // A supergraph of elsewhere was composed with the addresses that it means.
  return config.IDENTITY === 'none'
    ? new Map([...supergraph.services, ...configured])
    : configuredAddresses(supergraph.services, configured);
}
