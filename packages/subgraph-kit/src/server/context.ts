import type { EntityManager } from 'typeorm';
import type { Caller } from '../access/caller';
import type { Reads } from '../database/reads';
import type { Language } from '../errors/language';
import type { Clock } from '../values/clock';
import type { PersonIds } from '../values/person-id';
import type { PlainDate } from '../values/plain-date';

/** What a resolver is given: who asks, when, and the reads that are theirs. Passed on, never looked up. */
export interface ServiceContext {
  readonly caller: Caller;
  /** The same in the logs of gateway and services. */
  readonly requestId: string;
  /** The name that the client gave its operation, if any. */
  readonly operationName: string | null;
  /** Why the caller opens a person's record, in their words, for the audit trail. */
  readonly purpose: string | null;
  readonly language: Language;
  readonly clock: Clock;
  /** Today in Cairo. */
  readonly today: PlainDate;
  /** Turns a national ID or a guest's document into the person's id. */
  readonly personIds: PersonIds;
  /** Reads under the caller's claims, batched for the request. */
  readonly reads: Reads;
}

/** What a command is given: the transaction of its mutation, under the caller's claims. */
export interface CommandContext extends ServiceContext {
  readonly manager: EntityManager;
}

/** Runs a mutation's resolver in a transaction of its own; a payload with errors is rolled back. */
export type RunCommand = <T>(work: (context: CommandContext) => Promise<T>) => Promise<T>;

/** What the execution is given; resolvers of queries see it as a ServiceContext. */
export interface ExecutionContext extends ServiceContext {
  readonly runCommand: RunCommand;
}
