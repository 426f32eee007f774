import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import replyFrom, { type FastifyReplyFromHooks } from '@fastify/reply-from';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { CodedError, httpStatusOf, isCodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { formatError } from '@solidarity/subgraph-kit/errors/format';
import { GraphQLError } from 'graphql';
import { purposeOf, requestFactsOf } from '../http/request-facts';
import { FileLog, type FileReport, type FileRoute } from './file-log';
import { jobFrom } from './import.resolver';
import type { ImportJobFacts } from './import.types';
import { placeOf } from './job-id';
import { NO_FILE, wrapsFile } from './no-file';
import type { Asker, ServiceCalls } from './service-calls';
import { UploadsUnderWay } from './uploads-under-way';

export interface FileRouteParts {
  readonly calls: ServiceCalls;
  /** Throws a CodedError when the client is not who it says. */
  readonly identify: (authorization: string | undefined) => Caller | Promise<Caller>;
  readonly log: Logger;
  /** Told of each request when it has ended. */
  readonly onFile: (report: FileReport) => void;
}

/** A file of half a gigabyte over a slow line takes its time; nothing at all for this long does not. */
const QUIET_MS = 60_000;
/** To each service: enough for several callers that each have all the uploads under way that they may. */
const CONNECTIONS = 128;
const ACCEPTED = 202;
const WRONG_TYPE = 415;
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
  const files = new FileLog(log, parts.onFile);
  const uploads = new UploadsUnderWay();
  const followed = (route: FileRoute) => ({
    onRequest: (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      files.follow(route, request, reply);
      done();
    },
  });
  void server.register(replyFrom, {
    undici: { headersTimeout: QUIET_MS, bodyTimeout: QUIET_MS, connections: CONNECTIONS, pipelining: 1 },
    disableCache: true,
    // It would write addresses of services with ids of jobs.
    disableRequestLogging: true,
  });
  // The body goes on as it comes.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, body, done) => done(null, body));

  server.post<KindAddress>('/imports/:kind', followed('upload'), async (request, reply) => {
    if (wrapsFile(request.headers)) return refuseType(request, reply);
    const asker = await askerOf(request);
    uploads.begin(asker.caller, reply);
    const service = await ownerOf(request, asker);
    const to = { service, path: `/imports/${request.params.kind}${searchOf(request)}` };
    return forward(request, reply, asker, to, withPublicId(service));
  });
  server.get<KindAddress>('/imports/:kind/template', followed('template'), async (request, reply) => {
    const asker = await askerOf(request);
    const service = await ownerOf(request, asker);
    const path = `/imports/${request.params.kind}/template${searchOf(request)}`;
    return forward(request, reply, asker, { service, path });
  });
  server.get<JobAddress>('/imports/:id/errors', followed('refused-rows'), async (request, reply) => {
    const asker = await askerOf(request);
    const { service, id } = placeOf(request.params.id);
    return forward(request, reply, asker, {
      service,
      path: `/imports/jobs/${id}/errors${searchOf(request)}`,
    });
  });
  server.get<JobAddress>('/exports/:id/file', followed('export'), async (request, reply) => {
    const asker = await askerOf(request);
    const { service, id } = placeOf(request.params.id);
    return forward(request, reply, asker, { service, path: `/exports/jobs/${id}/file` });
  });

  server.setErrorHandler((error: FastifyError | Error, request, reply) => {
    // What the transport refuses is a type that is none.
    if (!isCodedError(error) && statusOf(error) < 500) return refuseType(request, reply);
    const context = {
      ...requestFactsOf(request.id, request.headers),
      onFault: (fault: object) => log.warn(fault, 'fault'),
    };
    const coded = isCodedError(error) ? error : new GraphQLError('A fault.', { originalError: error });
    const status = isCodedError(error) ? httpStatusOf(error.code) : 500;
    return reply.code(status).send({ errors: [formatError(coded, context)] });
  });

  function refuseType(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { requestId, language } = requestFactsOf(request.id, request.headers);
    const context = { requestId, language, onFault: () => undefined };
    const error = { ...formatError(new CodedError('REQUEST_INVALID'), context), message: NO_FILE[language] };
    return reply.code(WRONG_TYPE).send({ errors: [error] });
  }

  /** The service that has a kind of list which this caller may send. Throws NOT_FOUND. */
  async function ownerOf(request: FastifyRequest<KindAddress>, asker: Asker): Promise<string> {
    const { kind } = request.params;
    if (!KIND.test(kind)) throw new CodedError('NOT_FOUND');
    const { answers, unavailable } = await calls.askAll<{ kinds: { name: string }[] }>(
      asker,
      '/imports/kinds',
    );
    for (const [service, { kinds }] of answers) {
      if (!kinds.some(({ name }) => name === kind)) continue;
      files.factsOf(request).kind = kind;
      return service;
    }
    throw new CodedError(unavailable.length > 0 ? 'SERVICE_UNAVAILABLE' : 'NOT_FOUND');
  }

  /** Throws UNAUTHENTICATED for who has not signed in: no file is for anyone. */
  async function askerOf(request: FastifyRequest): Promise<Asker> {
    const caller = await identify(request.headers.authorization);
    files.factsOf(request).role = caller.role;
    if (caller.role === 'public') throw new CodedError('UNAUTHENTICATED');
    const purpose = purposeOf(request.headers);
    return {
      caller,
      ...requestFactsOf(request.id, request.headers),
      purpose: purpose && plainText(purpose),
    };
  }

  async function forward(
    request: FastifyRequest,
    reply: FastifyReply,
    asker: Asker,
    { service, path }: { readonly service: string; readonly path: string },
    onAnswer?: OnAnswer,
  ): Promise<FastifyReply> {
    const own = await calls.headersFor(asker);
    files.factsOf(request).calledService = service;
    const { href, search } = calls.addressOf(service, path);
    return reply.from(href, {
      queryString: () => search.slice(1),
      rewriteRequestHeaders: (_request, given) => ({ ...only(given, SENT_ON), ...own }),
      rewriteHeaders: (given) => only(given, TOLD),
      onError: (to) => void to.code(503).send({ errors: [awayFor(request)] }),
      retryDelay: () => null,
      onResponse: (...answered) => {
        const [, to, { stream }] = answered;
        // A client that is still sending shall get to read this: the rest is passed over, and bounded.
        to.removeHeader('connection');
        if (onAnswer) onAnswer(...answered);
        else to.send(stream);
      },
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
    text(stream).then(
      (told) => {
        reply.removeHeader('content-length');
        if (statusCode !== ACCEPTED) return reply.send(told);
        return reply.send(jobFrom(service, JSON.parse(told) as ImportJobFacts));
      },
      () => reply.raw.destroy(),
    );
  };
}

function statusOf(error: FastifyError | Error): number {
  return 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
}

/** What is not percent-encoded after all is meant as it stands. */
function plainText(purpose: string): string {
  try {
    return decodeURIComponent(purpose);
  } catch {
    return purpose;
  }
}

function searchOf({ url }: FastifyRequest): string {
  const query = url.indexOf('?');
  return query === -1 ? '' : url.slice(query);
}
