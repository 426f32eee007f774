import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { ErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { RequestDeadline } from '../subgraphs/request-deadline';
import type { Answer, Answers } from './answers';
import { HTTP_REFUSALS, type HttpRefusalStatus } from './http-refusals';
import { acceptedMediaType, isJson, JSON_RESPONSE, type MediaType } from './media-type';
import type { GatewayMetrics } from './metrics';
import { purposeOf, requestFactsOf } from './request-facts';

export interface GraphqlRouteParts {
  readonly answers: Answers;
  /** Throws a CodedError when the client is not who it says. */
  readonly identify: (authorization: string | undefined) => Caller | Promise<Caller>;
  readonly metrics: GatewayMetrics;
  readonly log: Logger;
  readonly requestTimeoutMs: number;
}

/** What is wrong with the operation rather than with the HTTP request: told by 200 to a client that takes only JSON. */
const OF_THE_OPERATION = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_NOT_FOUND',
  'OPERATION_TOO_LARGE',
  'BAD_USER_INPUT',
  'FORBIDDEN',
] satisfies ErrorCode[]);

/** `POST /graphql`, by the GraphQL-over-HTTP specification; nothing but JSON goes in, and nothing by GET. */
export function addGraphqlRoute(server: FastifyInstance, parts: GraphqlRouteParts): void {
  const { answers, identify, metrics, log } = parts;

  server.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'POST') return void refuseUnread(request, reply, 405);
    if (!isJson(request.headers['content-type'])) return void refuseUnread(request, reply, 415);
    done();
  });

  server.route({
    method: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: async (request, reply) => {
      const mediaType = acceptedMediaType(request.headers.accept);
      if (mediaType === null) return refuseUnread(request, reply, 406);
      const answer = await answerTo(request, reply);
      return send(request, reply, answer, statusFor(answer, mediaType), mediaType);
    },
  });

  server.setErrorHandler(async (error: FastifyError, request, reply) => {
    const { statusCode = 500, name, stack } = error;
    if (statusCode >= 500) {
      log.error({ requestId: request.id, name, stack: framesOf(stack) }, 'fault');
      return send(
        request,
        reply,
        refusal(request, new CodedError('INTERNAL_ERROR', { requestId: request.id })),
        500,
      );
    }
    const code = statusCode === 413 ? 'OPERATION_TOO_LARGE' : 'REQUEST_INVALID';
    return send(request, reply, refusal(request, new CodedError(code)), statusCode);
  });

  async function answerTo(request: FastifyRequest, reply: FastifyReply): Promise<Answer> {
    const deadline = new RequestDeadline(parts.requestTimeoutMs);
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) deadline.clientHasGone();
    });
    try {
      const caller = await identify(request.headers.authorization);
      const purpose = purposeOf(request.headers);
      const facts = requestFactsOf(request.id, request.headers);
      return await answers.answer({ body: request.body, caller, facts, purpose, deadline });
    } catch (error) {
      if (error instanceof CodedError) return refusal(request, error as CodedError);
      throw error;
    }
  }

  function refusal(request: FastifyRequest, error: CodedError): Answer {
    return answers.refuse([error], requestFactsOf(request.id, request.headers));
  }

  /** Refuses what is wrong whatever is asked. */
  function refuseUnread(
    request: FastifyRequest,
    reply: FastifyReply,
    status: HttpRefusalStatus,
  ): FastifyReply {
    const { message, headers } = HTTP_REFUSALS[status];
    const { language } = requestFactsOf(request.id, request.headers);
    const answer = refusal(request, new CodedError('REQUEST_INVALID'));
    const errors = answer.errors.map((error) => ({ ...error, message: message[language] }));
    return send(request, reply.headers(headers), { ...answer, errors }, status);
  }

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Answer,
    status: number,
    mediaType: MediaType = JSON_RESPONSE,
  ): FastifyReply {
    const { kind, outcome, role, variant, operation, errors } = answer;
    const codes = [...new Set(errors.map(codeOf))];
    const ms = Math.round(reply.elapsedTime * 1000) / 1000;
    metrics.operationEnded({ kind, outcome, variant }, ms / 1000);
    for (const code of codes) metrics.errorTold(code);
    // The operation is known by a hash: its text can hold a person's data.
    log.info({ requestId: request.id, role, variant, operation, kind, outcome, codes, ms }, 'answered');
    return reply.code(status).type(`${mediaType}; charset=utf-8`).send(textOf(answer));
  }
}

function textOf({ data, errors }: Answer): string {
  if (errors.length === 0) return `{"data":${data}}`;
  return data === null ? JSON.stringify({ errors }) : `{"errors":${JSON.stringify(errors)},"data":${data}}`;
}

function statusFor({ status, errors }: Answer, mediaType: MediaType): number {
  const [first] = errors;
  return mediaType === JSON_RESPONSE && first && OF_THE_OPERATION.has(codeOf(first)) ? 200 : status;
}

function codeOf({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'NONE';
}

/** The message, which may repeat a value, stands before the frames. */
function framesOf(stack = ''): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
