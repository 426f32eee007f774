import type { ExecutionResult } from 'graphql';
import { CodedError } from '../errors/coded-error';
import type { PreparedOperation } from '../server/operation';
import type { RequestFacts, Requests } from '../server/requests';
import type { Row } from './columns';
import type { BegunExport } from './job';
import type { PageQuery } from './page-query';
import type { Snapshot } from './snapshot';
import { inLargePages, type ExportContext } from './whole-lists';

/** What the pages of a list are read with. */
export interface PagesParts {
  readonly job: BegunExport;
  readonly query: PageQuery;
  readonly operation: PreparedOperation;
  readonly requests: Requests;
  readonly snapshot: Snapshot;
  readonly pageRows: number;
  /** Told once how many rows there are, when the list can tell. */
  readonly onTotal: (rows: number) => void;
}

/** A page of a list as the graph answers it. */
interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number | null;
}

/** An answer of the graph with errors: nothing of it is exported. */
export class AnswerErrors extends Error {
  constructor(readonly errors: NonNullable<ExecutionResult['errors']>) {
    super('The graph answered with errors.');
  }
}

/**
 * The rows of a list, page by page, as its caller is answered by the graph. A page is handed on when the audit trail
 * holds whose records are in it. Throws what the graph answers when it does not answer whole.
 */
export async function* pagesOf(parts: PagesParts): AsyncGenerator<readonly Row[], void> {
  let after: string | null = null;
  let today: ExportContext['today'] | null = null;
  for (;;) {
    const request = openPage(parts, today);
    today ??= request.context.today;
    const page: Page = await pageAfter(parts, request.context, after);
    await request.close();
    if (after === null && typeof page.totalCount === 'number') parts.onTotal(page.totalCount);
    if (page.nodes.length > 0) yield page.nodes;
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    if (endCursor === null || endCursor === after)
      throw new Error('A list has a next page but no cursor to it.');
    after = endCursor;
  }
}

/** The day stays that of the first page, should midnight pass: the whole list is of one moment. */
function openPage(
  { job, query, requests, snapshot, pageRows }: PagesParts,
  today: ExportContext['today'] | null,
): { context: ExportContext; close(): Promise<void> } {
  const { requestId, language, purpose } = job;
  const facts: RequestFacts = {
    requestId,
    language,
    purpose,
    operationName: query.operation.name?.value ?? null,
  };
  const request = requests.open(job.caller, facts, snapshot);
  const common = { ...request.context, today: today ?? request.context.today };
  const ofList = { ...common, reads: inLargePages(common.reads, pageRows) };
  return { context: { ...common, ofList, listDepth: query.path.length }, close: () => request.close() };
}

async function pageAfter(
  { job, query, operation }: PagesParts,
  context: ExportContext,
  after: string | null,
): Promise<Page> {
  const { data, errors } = await operation.run(context, { ...job.variables, [query.cursorName]: after });
  if (errors && errors.length > 0) throw new AnswerErrors(errors);
  let found: unknown = data;
  for (const field of query.path) found = (found as Record<string, unknown> | null | undefined)?.[field];
  // What the list belongs to is not there for this caller.
  if (found === null || found === undefined) throw new CodedError('NOT_FOUND');
  return found as Page;
}
