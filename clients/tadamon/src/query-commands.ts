import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { cursorFile } from '@solidarity/sdk/cursor-file';
import { followFeed, readFeed, type CursorStore } from '@solidarity/sdk/feed';
import type { GraphClient } from '@solidarity/sdk/graph-client';
import { operation } from '@solidarity/sdk/operation';
import { EXIT, UsageError, type ExitCode } from './exit-codes';
import type { Terminal } from './terminal';
import { say, TOLD, type Language } from './texts';

/** The text of an operation: as it is given, out of a file, or from standard input. */
export async function queryText(
  given: string,
  input: NodeJS.ReadableStream,
  language: Language,
): Promise<string> {
  if (given === '-') return text(input);
  if (/[{}]/.test(given)) return given;
  return readFile(given, 'utf8').catch(() => {
    throw new UsageError(say(TOLD.noFile, language, { file: given }));
  });
}

/** Variables as they are given. */
export function variablesOf(given: string | undefined, language: Language): Record<string, unknown> {
  if (given === undefined) return {};
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Told below, as for a value of another form.
  }
  throw new UsageError(say(TOLD.badVariables, language));
}

/** Asks the graph and prints the data. */
export async function runQuery(
  client: GraphClient,
  { out, isPerson }: Terminal,
  query: string,
  variables: Record<string, unknown>,
): Promise<ExitCode> {
  const data = await client.ask(operation<unknown, Record<string, unknown>>(query), variables);
  out.write(`${JSON.stringify(data, null, isPerson ? 2 : undefined)}\n`);
  return EXIT.done;
}

export interface TailOptions {
  readonly types?: string;
  readonly subject?: string;
  readonly cursor?: string;
  readonly once?: boolean;
}

/** Prints events as they come, until the signal is aborted. */
export async function runTail(
  client: GraphClient,
  { out }: Terminal,
  { types, subject, cursor, once = false }: TailOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const options = {
    client,
    cursor: cursor === undefined ? cursorInMemory() : cursorFile(cursor),
    ...(types === undefined ? {} : { types: types.split(',') }),
    ...(subject === undefined ? {} : { subject }),
  };
  const print = (event: object): void => void out.write(`${JSON.stringify(event)}\n`);
  if (once) await readFeed(options, print);
  else await followFeed({ ...options, signal }, print);
  return EXIT.done;
}

/** For a look at all that there is: how far it has come is forgotten with the program. */
function cursorInMemory(): CursorStore {
  let kept: string | null = null;
  return { read: async () => kept, write: async (cursor) => void (kept = cursor) };
}
