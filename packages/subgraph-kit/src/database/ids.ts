const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * An id as PostgreSQL writes it in a column of this type, or null when no row can have it. One malformed id in a
 * batch then is a row that does not exist, and not an error for all the others.
 */
export function knownId(id: string, sqlType: string): string | null {
  if (sqlType !== 'uuid') return id.includes('\0') ? null : id;
  if (UUID.test(id)) return id;
  const lowerCase = id.toLowerCase();
  return UUID.test(lowerCase) ? lowerCase : null;
}
