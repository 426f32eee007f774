import { randomUUID } from 'node:crypto';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
} from 'fastify';
import type { Logger } from 'pino';
import type { AssertionVerifier } from '../access/assertion';
import type { Fault } from '../errors/format';
import type { Answers } from './answer';
import type { Capability } from './capability';
import { Door, factsOf } from './door';
import type { ServiceMetrics } from './metrics';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const REQUEST_ID = /^[\w-]{1,64}$/;

export interface HttpParts {
  readonly answers: Answers;
  readonly verifier: AssertionVerifier;
  readonly metrics: ServiceMetrics;
  readonly log: Logger;
  /** Receives a signed event; gives the HTTP status to answer with. */
  readonly receiveEvent: (headers: Record<string, string>, rawBody: string) => Promise<number>;
  /** Resolves when everything that an answer needs is there. */
  readonly isReady: () => Promise<boolean>;
  /** What the service does beside the graph. */
  readonly capabilities: readonly Capability[];
  /** Told of what should not have happened, for the log. */
  readonly onFault: (fault: Fault) => void;
}

/** The service's server: `/graphql` for the gateway, `/events` for other services, and what an operator asks. */
export function createHttpServer(parts: HttpParts): FastifyInstance {
  const { answers, verifier, metrics, log } = parts;
  const logger: FastifyBaseLogger = log;
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });

  server.post('/graphql', async (request, reply) => {
    const started = process.hrtime.bigint();
    const caller = await verifier.verify(request.headers.authorization);
    const answer = await answers.answer(request.body, caller, factsOf(request));
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    metrics.operations.inc({ kind: answer.kind, outcome: answer.outcome });
    metrics.operationSeconds.observe({ kind: answer.kind }, seconds);
    log.debug({
      requestId: request.id,
      role: caller?.role,
      kind: answer.kind,
      outcome: answer.outcome,
      seconds,
    });
    return reply
      .code(answer.status)
      .header('content-type', 'application/json; charset=utf-8')
      .send(answer.body);
  });

  void server.register(async (events) => {
    // A signature is over the bytes as they came.
    events.removeAllContentTypeParsers();
    events.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    events.post('/events', async (request, reply) => {
      const headers = request.headers as Record<string, string>;
      return reply.code(await parts.receiveEvent(headers, request.body as string)).send();
    });
  });

  const door = new Door(verifier, parts.onFault);
  for (const { addRoutes } of parts.capabilities) {
    if (!addRoutes) continue;
    void server.register(async (scope) => {
      door.answerErrors(scope);
      addRoutes(scope, door);
    });
  }

  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await parts.isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ status: 'not found' }));
  // What an error says may repeat a value: neither the log nor the answer has it.
  server.setErrorHandler(({ statusCode = 500, name, code }: FastifyError, request, reply) => {
    if (statusCode >= 500) log.error({ requestId: request.id, name, code }, 'a request failed');
    return reply.code(statusCode).send({ status: 'refused' });
  });
  // A connection that stays open would hold the stop up.
  let isClosing = false;
  server.addHook('preClose', async () => void (isClosing = true));
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close');
    done();
  });
  return server;
}
