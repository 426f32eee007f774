/** What a connection knows of one statement that it has prepared. */
export interface Prepared {
  /** Its name on this connection; short, since it travels with each use. */
  readonly name: string;
  /** Its columns, once PostgreSQL has described them. */
  columns: PreparedColumns | null;
  /** Whether PostgreSQL holds it for certain; after an error it is closed and parsed anew. */
  state: 'new' | 'parsed' | 'doubtful';
  usedAt: number;
}

/** The columns of a statement's result, and for those whose text is not yet the value how to read it. */
export interface PreparedColumns {
  readonly names: readonly string[];
  readonly parsers: readonly { readonly index: number; readonly parse: (text: string) => unknown }[];
}

/** More than the documents and roles of a service need; what PostgreSQL keeps for each is some tens of kilobytes. */
const LIMIT = 256;

/**
 * The statements prepared on one connection. They are kept for each role apart: PostgreSQL plans a statement for
 * the row-level security of one role and would plan again at each change of role.
 */
export class PreparedStatements {
  private readonly byRole = new Map<string, Map<string, Prepared>>();
  private count = 0;
  private uses = 0;
  private lastName = 0;

  constructor(private readonly limit = LIMIT) {}

  /** The statement for this role, and the name of one to close in its stead if there would be too many. */
  take(role: string, text: string): { statement: Prepared; evicted: string | null } {
    let statements = this.byRole.get(role);
    if (!statements) this.byRole.set(role, (statements = new Map<string, Prepared>()));
    const known = statements.get(text);
    this.uses += 1;
    if (known) {
      known.usedAt = this.uses;
      return { statement: known, evicted: null };
    }
    const evicted = this.count >= this.limit ? this.evict() : null;
    const statement: Prepared = {
      name: `s${(this.lastName += 1)}`,
      columns: null,
      state: 'new',
      usedAt: this.uses,
    };
    statements.set(text, statement);
    this.count += 1;
    return { statement, evicted };
  }

  private evict(): string {
    let oldest: { statements: Map<string, Prepared>; text: string; statement: Prepared } | undefined;
    for (const statements of this.byRole.values()) {
      for (const [text, statement] of statements) {
        if (!oldest || statement.usedAt < oldest.statement.usedAt) oldest = { statements, text, statement };
      }
    }
    if (!oldest) throw new RangeError('A connection needs room for at least one statement.');
    oldest.statements.delete(oldest.text);
    this.count -= 1;
    return oldest.statement.name;
  }
}
