import type { ClientBase, Connection, FieldDef, Submittable } from 'pg';
import type { Caller } from '../access/caller';
import { claimsOf } from './claims';
import { PreparedStatements, type Prepared } from './prepared';
import { textParser } from './text-types';

/** The messages of PostgreSQL's extended protocol that pg's connection can send (its types are stricter than it). */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly (string | Buffer | null)[] }): void;
  describe(message: { type: 'P' }): void;
  execute(): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** What a statement has given: rows as arrays in the order of the columns. */
export interface ClaimedResult {
  readonly columns: readonly string[];
  readonly rows: unknown[][];
}

/** A value as PostgreSQL reads it. */
export type WireValue = string | Buffer | null;

const NO_COLUMNS = { names: [], parsers: [] };
const CLAIMS = '';
const prepared = new WeakMap<object, PreparedStatements>();

/**
 * The caller's claims and one statement, sent before a single Sync: one round trip and one transaction, after
 * which PostgreSQL itself has forgotten the claims. It is handed to `client.query`, which calls the `handle…`
 * methods with the server's answers.
 */
export class ClaimedQuery implements Submittable {
  private readonly rows: unknown[][] = [];
  private claims: Prepared | null = null;
  private statement: Prepared | null = null;
  private claimsAreSet = false;

  constructor(
    private readonly caller: Caller,
    private readonly text: string,
    private readonly values: readonly WireValue[],
    /** Called once, with what went wrong or what came. pg asks for this name. */
    readonly callback: (error: Error | null, result: ClaimedResult | null) => void,
  ) {}

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    let statements = prepared.get(connection);
    if (!statements) prepared.set(connection, (statements = new PreparedStatements()));
    const claiming = claimsOf(this.caller);
    const claims = statements.take(CLAIMS, claiming.text);
    const query = statements.take(this.caller.role, this.text);
    this.claims = claims.statement;
    this.statement = query.statement;
    wire.stream.cork();
    if (claims.evicted !== null) wire.close({ type: 'S', name: claims.evicted });
    if (query.evicted !== null) wire.close({ type: 'S', name: query.evicted });
    this.execute(wire, this.claims, claiming.text, claiming.values, false);
    this.execute(wire, this.statement, this.text, this.values, this.statement.columns === null);
    wire.sync();
    wire.stream.uncork();
  }

  private execute(
    wire: Wire,
    statement: Prepared,
    text: string,
    values: readonly WireValue[],
    describe: boolean,
  ): void {
    if (statement.state === 'doubtful') wire.close({ type: 'S', name: statement.name });
    if (statement.state !== 'parsed') wire.parse({ name: statement.name, text });
    wire.bind({ statement: statement.name, values });
    if (describe) wire.describe({ type: 'P' });
    wire.execute();
  }

  handleRowDescription({ fields }: { fields: readonly FieldDef[] }): void {
    if (!this.statement) return;
    const parsers = fields.flatMap(({ dataTypeID }, index) => {
      const parse = textParser(dataTypeID);
      return parse ? [{ index, parse }] : [];
    });
    this.statement.columns = { names: fields.map(({ name }) => name), parsers };
  }

  handleDataRow({ fields }: { fields: unknown[] }): void {
    if (!this.claimsAreSet) return;
    for (const { index, parse } of this.statement?.columns?.parsers ?? NO_COLUMNS.parsers) {
      const text = fields[index];
      if (text !== null) fields[index] = parse(text as string);
    }
    this.rows.push(fields);
  }

  handleCommandComplete(): void {
    this.claimsAreSet = true;
  }

  handleEmptyQuery(): void {
    this.claimsAreSet = true;
  }

  handleReadyForQuery(): void {
    if (this.claims) this.claims.state = 'parsed';
    if (this.statement) this.statement.state = 'parsed';
    this.callback(null, { columns: this.statement?.columns?.names ?? [], rows: this.rows });
  }

  /** What was parsed before the error is known to the server, what came after is not: both are parsed anew. */
  handleError(error: Error): void {
    for (const statement of [this.claims, this.statement]) {
      if (statement) Object.assign(statement, { state: 'doubtful', columns: null });
    }
    this.callback(error, null);
  }

  handlePortalSuspended(): void {
    // No row limit is ever sent with Execute, so a portal is never suspended.
  }

  handleCopyInResponse(connection: Connection): void {
    (connection as unknown as { sendCopyFail(reason: string): void }).sendCopyFail('Nothing is copied here.');
  }

  handleCopyData(): void {
    // COPY … TO STDOUT is no read of rows; what it sends is dropped.
  }
}

/** Runs one statement under the caller's claims on a connection that is lent out already. */
export function queryClaimed(
  client: ClientBase,
  caller: Caller,
  text: string,
  values: readonly WireValue[] = [],
): Promise<ClaimedResult> {
  return new Promise((resolve, reject) => {
    const query = new ClaimedQuery(caller, text, values, (error, result) => {
      if (result) resolve(result);
      else reject(error ?? new Error('A statement ended without a result.'));
    });
    client.query(query);
  });
}
