import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { AssertionVerifier } from '@solidarity/subgraph-kit/access/assertion';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { invalidQuery } from '@solidarity/subgraph-kit/exports/invalid-query';
import { buildSubgraph } from '@solidarity/subgraph-kit/schema/build';
import { Answers } from '@solidarity/subgraph-kit/server/answer';
import { createHttpServer } from '@solidarity/subgraph-kit/server/http';
import { createMetrics } from '@solidarity/subgraph-kit/server/metrics';
import { Operations } from '@solidarity/subgraph-kit/server/operation';
import type { RequestFacts } from '@solidarity/subgraph-kit/server/requests';
import { exchangeParts } from './exchange';
import { EXCHANGE } from './exchange-name';
import type { ExchangeContext } from './exchange-context';
import type { ServiceCalls } from './service-calls';

export interface SubgraphServerParts {
  /** Proves callers: those that the gateway sends here, as to any service. */
  readonly assertionKey: string;
  readonly calls: ServiceCalls;
  /** The service that answers a field of the query's root; undefined when none does. */
  readonly serviceOf: (rootField: string) => string | undefined;
  readonly log: Logger;
}

/** The exchange as the gateway asks it: a service of the graph like the others, on a port of this process. */
export interface SubgraphServer {
  /** Its GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts the exchange on a free port of the loopback. */
export async function startSubgraphServer(parts: SubgraphServerParts): Promise<SubgraphServer> {
  const { assertionKey, calls, serviceOf, log } = parts;
  const onFault = (fault: object): void => log.error(fault, 'a fault of the exchange');
  const requests = {
    open(caller: Caller, facts: RequestFacts) {
      const { requestId, language, purpose } = facts;
      const context: ExchangeContext = {
        ...{ caller, requestId, language, purpose, calls },
        webhookKey: assertionKey,
        serviceOf: (rootField) => {
          const service = serviceOf(rootField);
          if (service === undefined) throw invalidQuery('NO_LIST', {});
          return service;
        },
      };
      // A mutation of the exchange has no transaction of its own: each service has one for its part.
      const runCommand = <T>(work: (own: ExchangeContext) => Promise<T>): Promise<T> => work(context);
      return { context: { ...context, runCommand }, close: async () => undefined };
    },
  };
  const { schema } = buildSubgraph(exchangeParts);
  const server = createHttpServer({
    answers: new Answers(new Operations(schema), requests, onFault),
    verifier: new AssertionVerifier(assertionKey),
    metrics: createMetrics(EXCHANGE),
    log,
    receiveEvent: async () => 404,
    isReady: async () => true,
    capabilities: [],
    onFault,
  });
  await server.listen({ port: 0, host: LOOPBACK });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${port}/graphql`, close: () => server.close() };
}
