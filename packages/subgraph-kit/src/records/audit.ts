import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { isLostConnection } from '../database/faults';
import { ClaimedPool } from '../database/statements';
import { CodedError } from '../errors/coded-error';
import { auditJson, type AuditEntry } from './audit-entry';

export { verifyAudit } from './audit-check';

/** Who changes something, in which transaction, and why. */
export interface AuditedContext {
  readonly manager: Pick<EntityManager, 'query'>;
  readonly caller: Pick<Caller, 'subject' | 'role'>;
  readonly requestId: string | null;
  readonly operationName: string | null;
  readonly purpose: string | null;
}

/** What a command changed, and about whom. */
export type AuditedChange = Pick<AuditEntry, 'action' | 'entity' | 'personIds'>;

/**
 * Keeps changes in the audit trail, in the transaction that makes them: they join the chain when it commits and
 * vanish with it when it is rolled back.
 */
export async function auditChange(context: AuditedContext, ...changes: AuditedChange[]): Promise<void> {
  const { manager, caller, requestId, operationName, purpose } = context;
  const who = { subject: caller.subject, role: caller.role, requestId, operation: operationName, purpose };
  await appendAudit(
    manager,
    changes.map((change) => ({ ...who, ...change })),
  );
}

/**
 * The same for changes that a SELECT names by columns `action`, `entity` and `person_ids` (uuid[]), in its order: what is
 * told of thousands never leaves the database.
 */
export async function auditSelected(
  context: AuditedContext,
  selectChanges: string,
  values: readonly unknown[],
): Promise<void> {
  const { manager, caller, requestId, operationName, purpose } = context;
  const who = { subject: caller.subject, role: caller.role, requestId, operation: operationName, purpose };
  const entry = auditJson([{ ...who, action: '', entity: '', personIds: [] }]);
  await manager.query(
    `select audit_note_entries(entries) from (
       select jsonb_agg($${values.length + 1}::jsonb->0 ||
                jsonb_build_object('action', action, 'entity', entity, 'person_ids', person_ids)) as entries
         from (${selectChanges}) as change) as noted
      where entries is not null`,
    [...values, entry],
  );
}

/** The same with entries as they are, for what does not come from a request. */
export async function appendAudit(
  manager: Pick<EntityManager, 'query'>,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await manager.query('select audit_note_entries($1)', [auditJson(entries)]);
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Entries that one statement writes at most. */
const BATCH = 500;
/** Beyond this many waiting, answers are refused rather than shown without a trace. */
const MOST_WAITING = 20_000;

/**
 * Keeps what is shown in the audit trail. An answer waits until its entry is durable, so entries that come while
 * one statement is under way are written together by the next: the busier it is, the more share one commit. It has
 * a connection of its own, so that no slow query keeps answers waiting.
 */
export class AuditTrail {
  readonly #pool: ClaimedPool;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #closed = false;

  constructor(dataSource: DataSource) {
    const { url } = dataSource.options as PostgresDataSourceOptions;
    if (!url) throw new Error('The data source must name its database by an address.');
    this.#pool = new ClaimedPool({ connectionString: url, max: 1, applicationName: 'audit' });
  }

  /** Resolves when the entry is durable. Rejects when it can't be kept: then nothing may be shown. */
  record(entry: AuditEntry): Promise<void> {
    if (this.#closed || this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(new CodedError('SERVICE_UNAVAILABLE'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Writes what is waiting and lets go of the connection; nothing is taken any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#pool.end();
  }

  async #write(): Promise<void> {
    // What comes in the same moment shares the first statement too.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#writeTogether(this.#waiting.splice(0, BATCH));
    this.#writing = null;
  }

  async #writeTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#append(batch.map(({ entry }) => entry));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1 || isLostConnection(error)) {
        for (const { reject } of batch) reject(error);
      } else {
        // One entry that PostgreSQL refuses must not take the others' answers with it.
        for (const waiting of batch) await this.#writeTogether([waiting]);
      }
    }
  }

  async #append(entries: readonly AuditEntry[]): Promise<void> {
    const append = () => this.#pool.query(SYSTEM_CALLER, 'select audit_append($1)', [auditJson(entries)]);
    await append().catch((error: unknown) => {
      // After a restart of PostgreSQL the first use of an old connection fails. To keep a showing twice does no harm.
      if (isLostConnection(error)) return append();
      throw error;
    });
  }
}
