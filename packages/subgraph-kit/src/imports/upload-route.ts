import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../access/caller';
import { knownId } from '../database/ids';
import { CodedError } from '../errors/coded-error';
import { factsOf, type Door } from '../server/door';
import { CallersJobs } from './callers-jobs';
import type { ImportKind } from './import-kind';
import { jobJson } from './job-json';
import { asked, usableKind, type RouteParts } from './routes';
import { receiveUpload, type UploadParts } from './upload';
import { mayUpload } from './visibility';

/** How long the rest of a refused upload is passed over. */
const LINGER_MS = 1_500;

const withKind = z.object({ kind: z.string() });
const withSource = z.object({ source: z.string().optional() });

/** Takes a file as it comes, of whatever type it says it is: its bytes tell. It is answered once it is durable. */
export function addUploadRoute(scope: FastifyInstance, door: Door, parts: RouteParts & UploadParts): void {
  const { pool, kinds } = parts;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  scope.post('/imports/:kind', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
    const caller = await door.callerOf(request, 'imports:manage');
    const kind = usableKind(parts, asked(withKind, request.params).kind, (each) => mayUpload(each, caller));
    const source = sourceOf(kind, caller, asked(withSource, request.query).source);
    const declared = request.headers['content-length'];
    try {
      const id = await receiveUpload(parts, {
        ...{ kind: kind.name, caller, source },
        language: factsOf(request).language,
        bytes: request.raw.iterator({ destroyOnReturn: false }),
        declaredBytes: declared === undefined ? null : Number(declared),
      });
      const job = await new CallersJobs(pool, kinds, caller).one(id);
      return reply.code(202).send(jobJson(job, kind, caller));
    } catch (error) {
      passOver(request, reply);
      if (!request.raw.errored) throw error;
      // Nobody hears the answer to an upload that was broken off, and it is no fault.
      throw new CodedError('BAD_USER_INPUT');
    }
  });
}

/**
 * What is still on its way is passed over for a moment: were the connection closed on it at once, its sender would not
 * read why. Whoever goes on sending after that is cut off, or the service could not stop.
 */
function passOver({ raw }: FastifyRequest, reply: FastifyReply): void {
  raw.resume();
  reply.raw.once('finish', () => {
    setTimeout(() => raw.readableEnded || raw.destroy(), LINGER_MS).unref();
  });
}

/** Whose list it is: an NGO's own upload is its own, whatever the address says. */
function sourceOf(kind: ImportKind, { role, claims }: Caller, asked: string | undefined): string | null {
  if (kind.source === 'NONE') return null;
  if (role === 'ngo_partner') {
    if (claims.ngoId === undefined) throw new CodedError('FORBIDDEN');
    if (asked !== undefined && knownId(asked, 'uuid') !== claims.ngoId) throw new CodedError('FORBIDDEN');
    return claims.ngoId;
  }
  const source = asked === undefined ? null : knownId(asked, 'uuid');
  if (asked !== undefined && source === null) throw new CodedError('BAD_USER_INPUT');
  if (source === null && kind.source === 'REQUIRED') throw new CodedError('IMPORT_SOURCE_NEEDED');
  return source;
}
