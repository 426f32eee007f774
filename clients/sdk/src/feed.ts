import { Events, type EventsQuery } from './generated/operations';
import type { GraphClient } from './graph-client';

/** An event of the feed. */
export type FeedEvent = EventsQuery['events']['events'][number];

/** Where a consumer keeps how far it has come: a file, a row of its database. */
export interface CursorStore {
  /** Null before the first event. */
  read(): Promise<string | null>;
  write(cursor: string): Promise<void>;
}

export interface FeedOptions {
  readonly client: GraphClient;
  readonly cursor: CursorStore;
  /** Only events of these kinds; all when left out. */
  readonly types?: readonly string[];
  /** Only events about this id. */
  readonly subject?: string;
  readonly pageSize?: number;
}

/**
 * Handles every event since the cursor, in order, and keeps the cursor after each page that was handled: should the
 * program end in between, its events come again, so a handler must bear a repetition. Ends when there is no more
 * for now, and gives how many there were; call it again later, or `followFeed`.
 */
export async function readFeed(
  { client, cursor, types, subject, pageSize = 500 }: FeedOptions,
  handle: (event: FeedEvent) => Promise<void> | void,
): Promise<number> {
  let handled = 0;
  for (;;) {
    const after = await cursor.read();
    const { events } = await client.ask(Events, {
      after,
      types: types ? [...types] : null,
      subject: subject ?? null,
      first: pageSize,
    });
    for (const event of events.events) await handle(event);
    handled += events.events.length;
    if (events.endCursor !== after) await cursor.write(events.endCursor);
    if (!events.hasMore) return handled;
  }
}

/** Reads the feed on and on, with a pause when there is nothing new, until the signal is aborted. */
export async function followFeed(
  options: FeedOptions & { readonly signal: AbortSignal; readonly pauseMs?: number },
  handle: (event: FeedEvent) => Promise<void> | void,
): Promise<void> {
  const { signal, pauseMs = 2_000 } = options;
  while (!signal.aborted) {
    await readFeed(options, handle);
    await pause(pauseMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
