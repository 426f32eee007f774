import 'reflect-metadata';
import type { Logger } from 'pino';
import { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import type { FastifyInstance } from 'fastify';
import type { Identity } from '../access/identity';
import { EXCHANGE } from './exchange-name';
import type { FileReport } from './file-log';
import { addFileRoutes } from './file-routes';
import { rootFieldServices } from './root-fields';
import { ServiceCalls } from './service-calls';
import { startSubgraphServer } from './subgraph-server';

/** Of the time that a call to the exchange may take, so that it can say itself which service was late. */
const OF_THE_CALL = 0.8;

export interface ExchangeParts {
  readonly assertionKey: string;
  /** How long one call to a service, and so to the exchange, may take. */
  readonly timeoutMs: number;
  /** The GraphQL endpoints of the services. */
  readonly services: ReadonlyMap<string, string>;
  /** The whole graph as it is served now. */
  readonly supergraphSdl: string;
  readonly identify: Identity['identify'];
  readonly log: Logger;
}

/** The exchange in a gateway's process. */
export interface Exchange {
  /** Where the gateway asks it. */
  readonly url: string;
  /** Another graph is served from now on. */
  graphChanged(supergraphSdl: string): void;
  /** Routes of files; each request is told of when it has ended. */
  addRoutes(server: FastifyInstance, onFile: (report: FileReport) => void): void;
  close(): Promise<void>;
}

/** Starts the gateway's own part of the graph. */
export async function startExchange(parts: ExchangeParts): Promise<Exchange> {
  const { assertionKey, services, identify, log } = parts;
  let rootFields = rootFieldServices(parts.supergraphSdl);
  const origins = [...services].filter(([name]) => name !== EXCHANGE);
  const calls = new ServiceCalls(
    new Map(origins.map(([name, url]) => [name, new URL(url).origin])),
    new AssertionSigner(assertionKey),
    parts.timeoutMs * OF_THE_CALL,
  );
  const server = await startSubgraphServer({
    ...{ assertionKey, calls, log },
    serviceOf: (field) => {
      const service = rootFields.get(field);
      return service === EXCHANGE ? undefined : service;
    },
  });
  return {
    url: server.url,
    graphChanged: (sdl) => (rootFields = rootFieldServices(sdl)),
    addRoutes: (scope, onFile) => addFileRoutes(scope, { calls, identify, log, onFile }),
    close: () => server.close(),
  };
}
