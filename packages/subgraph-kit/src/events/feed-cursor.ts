import { CodedError } from '../errors/coded-error';
import { decodeCursor, encodeCursor } from '../values/connection';
import type { FeedAsked, FeedPage } from './feed';

/** A position, and the horizon that the reader began at. Digits at most: those of PostgreSQL's bigint, less one. */
const PLACE = /^(\d{1,18})(?:\.(\d{1,18}))?$/;

/** A position as text; before the horizon with that, for who has begun there and not missed anything. */
export function placeText(position: bigint, { horizon }: Pick<FeedPage, 'horizon'>): string {
  return position < horizon ? `${position}.${horizon}` : String(position);
}

/** The cursor to go on with after a place. */
export function feedCursor(place: string): string {
  return encodeCursor([place]);
}

/** What a cursor stands for. Throws CURSOR_INVALID for what no page has given. */
export function readFeedCursor(cursor: string): Pick<FeedAsked, 'after' | 'begunAt'> {
  const [place = ''] = decodeCursor(cursor, 1);
  const [, position, begunAt] = PLACE.exec(place) ?? [];
  if (position === undefined) throw new CodedError('CURSOR_INVALID');
  return { after: BigInt(position), begunAt: begunAt === undefined ? null : BigInt(begunAt) };
}
