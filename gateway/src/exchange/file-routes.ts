import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import replyFrom, { type FastifyReplyFromHooks } from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { CodedError, httpStatusOf, isCodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { formatError } from '@solidarity/subgraph-kit/errors/format';
import { GraphQLError } from 'graphql';
import { purposeOf, requestFactsOf } from '../http/request-facts';
import { jobFrom } from './import.resolver';
import type { ImportJobFacts } from './import.types';
import { placeOf } from './job-id';
import type { ServiceCalls } from './service-calls';

export interface FileRouteParts {
  readonly calls: ServiceCalls;
  /** Throws a CodedError when the client is not who it says. */
  readonly identify: (authorization: string | undefined) => Caller | Promise<Caller>;
  readonly log: Logger;
}

/** A file of half a gigabyte over a slow line takes its time; nothing at all for this long does not. */
const QUIET_MS = 60_000;
const ACCEPTED = 202;
const KIND = /^[a-z][a-z0-9-]{0,40}$/;

interface KindAddress {
  readonly Params: { readonly kind: string };
}
interface JobAddress {
  readonly Params: { readonly id: string };
}

/**
 * Files in and out: `POST /imports/<kind>`, its template, the file of an import's refused rows, the file of an
 * export. Each is streamed from or to the service that owns it, and never held here.
 */
export function addFileRoutes(server: FastifyInstance, parts: FileRouteParts): void {
  const { calls, identify, log } = parts;
  void server.register(replyFrom, {
    undici: { headersTimeout: QUIET_MS, bodyTimeout: QUIET_MS, connections: 32, pipelining: 1 },
    disableCache: true,
  });
  // The body goes on as it comes.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, body, done) => done(null, body));

  server.post<KindAddress>('/imports/:kind', async (request, reply) => {
    const service = await ownerOf(request);
    return forward(
      request,
      reply,
      service,
      `/imports/${request.params.kind}${searchOf(request)}`,
      withPublicId(service),
    );
  });
  server.get<KindAddress>('/imports/:kind/template', async (request, reply) => {
    const service = await ownerOf(request);
    return forward(request, reply, service, `/imports/${request.params.kind}/template${searchOf(request)}`);
  });
  server.get<JobAddress>('/imports/:id/errors', async (request, reply) => {
    const { service, id } = placeOf(request.params.id);
    return forward(request, reply, service, `/imports/jobs/${id}/errors${searchOf(request)}`);
  });
  server.get<JobAddress>('/exports/:id/file', async (request, reply) => {
    const { service, id } = placeOf(request.params.id);
    return forward(request, reply, service, `/exports/jobs/${id}/file`);
  });

  server.setErrorHandler((error: Error, request, reply) => {
    const context = {
      ...requestFactsOf(request.id, request.headers),
      onFault: (fault: object) => log.warn(fault, 'fault'),
    };
    const coded = isCodedError(error) ? error : new GraphQLError('A fault.', { originalError: error });
    const status = isCodedError(error) ? httpStatusOf(error.code) : 500;
    return reply.code(status).send({ errors: [formatError(coded, context)] });
  });

  /** The service that has a kind of list which this caller may send. Throws NOT_FOUND. */
  async function ownerOf(request: FastifyRequest<KindAddress>): Promise<string> {
    const { kind } = request.params;
    if (!KIND.test(kind)) throw new CodedError('NOT_FOUND');
    const { answers, unavailable } = await calls.askAll<{ kinds: { name: string }[] }>(
      await askerOf(request),
      '/imports/kinds',
    );
    for (const [service, { kinds }] of answers) if (kinds.some(({ name }) => name === kind)) return service;
    throw new CodedError(unavailable.length > 0 ? 'SERVICE_UNAVAILABLE' : 'NOT_FOUND');
  }

  async function askerOf(request: FastifyRequest) {
    const caller = await identify(request.headers.authorization);
    const purpose = purposeOf(request.headers);
    return {
      caller,
      ...requestFactsOf(request.id, request.headers),
      purpose: purpose && decodeURIComponent(purpose),
    };
  }

  async function forward(
    request: FastifyRequest,
    reply: FastifyReply,
    service: string,
    path: string,
    onAnswer?: OnAnswer,
  ): Promise<FastifyReply> {
    const own = await calls.headersFor(await askerOf(request));
    const { href, search } = calls.addressOf(service, path);
    return reply.from(href, {
      queryString: () => search.slice(1),
      rewriteRequestHeaders: (_request, given) => ({ ...only(given, SENT_ON), ...own }),
      rewriteHeaders: (given) => only(given, TOLD),
      onError: (to) => void to.code(503).send({ errors: [awayFor(request)] }),
      retryDelay: () => null,
      ...(onAnswer ? { onResponse: onAnswer } : {}),
    });
  }

  function awayFor(request: FastifyRequest): object {
    const context = { ...requestFactsOf(request.id, request.headers), onFault: () => undefined };
    return formatError(new CodedError('SERVICE_UNAVAILABLE'), context);
  }
}

type OnAnswer = NonNullable<FastifyReplyFromHooks['onResponse']>;

/** What the service is told of the client's headers, and the client of the service's: nothing that names the other. */
const SENT_ON = ['content-type', 'content-length', 'transfer-encoding', 'host'];
const TOLD = ['content-type', 'content-length', 'content-disposition', 'cache-control', 'retry-after'];

function only(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

/** The job of an upload, by the id that clients know it by. */
function withPublicId(service: string): OnAnswer {
  return (_request, reply, { stream, statusCode }) => {
    void text(stream).then(
      (told) => {
        const answer = JSON.parse(told) as ImportJobFacts;
        reply
          .removeHeader('content-length')
          .send(statusCode === ACCEPTED ? jobFrom(service, answer) : answer);
      },
      () => reply.raw.destroy(),
    );
  };
}

function searchOf({ url }: FastifyRequest): string {
  const query = url.indexOf('?');
  return query === -1 ? '' : url.slice(query);
}
