import { CodedError } from '../errors/coded-error';
import { connectionFrom, decodeCursor, type Connection, type PageRequest } from '../values/connection';
import { sqlState } from './faults';
import type { Keyset } from './order';

/** More than any page or list may hold, for exports and jobs too. */
const MOST_ROWS = 1000;
const DATA_EXCEPTION_CLASS = '22';

/** How many rows a statement fetches at most. It stands in the SQL, so that PostgreSQL plans for so many. */
export function boundedRows(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_ROWS) {
    throw new RangeError(`A read fetches 1 to ${MOST_ROWS} rows.`);
  }
  return count;
}

/** A page out of the rows that were read: one row more than asked for says that there is a next page. */
export function pageOf<E extends object>(
  rows: readonly E[],
  request: PageRequest,
  { properties }: Keyset,
  totalCount?: number,
): Connection<E> {
  const keyOf = (row: E) => properties.map((property) => String((row as Record<string, unknown>)[property]));
  return connectionFrom(rows, request, keyOf, totalCount);
}

/** The values that a page begins after; null for the first page. */
export function cursorOf({ after }: PageRequest, { properties }: Keyset): readonly string[] | null {
  return typeof after === 'string' ? decodeCursor(after, properties.length) : null;
}

/** A cursor that was tampered with holds values that PostgreSQL cannot read: the client's mistake, no fault. */
export function cursorFault(error: unknown, { after }: PageRequest): unknown {
  const isUnreadable = sqlState(error)?.startsWith(DATA_EXCEPTION_CLASS) ?? false;
  return isUnreadable && typeof after === 'string' ? new CodedError('CURSOR_INVALID') : error;
}
