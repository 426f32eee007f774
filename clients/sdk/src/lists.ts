import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { accepted, GraphError, type GraphErrorFacts } from './errors';
import {
  CancelExport,
  CancelImport,
  CommitImport,
  ExportJob,
  ImportJob,
  StartExport,
  type CommitMode,
  type ExportFormat,
  type ExportJobStateFragment,
  type ImportJobStateFragment,
} from './generated/operations';
import type { GraphClient } from './graph-client';

export type ImportState = ImportJobStateFragment;
export type ExportState = ExportJobStateFragment;

export interface Watching<Job> {
  /** Told each time the job was looked at. */
  readonly onProgress?: (job: Job) => void;
  readonly everyMs?: number;
}

const SPREADSHEET = 'application/octet-stream';
const LOOK_EVERY_MS = 500;

/** Sends a file in; gives the job, whose report is there when it is CHECKED. */
export async function uploadImport(
  client: GraphClient,
  kind: string,
  file: string,
  source?: string,
): Promise<Pick<ImportState, 'id' | 'state'>> {
  const query = source === undefined ? '' : `?source=${encodeURIComponent(source)}`;
  const answer = await client.send(
    `/imports/${encodeURIComponent(kind)}${query}`,
    {
      method: 'POST',
      headers: { 'content-type': SPREADSHEET },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream,
      duplex: 'half',
    },
    false,
  );
  return (await (await succeeded(answer)).json()) as Pick<ImportState, 'id' | 'state'>;
}

/** Waits until nothing of the import is under way any more. */
export function importEnd(
  client: GraphClient,
  id: string,
  watching: Watching<ImportState> = {},
): Promise<ImportState> {
  const isUnderWay = ({ state }: ImportState): boolean =>
    ['RECEIVED', 'CHECKING', 'COMMITTING'].includes(state);
  return ended(async () => (await client.ask(ImportJob, { id })).importJob, isUnderWay, watching);
}

/** Has a checked import written. Throws a RefusedError when it can't be. */
export async function commitImport(client: GraphClient, id: string, mode: CommitMode): Promise<void> {
  accepted((await client.ask(CommitImport, { input: { id, mode } })).commitImport);
}

/** Stops an import. */
export async function cancelImport(client: GraphClient, id: string): Promise<void> {
  accepted((await client.ask(CancelImport, { input: { id } })).cancelImport);
}

/** Has a list written to a file in the background; gives the job's id. Throws a RefusedError when it can't be. */
export async function startExport(
  client: GraphClient,
  query: string,
  format: ExportFormat,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { startExport: payload } = await client.ask(StartExport, { input: { query, variables, format } });
  const { job } = accepted(payload);
  if (!job) throw new GraphError([]);
  return job.id;
}

/** Waits until the export is over. */
export function exportEnd(
  client: GraphClient,
  id: string,
  watching: Watching<ExportState> = {},
): Promise<ExportState> {
  const isUnderWay = ({ state }: ExportState): boolean => ['WAITING', 'RUNNING'].includes(state);
  return ended(async () => (await client.ask(ExportJob, { id })).exportJob, isUnderWay, watching);
}

/** Stops an export. */
export async function cancelExport(client: GraphClient, id: string): Promise<void> {
  accepted((await client.ask(CancelExport, { input: { id } })).cancelExport);
}

/** The bytes of a file: an export's, the refused rows of an import, a template. */
export async function download(client: GraphClient, path: string): Promise<Readable> {
  const { body } = await succeeded(await client.send(path, {}, true));
  return body ? Readable.fromWeb(body) : Readable.from([]);
}

async function ended<Job>(
  look: () => Promise<Job | null>,
  isUnderWay: (job: Job) => boolean,
  { onProgress, everyMs = LOOK_EVERY_MS }: Watching<Job>,
): Promise<Job> {
  for (;;) {
    const job = await look();
    if (!job) throw new GraphError([{ message: 'There is no such job.', extensions: { code: 'NOT_FOUND' } }]);
    onProgress?.(job);
    if (!isUnderWay(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function succeeded(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const told = (await answer.json().catch(() => ({}))) as { errors?: readonly GraphErrorFacts[] };
  throw new GraphError(told.errors ?? [], null, answer.status);
}
