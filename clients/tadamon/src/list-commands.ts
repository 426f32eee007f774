import { createWriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { GraphError } from '@solidarity/sdk/errors';
import { RefusedRows, type CommitMode, type ExportFormat } from '@solidarity/sdk/generated/operations';
import type { GraphClient } from '@solidarity/sdk/graph-client';
import {
  commitImport,
  download,
  exportEnd,
  importEnd,
  startExport,
  uploadImport,
  type ExportState,
  type ImportState,
} from '@solidarity/sdk/lists';
import { EXIT, UsageError, type ExitCode } from './exit-codes';
import { endProgress, showProgress, tell, type Terminal } from './terminal';
import { say, TOLD } from './texts';

export interface ImportOptions {
  readonly source?: string;
  readonly commit?: 'all' | 'rows';
  readonly errors?: string;
}

const MODES: Readonly<Record<'all' | 'rows', CommitMode>> = { all: 'ALL_OR_NOTHING', rows: 'ROW_BY_ROW' };
/** Refusals that are shown without being asked for. */
const SHOWN = 20;

/** Sends a file in, waits for its report, commits it when asked to. */
export async function runImport(
  client: GraphClient,
  terminal: Terminal,
  kind: string,
  file: string,
  { source, commit, errors }: ImportOptions,
): Promise<ExitCode> {
  await access(file).catch(() => {
    throw new UsageError(say(TOLD.noFile, terminal.language, { file }));
  });
  if (terminal.isPerson) terminal.err.write(say(TOLD.uploading, terminal.language));
  const { id } = await uploadImport(client, kind, file, source);
  const watching = { onProgress: (job: ImportState) => showImport(terminal, job) };
  let job = await importEnd(client, id, watching);
  const isGood = job.state === 'CHECKED' && (commit === 'rows' || job.rowsRefused === 0);
  if (commit && isGood) {
    await commitImport(client, id, MODES[commit]);
    job = await importEnd(client, id, watching);
  }
  endProgress(terminal);
  if (job.problem) throw problemError(job.problem, terminal);
  tell(terminal, TOLD.report, {
    ...{ id, state: job.state, read: job.rowsRead, accepted: job.rowsAccepted, refused: job.rowsRefused },
    ...{ unchanged: job.rowsUnchanged ?? 0, written: job.rowsCommitted },
  });
  if (job.rowsRefused > 0) await showRefused(client, terminal, job, errors);
  return job.rowsRefused > 0 ? EXIT.refused : EXIT.done;
}

function showImport(terminal: Terminal, job: ImportState): void {
  const {
    state,
    fileBytes,
    rowsRead,
    rowsAccepted,
    rowsCommitted,
    rowsPerSecond: perSecond,
    secondsLeft,
  } = job;
  if (state !== 'RECEIVED' && state !== 'CHECKING' && state !== 'COMMITTING') return;
  const isWriting = state === 'COMMITTING';
  const done = isWriting ? rowsCommitted : rowsRead;
  const share = isWriting && rowsAccepted > 0 ? rowsCommitted / rowsAccepted : null;
  const facts = { state, fileBytes, rowsRead, rowsAccepted, rowsCommitted, perSecond, secondsLeft };
  showProgress(terminal, { label: TOLD[state], done, share, perSecond, secondsLeft }, facts);
}

async function showRefused(
  client: GraphClient,
  terminal: Terminal,
  { id, errorFileUrl }: ImportState,
  file: string | undefined,
): Promise<void> {
  if (file !== undefined && errorFileUrl !== null) {
    await save(await download(client, errorFileUrl), file);
    return tell(terminal, TOLD.written, { file });
  }
  const { importJob } = await client.ask(RefusedRows, { id, first: SHOWN, after: null });
  const { language } = terminal;
  for (const { line, column, code, message } of importJob?.refusedRows.nodes ?? []) {
    const text = message[language] ?? message.ar;
    if (!terminal.isPerson) terminal.out.write(`${JSON.stringify({ line, column, code, message: text })}\n`);
    else {
      const facts = { line, column: column ?? say(TOLD.wholeRow, language), message: text };
      terminal.out.write(`${say(TOLD.line, language, facts)}\n`);
    }
  }
  if (importJob?.refusedRows.hasNextPage && terminal.isPerson) {
    terminal.out.write(`${say(TOLD.moreRefused, language)}\n`);
  }
}

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Has a list written to a file and fetches it. */
export async function runExport(
  client: GraphClient,
  terminal: Terminal,
  query: string,
  { format, out, variables }: ExportOptions,
): Promise<ExitCode> {
  const id = await startExport(client, query, format, variables);
  // The file itself may go to standard output: then nothing else does.
  const watching =
    out === undefined ? {} : { onProgress: (state: ExportState) => showExport(terminal, state) };
  const job = await exportEnd(client, id, watching);
  if (out !== undefined) endProgress(terminal);
  if (job.problem) throw problemError(job.problem, terminal);
  if (job.downloadUrl === null)
    throw new GraphError([{ message: job.state, extensions: { code: job.state } }]);
  const file = await download(client, job.downloadUrl);
  if (out === undefined) {
    for await (const part of file) terminal.out.write(part as string);
    return EXIT.done;
  }
  await save(file, out);
  tell(terminal, TOLD.exported, { rows: job.rowsWritten, bytes: job.fileBytes ?? 0, file: out });
  return EXIT.done;
}

function showExport(terminal: Terminal, job: ExportState): void {
  const { state, rowsWritten: done, rowsTotal, rowsPerSecond: perSecond, secondsLeft } = job;
  if (state !== 'WAITING' && state !== 'RUNNING') return;
  const share = rowsTotal === null || rowsTotal === 0 ? null : done / rowsTotal;
  const facts = { state, done, rowsTotal, perSecond, secondsLeft };
  showProgress(terminal, { label: TOLD[state], done, share, perSecond, secondsLeft }, facts);
}

/** Writes the template of a kind of list. */
export async function runTemplate(
  client: GraphClient,
  terminal: Terminal,
  kind: string,
  { format, out }: { readonly format: string; readonly out?: string },
): Promise<ExitCode> {
  const query = new URLSearchParams({ format, language: terminal.language });
  const file = await download(client, `/imports/${encodeURIComponent(kind)}/template?${query.toString()}`);
  if (out === undefined) {
    for await (const part of file) terminal.out.write(part as string);
  } else {
    await save(file, out);
    tell(terminal, TOLD.written, { file: out });
  }
  return EXIT.done;
}

async function save(file: Readable, path: string): Promise<void> {
  await pipeline(file, createWriteStream(path));
}

function problemError(
  {
    code,
    message,
  }: { readonly code: string; readonly message: { readonly ar: string; readonly en: string | null } },
  { language }: Terminal,
): GraphError {
  return new GraphError([{ message: message[language] ?? message.ar, extensions: { code } }]);
}
