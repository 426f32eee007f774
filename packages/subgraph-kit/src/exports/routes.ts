import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../errors/coded-error';
import { factsOf, type Door } from '../server/door';
import { DEFAULT_PAGE_SIZE, requirePageSize } from '../values/connection';
import type { CallersJobs } from './callers-jobs';
import type { ExportPlans } from './export-plan';
import { EXPORT_FORMATS, type ExportFormat } from './job';

const order = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  format: z.enum(EXPORT_FORMATS),
});
const pageAsked = z.object({
  first: z.coerce.number().default(DEFAULT_PAGE_SIZE),
  after: z.string().nullish(),
});

const MEDIA_TYPES = {
  JSONL: 'application/jsonl; charset=utf-8',
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<ExportFormat, string>;

interface OfJob {
  Params: { readonly id: string };
}

/** The routes of exports, for the gateway alone: start one, follow it, end it, fetch its file. */
export function addExportRoutes(
  scope: FastifyInstance,
  door: Door,
  { jobs, plans }: { readonly jobs: CallersJobs; readonly plans: ExportPlans },
): void {
  scope.post('/exports', async (request, reply) => {
    const caller = await door.callerOf(request, 'exports:manage');
    const { query, variables, format } = read(order, request.body);
    const given = variables ?? {};
    const { list } = plans.of(query, given, caller);
    const { requestId, language, purpose } = factsOf(request);
    const asked = { caller, requestId, language, purpose, query, variables: given, format, list };
    return reply.code(202).send(await jobs.start(asked));
  });

  scope.get('/exports/jobs', async (request) => {
    const caller = await door.callerOf(request, 'exports:manage');
    const { first, after } = read(pageAsked, request.query);
    return jobs.page(caller, requirePageSize(first), after ?? null);
  });

  scope.get<OfJob>('/exports/jobs/:id', async (request) =>
    jobs.one(await door.callerOf(request, 'exports:manage'), request.params.id),
  );

  scope.post<OfJob>('/exports/jobs/:id/cancel', async (request) =>
    jobs.cancel(await door.callerOf(request, 'exports:manage'), request.params.id),
  );

  scope.get<OfJob>('/exports/jobs/:id/file', async (request, reply) => {
    const caller = await door.callerOf(request, 'exports:manage');
    const file = await jobs.file(caller, request.params.id);
    return reply
      .header('content-type', MEDIA_TYPES[file.format])
      .header('content-length', file.bytes)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(file.parts, { objectMode: false }));
  });
}

function read<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const result = schema.safeParse(given);
  if (!result.success) throw new CodedError('BAD_USER_INPUT');
  return result.data;
}
