import type { DataSource } from 'typeorm';
import type { Caller } from '../access/caller';
import type { ClaimedPool, ClaimedStatements } from '../database/statements';
import { Reads } from '../database/reads';
import { inTransaction } from '../database/transaction';
import type { Language } from '../errors/language';
import type { AuditTrail } from '../records/audit';
import { todayOf, type Clock } from '../values/clock';
import type { PersonIds } from '../values/person-id';
import type { CommandContext, ExecutionContext, RunCommand } from './context';

/** What the transport knows of a request. */
export interface RequestFacts {
  readonly requestId: string;
  readonly language: Language;
  readonly purpose: string | null;
  readonly operationName: string | null;
}

/** A request under way: what resolvers are given, and how it ends. */
export interface OpenRequest {
  readonly context: ExecutionContext;
  /** Resolves when the audit trail holds whose records were shown. */
  close(): Promise<void>;
}

/** Opens requests: what resolvers are given differs, what is done around them does not. */
export interface OpensRequests {
  open(caller: Caller, facts: RequestFacts): { readonly context: object; close(): Promise<void> };
}

export interface RequestParts {
  readonly dataSource: DataSource;
  readonly pool: ClaimedPool;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly personIds: PersonIds;
}

/** Opens requests: the one place where caller, database, audit trail and clock meet. */
export class Requests implements OpensRequests {
  constructor(private readonly parts: RequestParts) {}

  /** Reads come from the pool, or from what is named in its place: a snapshot. */
  open(caller: Caller, facts: RequestFacts, pool: ClaimedStatements = this.parts.pool): OpenRequest {
    const { dataSource, audit, clock, personIds } = this.parts;
    const shown = new Map<string, Set<string>>();
    const reads = new Reads({
      pool,
      dataSource,
      caller,
      onRead: (entity, personIds) => {
        const known = shown.get(entity);
        if (known) for (const id of personIds) known.add(id);
        else shown.set(entity, new Set(personIds));
      },
    });
    // Reads keep no rows, so what a command changed is seen by what is read after it.
    const runCommand: RunCommand = (work) =>
      inTransaction(
        dataSource,
        caller,
        (manager) => work(Object.assign(Object.create(context) as CommandContext, { manager })),
        { rollbackWhen: isRefused },
      );
    const context: ExecutionContext = {
      caller,
      ...facts,
      clock,
      today: todayOf(clock),
      personIds,
      reads,
      runCommand,
    };
    return { context, close };

    async function close(): Promise<void> {
      if (shown.size === 0) return;
      await Promise.all(
        [...shown].map(([entity, ids]) =>
          audit.record({
            subject: caller.subject,
            role: caller.role,
            action: 'read',
            entity,
            personIds: [...ids],
            requestId: facts.requestId,
            operation: facts.operationName,
            purpose: facts.purpose,
          }),
        ),
      );
    }
  }
}

function isRefused(payload: unknown): boolean {
  const errors = (payload as { errors?: unknown } | null | undefined)?.errors;
  return Array.isArray(errors) && errors.length > 0;
}
