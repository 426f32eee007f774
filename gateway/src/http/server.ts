import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { Logger } from 'pino';
import type { DemoIssuer } from '../access/demo-issuer';
import { allowOrigins } from './cross-origin';
import { addExplorerRoutes, type ExplorerParts } from './explorer-routes';
import { addGraphqlRoute, type GraphqlRouteParts } from './graphql-route';
import { addHealthRoutes, type HealthParts } from './health-routes';
import { addOauthRoutes } from './oauth-routes';
import { requestIdOf } from './request-facts';
import { addSecurityHeaders } from './security-headers';
import { boundReceiving } from './slow-senders';

export interface HttpServerParts {
  readonly log: Logger;
  readonly isProduction: boolean;
  readonly maxBodyBytes: number;
  readonly corsOrigins: readonly string[];
  readonly graphql: GraphqlRouteParts;
  readonly health: HealthParts;
  /** Null when the page is switched off. */
  readonly explorer: ExplorerParts | null;
  /** Null outside development. */
  readonly demoIssuer: DemoIssuer | null;
  /** Adds the routes of files in and out; null when the graph has no part of the gateway's own. */
  readonly addFileRoutes: ((scope: FastifyInstance) => void) | null;
}

/** A client that takes longer than this to send its request is slow on purpose. */
const RECEIVING_MS = 15_000;
/** Half a gigabyte over a line of 2.5 megabits takes this long. */
const RECEIVING_A_FILE_MS = 1_800_000;
/** The same address to many a client. */
const GRAPHQL_WITH_SLASH = /^\/graphql\/(?=\?|$)/;

/** The gateway's one public door. */
export function createHttpServer(parts: HttpServerParts): FastifyInstance {
  const log: FastifyBaseLogger = parts.log;
  const server = fastify({
    loggerInstance: log,
    // What is logged of a request is written where it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: parts.maxBodyBytes,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => requestIdOf(headers),
    rewriteUrl: ({ url = '/' }) => url.replace(GRAPHQL_WITH_SLASH, '/graphql'),
    frameworkErrors: refuseAddress,
  });
  boundReceiving(server, {
    usualMs: RECEIVING_MS,
    fileMs: RECEIVING_A_FILE_MS,
    bringsFile: (url) => url.startsWith('/imports/'),
  });
  addSecurityHeaders(server, parts.isProduction);
  allowOrigins(server, parts.corsOrigins);
  closeConnectionsWhen(parts.health.isDraining, server);
  const { graphql, health, explorer, demoIssuer, addFileRoutes } = parts;
  registerApart(server, (scope) => addGraphqlRoute(scope, graphql));
  registerApart(server, (scope) => addHealthRoutes(scope, health));
  if (explorer) registerApart(server, (scope) => addExplorerRoutes(scope, explorer));
  if (demoIssuer) registerApart(server, (scope) => addOauthRoutes(scope, demoIssuer));
  if (addFileRoutes) registerApart(server, addFileRoutes);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ status: 'not found' }));
  return server;
}

/** An address that cannot be read comes before every hook; the usual answer would repeat it. */
function refuseAddress(_error: unknown, _request: unknown, reply: unknown): void {
  void (reply as FastifyReply)
    .code(400)
    .header('x-content-type-options', 'nosniff')
    .send({ status: 'bad request' });
}

/** An answer that is sent while the gateway drains is the last on its connection, which would keep it from ending. */
function closeConnectionsWhen(isDraining: () => boolean, server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isDraining()) void reply.header('connection', 'close');
    done();
  });
}

/** Routes whose hooks and parsers are theirs alone. */
function registerApart(server: FastifyInstance, add: (scope: FastifyInstance) => void): void {
  void server.register((scope, _options, done) => {
    add(scope);
    done();
  });
}
