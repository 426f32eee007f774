import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';

/** The cursor of each service's own feed. */
export type FeedPositions = ReadonlyMap<string, string>;

/** A cursor over all services. */
export function encodeFeedCursor(positions: FeedPositions): string {
  const sorted = [...positions].sort(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(JSON.stringify(sorted), 'utf8').toString('base64url');
}

/** What stands in a cursor; none of a service that was unknown when it was given. Throws CURSOR_INVALID. */
export function decodeFeedCursor(cursor: string): FeedPositions {
  const entries = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  const isOurs = Array.isArray(entries) && entries.every(isEntry);
  if (!isOurs || encodeFeedCursor(new Map(entries)) !== cursor) throw new CodedError('CURSOR_INVALID');
  return new Map(entries);
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CodedError('CURSOR_INVALID', {}, { originalError: cause as Error });
  }
}
