import { encodeCursor } from '@solidarity/subgraph-kit/values/connection';
import type { FeedPositions } from './feed-cursor';
import type { Event, EventFacts } from './feed.types';

/** A page of one service's feed. */
export interface FeedPage {
  readonly events: readonly EventFacts[];
  readonly endCursor: string;
  readonly hasMore: boolean;
}

export interface MergedFeed {
  readonly events: Event[];
  readonly positions: FeedPositions;
  readonly hasMore: boolean;
}

/**
 * One page over all services: the earliest event that any of them has next, until there are enough. Each service's
 * own order is kept, and its position moves only past what is on the page.
 */
export function mergedFeed(
  pages: ReadonlyMap<string, FeedPage>,
  before: FeedPositions,
  first: number,
): MergedFeed {
  const waiting = new Map([...pages].map(([service, { events }]) => [service, [...events].reverse()]));
  const taken: Event[] = [];
  const positions = new Map(before);
  while (taken.length < first) {
    const service = earliest(waiting);
    if (service === null) break;
    const next = waiting.get(service)?.pop();
    if (!next) break;
    const { position, ...event } = next;
    taken.push({ ...event, service });
    positions.set(service, encodeCursor([String(position)]));
  }
  let hasMore = false;
  for (const [service, page] of pages) {
    if (waiting.get(service)?.length === 0) positions.set(service, page.endCursor);
    hasMore ||= page.hasMore || (waiting.get(service) ?? []).length > 0;
  }
  return { events: taken, positions, hasMore };
}

function earliest(waiting: ReadonlyMap<string, readonly EventFacts[]>): string | null {
  let found: { service: string; time: string } | null = null;
  for (const [service, events] of waiting) {
    const time = events.at(-1)?.time;
    if (time !== undefined && (found === null || time < found.time)) found = { service, time };
  }
  return found?.service ?? null;
}
