import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ClaimedPool } from '../database/statements';
import { CodedError } from '../errors/coded-error';
import type { Door } from '../server/door';
import { factsOf } from '../server/door';
import type { SpreadsheetFormat } from '../spreadsheets/read-spreadsheet';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE } from '../values/connection';
import { CallersJobs } from './callers-jobs';
import { errorFile } from './error-file';
import type { ImportKind } from './import-kind';
import { jobJson } from './job-json';
import { refusedRows } from './refused-rows';
import { templateOf } from './template';
import { mayCommit, mayUpload } from './visibility';

/** What the routes answer from. */
export interface RouteParts {
  readonly pool: ClaimedPool;
  readonly kinds: ReadonlyMap<string, ImportKind>;
}

const SCOPE = 'imports:manage';

/** Names of kinds that would stand in the way of other routes. */
export const TAKEN_NAMES: readonly string[] = ['jobs', 'kinds'];

const MEDIA_TYPES: Readonly<Record<SpreadsheetFormat, string>> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const withId = z.object({ id: z.string() });
const withKind = z.object({ kind: z.string() });
const paged = z.object({
  first: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(DEFAULT_PAGE_SIZE),
  after: z.string().optional(),
  kind: z.string().optional(),
});
const formatted = z.object({
  format: z
    .enum(['csv', 'xlsx'])
    .transform((format) => (format === 'csv' ? 'CSV' : 'XLSX'))
    .optional(),
  language: z.enum(['ar', 'en']).optional(),
});
const committed = z.object({ mode: z.enum(['ALL_OR_NOTHING', 'ROW_BY_ROW']) });

/** Reads what a request says, or throws BAD_USER_INPUT. */
export function asked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw new CodedError('BAD_USER_INPUT');
  return result.data;
}

/** The kind with that name, if the caller may use it; NOT_FOUND otherwise. */
export function usableKind(
  { kinds }: RouteParts,
  name: string,
  may: (kind: ImportKind) => boolean,
): ImportKind {
  const kind = kinds.get(name);
  if (!kind || !may(kind)) throw new CodedError('NOT_FOUND');
  return kind;
}

/** Everything about imports but the upload itself. */
export function addImportRoutes(scope: FastifyInstance, door: Door, parts: RouteParts): void {
  const { pool, kinds } = parts;

  scope.get('/imports/kinds', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const usable = [...kinds.values()].filter((kind) => mayUpload(kind, caller) || mayCommit(kind, caller));
    return { kinds: usable.map(kindJson) };
  });

  scope.get('/imports/:kind/template', async (request, reply) => {
    const caller = await door.callerOf(request, SCOPE);
    const { kind: name } = asked(withKind, request.params);
    const { format = 'XLSX', language = factsOf(request).language } = asked(formatted, request.query);
    const kind = usableKind(parts, name, (each) => mayUpload(each, caller) || mayCommit(each, caller));
    return sendFile(reply, templateOf(kind, format, language), format, kind.name);
  });

  scope.get('/imports/jobs', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const { kind = null, ...page } = asked(paged, request.query);
    const { nodes, ...rest } = await new CallersJobs(pool, kinds, caller).page(page, kind);
    return { nodes: nodes.map((job) => jobJson(job, kinds.get(job.kind), caller)), ...rest };
  });

  scope.get('/imports/jobs/:id', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const job = await new CallersJobs(pool, kinds, caller).one(asked(withId, request.params).id);
    return jobJson(job, kinds.get(job.kind), caller);
  });

  scope.get('/imports/jobs/:id/refused', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const job = await new CallersJobs(pool, kinds, caller).one(asked(withId, request.params).id);
    return refusedRows(
      pool,
      job,
      usableKind(parts, job.kind, () => true),
      asked(paged, request.query),
    );
  });

  scope.get('/imports/jobs/:id/errors', async (request, reply) => {
    const caller = await door.callerOf(request, SCOPE);
    const job = await new CallersJobs(pool, kinds, caller).one(asked(withId, request.params).id);
    const kind = usableKind(parts, job.kind, () => true);
    const isGone =
      job.state === 'CANCELLED' || job.state === 'EXPIRED' || job.expiresAt < new Date().toISOString();
    if (job.rowsRefused === 0 || job.format === null || isGone) throw new CodedError('NOT_FOUND');
    const { format = job.format, language = factsOf(request).language } = asked(formatted, request.query);
    return sendFile(reply, errorFile(pool, job, kind, language, format), format, `${kind.name}-refused`);
  });

  scope.post('/imports/jobs/:id/commit', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const { mode } = asked(committed, request.body);
    const job = await new CallersJobs(pool, kinds, caller).commit(asked(withId, request.params).id, mode);
    return jobJson(job, kinds.get(job.kind), caller);
  });

  scope.post('/imports/jobs/:id/cancel', async (request) => {
    const caller = await door.callerOf(request, SCOPE);
    const job = await new CallersJobs(pool, kinds, caller).cancel(asked(withId, request.params).id);
    return jobJson(job, kinds.get(job.kind), caller);
  });
}

/** Sends a file as it comes about; when the client goes away it is not written on. */
function sendFile(
  reply: FastifyReply,
  bytes: AsyncIterable<Uint8Array>,
  format: SpreadsheetFormat,
  name: string,
): FastifyReply {
  return reply
    .header('content-type', MEDIA_TYPES[format])
    .header('content-disposition', `attachment; filename="${name}.${format.toLowerCase()}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(bytes, { objectMode: false }));
}

function kindJson({ name, title, description, roles, source, columns }: ImportKind) {
  return {
    ...{ name, title, description, roles, source },
    columns: columns.map(({ name, heading, isRequired, description, example }) => ({
      ...{ name, heading, isRequired, description, example },
    })),
  };
}
