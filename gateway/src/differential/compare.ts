import type { GraphQLFormattedError } from 'graphql';

/** What one of those who are compared answers: the data as JSON text, errors as a client has them. */
export interface Answer {
  readonly data: string;
  readonly errors: readonly GraphQLFormattedError[];
  /** Whether no service was asked because there is no right plan. */
  readonly isRefused?: boolean;
  /** The mutations that were done for it, in order. */
  readonly writes?: readonly string[];
}

/** Which errors there are, however often and in whatever order: code, place and words. */
export function errorSet(errors: readonly GraphQLFormattedError[]): readonly string[] {
  const told = errors.map(({ message, path, extensions }) =>
    JSON.stringify([extensions?.['code'] ?? null, path ?? null, message]),
  );
  return [...new Set(told)].sort();
}

/** The data with the keys of every object in one order, for answers whose order is known to be wrong. */
export function unordered(json: string): string {
  return JSON.stringify(sorted(JSON.parse(json)));
}

/** Without white space and differences of spelling, the keys in the order in which they stand. */
export function ordered(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
