import { knownId } from '@solidarity/subgraph-kit/database/ids';

/** Rows whose property is the id, if one was asked for: an id that no row can have finds none. */
export function withId<Property extends string>(property: Property, id: string | null | undefined) {
  if (id === null || id === undefined) return [];
  const known = knownId(id, 'uuid');
  return known === null
    ? [{ sql: 'false', values: [] }]
    : [{ [property]: known } as Record<Property, string>];
}

/** The ids that a row can have, each once, as PostgreSQL writes them. */
export function rowIds(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => knownId(id, 'uuid')).filter((id) => id !== null))];
}
