import { isNativeError } from 'node:util/types';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { CodedError } from '../errors/coded-error';
import type { ErrorCode } from '../errors/catalogue';

/** Unique, exclusion, check, foreign key and not-null violations. */
const CONSTRAINT_CLASS = '23';

/** The faults of a database that have a name for clients, by PostgreSQL's code. */
const NAMED_FAULTS: Readonly<Record<string, ErrorCode>> = {
  '40001': 'CONFLICT', // serialization_failure
  '40P01': 'CONFLICT', // deadlock_detected
  '55P03': 'CONFLICT', // lock_not_available: waited too long for another's change
  '57014': 'DEADLINE_EXCEEDED', // query_canceled: statement_timeout
  '25P03': 'DEADLINE_EXCEEDED', // idle_in_transaction_session_timeout
  '53300': 'SERVICE_UNAVAILABLE', // too_many_connections
  '22021': 'BAD_USER_INPUT', // character_not_in_repertoire: a zero byte in a text
};

/** Connection exceptions, and a server that shuts down, has crashed or is starting. */
const LOST_CONNECTION = /^(08|57P0[123])/;
const LOST_SOCKET: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);
const LOST_CLIENT =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered)/;

/** PostgreSQL's own error behind whatever wraps it. */
function databaseError(error: unknown): DatabaseError | null {
  if (error instanceof DatabaseError) return error;
  if (error instanceof QueryFailedError) return databaseError(error.driverError);
  return null;
}

/** PostgreSQL's five-character code of an error, such as '23505'; null when it is not PostgreSQL's. */
export function sqlState(error: unknown): string | null {
  return databaseError(error)?.code ?? null;
}

/**
 * The name of the constraint that an insert or update ran into, so that a command can turn a lost race into a
 * refusal; null when the error is another.
 */
export function violatedConstraint(error: unknown): string | null {
  const failure = databaseError(error);
  return failure?.code?.startsWith(CONSTRAINT_CLASS) ? (failure.constraint ?? null) : null;
}

/** Whether the connection itself is gone, so that it must not be used again. */
export function isLostConnection(error: unknown): boolean {
  const failure = databaseError(error);
  if (failure) return LOST_CONNECTION.test(failure.code ?? '');
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!isNativeError(cause)) return false;
  return LOST_SOCKET.has((cause as NodeJS.ErrnoException).code) || LOST_CLIENT.test(cause.message);
}

/**
 * The error as the rest of the system may see it: a fault with a name becomes a `CodedError`; the others stay what
 * they are, without the values of rows that PostgreSQL and TypeORM repeat in them, since errors are logged.
 */
export function namedFault(error: unknown): Error {
  const code = isLostConnection(error) ? 'SERVICE_UNAVAILABLE' : NAMED_FAULTS[sqlState(error) ?? ''];
  if (
    code === 'CONFLICT' ||
    code === 'DEADLINE_EXCEEDED' ||
    code === 'SERVICE_UNAVAILABLE' ||
    code === 'BAD_USER_INPUT'
  )
    return new CodedError(code);
  if (error instanceof QueryFailedError) Object.assign(error, { parameters: undefined });
  const failure = databaseError(error);
  if (failure) {
    failure.detail = undefined;
    failure.where = undefined;
    failure.internalQuery = undefined;
  }
  return error instanceof Error
    ? error
    : new Error('Something that is no error was thrown.', { cause: error });
}

/** A fault as a log may have it: without its message, which may repeat a value. */
export function faultFacts(error: unknown): object {
  const { name, code, constraint, table } = error as Record<
    'name' | 'code' | 'constraint' | 'table',
    unknown
  >;
  return { fault: name, code, constraint, table };
}
