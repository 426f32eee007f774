import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import { createIdentity, type Identity } from './access/identity';
import type { GatewayConfig } from './config';
import { EXCHANGE } from './exchange/exchange-name';
import type { Exchange } from './exchange/mount';
import { createCompiledExecutor } from './execution/compiled-executor';
import { Generations, type Generation } from './execution/generation';
import { createGraphs } from './execution/graphs';
import { withSharedAnswers } from './execution/shared-answers';
import { Answers } from './http/answers';
import { GatewayMetrics } from './http/metrics';
import { createHttpServer } from './http/server';
import { PLANNER_LIMITS, PlannerThread } from './planning/planner-thread';
import { configuredAddresses } from './subgraphs/addresses';
import { ReadinessProbe } from './subgraphs/readiness';
import { Services } from './subgraphs/services';
import { loadBare, loadWithVariants, type LoadedSupergraph } from './supergraph/load-supergraph';
import { fileSource, urlSource } from './supergraph/source';
import { SupergraphWatch } from './supergraph/watch';

/** A gateway that is ready to listen. */
export interface Gateway {
  readonly server: FastifyInstance;
  /** Looks for another supergraph now; resolves when it is in service or refused. */
  lookForSupergraph(): Promise<void>;
  /** Lets what is under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** Puts the gateway together. Throws when its supergraph is broken or an address is missing. */
export async function createGateway(config: GatewayConfig, log: Logger): Promise<Gateway> {
  const isBare = config.IDENTITY === 'none';
  const source = config.SUPERGRAPH_URL
    ? urlSource(config.SUPERGRAPH_URL)
    : fileSource(config.SUPERGRAPH_FILE);
  const load = () => (isBare ? loadBare(source) : loadWithVariants(source));
  const metrics = new GatewayMetrics();

  const [first, identity] = await Promise.all([load(), createIdentity(config)]);
  const exchange = await exchangeOf(first, config, identity, log);
  const create = (supergraph: LoadedSupergraph) =>
    createGeneration(supergraph, addressesOf(supergraph, config, exchange), config, metrics);
  const generations = new Generations(await create(first), create);
  const watch = new SupergraphWatch({
    load,
    take: async (supergraph) => {
      await generations.replaceBy(supergraph);
      exchange?.graphChanged(supergraph.whole);
    },
    version: first.version,
    everyMs: config.SUPERGRAPH_POLL_MS,
    onSwap: (outcome) => metrics.supergraphCame(outcome),
    log,
  });
  const answers = new Answers({
    generations,
    signer: config.CALLER_ASSERTION_KEY && !isBare ? new AssertionSigner(config.CALLER_ASSERTION_KEY) : null,
    maxCost: isBare ? null : config.MAX_COST,
    trust: isBare ? 'anyone' : 'catalogue',
    onFault: (fault) => log.warn(fault, 'fault'),
  });
  return serve({ config, log, metrics, generations, watch, answers, identity, exchange });
}

/** The gateway's own part of the graph, where the graph has it. What it is made of is loaded only then. */
async function exchangeOf(
  supergraph: LoadedSupergraph,
  config: GatewayConfig,
  { identify }: Identity,
  log: Logger,
): Promise<Exchange | null> {
  const assertionKey = config.CALLER_ASSERTION_KEY;
  if (config.IDENTITY === 'none' || !supergraph.services.has(EXCHANGE) || !assertionKey) return null;
  const { startExchange } = await import('./exchange/mount.js');
  const services = new Map(
    [...supergraph.services.keys()].map((name) => [name, config.SERVICE_URLS?.get(name) ?? '']),
  );
  services.delete(EXCHANGE);
  return startExchange({
    ...{ assertionKey, services, identify, log },
    timeoutMs: config.SERVICE_TIMEOUT_MS,
    supergraphSdl: supergraph.whole,
  });
}

/** Makes everything that a supergraph needs to be served; what was made is closed again when it is broken. */
async function createGeneration(
  supergraph: LoadedSupergraph,
  addresses: ReadonlyMap<string, string>,
  config: GatewayConfig,
  metrics: GatewayMetrics,
): Promise<Generation> {
  const services = new Services(
    addresses,
    {
      timeoutMs: config.SERVICE_TIMEOUT_MS,
      connections: config.SERVICE_CONNECTIONS,
      maxResponseBytes: config.MAX_SERVICE_RESPONSE_BYTES,
    },
    (call) => metrics.serviceCalled(call),
    { sharedReads: config.SHARED_READS },
  );
  const thread = new PlannerThread({ limits: { ...PLANNER_LIMITS, planningMs: config.PLANNING_TIMEOUT_MS } });
  try {
    const graphs = await createGraphs({
      supergraph,
      createExecutor: async (supergraphSdl) => {
        const executor = await createCompiledExecutor({
          supergraphSdl,
          thread,
          ask: (service, body, request) => services.ask(service, body, request),
          onPlan: (report) => metrics.planMade(report),
        });
        return config.SHARED_READS ? withSharedAnswers(executor) : executor;
      },
      limits: { depth: config.MAX_DEPTH, aliases: config.MAX_ALIASES, rootFields: config.MAX_ROOT_FIELDS },
      maxTokens: config.MAX_TOKENS,
      cachedOperations: config.CACHED_OPERATIONS,
    });
    const others = [...addresses].filter(([name]) => name !== EXCHANGE);
    return { graphs, services, thread, probe: new ReadinessProbe(new Map(others)) };
  } catch (error) {
    await Promise.all([thread.close(), services.close()]);
    throw error;
  }
}

interface ServeParts {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly generations: Generations;
  readonly watch: SupergraphWatch;
  readonly answers: Answers;
  readonly identity: Identity;
  readonly exchange: Exchange | null;
}

function serve(parts: ServeParts): Gateway {
  const { config, log, metrics, generations, watch, answers, identity, exchange } = parts;
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
      readiness: config.IDENTITY === 'none' ? null : () => generations.present.probe.ask(),
      isDraining: () => isDraining,
    },
    explorer: config.EXPLORER
      ? { journeysFolder: config.JOURNEYS_DIRECTORY, demoClients: identity.demo?.clients ?? [] }
      : null,
    demoIssuer: identity.demo?.issuer ?? null,
    addFileRoutes: exchange && ((scope) => exchange.addRoutes(scope, (report) => metrics.fileEnded(report))),
  });
  return {
    server,
    lookForSupergraph: () => watch.look(),
    close: async () => {
      isDraining = true;
      await server.close();
      await watch.stop();
      await generations.close();
      await exchange?.close();
    },
  };
}

function addressesOf(
  supergraph: LoadedSupergraph,
  config: GatewayConfig,
  exchange: Exchange | null,
): ReadonlyMap<string, string> {
  const configured = new Map(config.SERVICE_URLS);
  if (exchange) configured.set(EXCHANGE, exchange.url);
  // A supergraph of elsewhere was composed with the addresses that it means.
  return config.IDENTITY === 'none'
    ? new Map([...supergraph.services, ...configured])
    : configuredAddresses(supergraph.services, configured);
}
