/** Who saw or changed which people's records. */
export interface AuditEntry {
  /** The caller, by the opaque id of the identity provider. */
  readonly subject: string;
  readonly role: string;
  /** `read` for what was shown, else the change in one word: `registered`, `moved`, `approved`. */
  readonly action: string;
  /** The kind of record: the entity's name. */
  readonly entity: string;
  /** Whose records they are. */
  readonly personIds: readonly string[];
  /** The same as in the logs. */
  readonly requestId: string | null;
  /** The name of the GraphQL operation, if the client gave one. */
  readonly operation: string | null;
  /** Why, in the caller's words. */
  readonly purpose: string | null;
}

/** Entries as the functions of the database take them. */
export function auditJson(entries: readonly AuditEntry[]): string {
  return JSON.stringify(
    entries.map(({ personIds, requestId, ...entry }) => ({
      subject: storable(entry.subject),
      role: entry.role,
      action: storable(entry.action),
      entity: entry.entity,
      person_ids: personIds,
      request_id: storable(requestId),
      operation: storable(entry.operation),
      purpose: storable(entry.purpose),
    })),
  );
}

/** Texts of clients may hold what PostgreSQL's text cannot: a zero byte, half of a character. */
function storable(text: string | null): string | null {
  return text === null ? null : Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\uFFFD');
}
