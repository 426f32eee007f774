import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isErrorCode, type ErrorCode } from './catalogue';
import { isCodedError, messageOf } from './coded-error';
import { inputProblemOf } from './input-problem';
import type { Language } from './language';
import type { Facts } from './text';
import { withoutValues } from './without-values';

/** A fault as the log may have it: nothing in it repeats a value, so it holds no personal data. */
export interface Fault {
  readonly requestId: string;
  /** The class of the error: 'TypeError', 'QueryFailedError'. */
  readonly name: string;
  /** The system's or PostgreSQL's own code, if any. */
  readonly code: string | null;
  /** The constraint or table that PostgreSQL names, if any. */
  readonly constraint: string | null;
  readonly table: string | null;
  /** Where it was thrown: the frames, without the message. */
  readonly stack: string;
  /** Where in the answer it happened. */
  readonly path: readonly (string | number)[] | null;
}

export interface ErrorContext {
  readonly language: Language;
  readonly requestId: string;
  /** Told of every fault, so that it is logged. */
  readonly onFault: (fault: Fault) => void;
}

/**
 * An error as the client may have it: with a code, in the caller's language, without any value that was sent, and
 * without a word of what failed inside.
 */
export function formatError(error: GraphQLError, context: ErrorContext): GraphQLFormattedError {
  const origin = originOf(error);
  const problem =
    origin instanceof GraphQLError || !error.path ? inputProblemOf(error, context.language) : undefined;
  if (problem) return told(error, problem.code, problem.message, problem.facts, { field: problem.field });
  if (isCodedError(origin)) {
    return told(error, origin.code, messageOf(origin.code, origin.facts, context.language), origin.facts);
  }
  return origin === error && !error.path ? ofRequest(error) : ofFault(error, origin, context);
}

/** The error that was thrown, out of those that the executor has put around it; a coded one says it, whatever its cause. */
function originOf(error: GraphQLError): Error {
  let origin: Error = error;
  while (origin instanceof GraphQLError && !isCodedError(origin) && origin.originalError)
    origin = origin.originalError;
  return origin;
}

/** The operation itself is wrong; the text of graphql-js says how, for the developer who wrote it. */
function ofRequest(error: GraphQLError): GraphQLFormattedError {
  return told(error, requestCodeOf(error), withoutValues(error.message), {});
}

function requestCodeOf({ message, extensions }: GraphQLError): ErrorCode {
  if (isErrorCode(extensions?.['code'])) return extensions['code'];
  if (message.startsWith('Syntax Error')) return 'GRAPHQL_PARSE_FAILED';
  if (/^(Unknown operation named|Must provide (an )?operation)/.test(message)) return 'OPERATION_NOT_FOUND';
  if (message.startsWith('Too many errors processing variables')) return 'BAD_USER_INPUT';
  return 'GRAPHQL_VALIDATION_FAILED';
}

function ofFault(error: GraphQLError, origin: Error, context: ErrorContext): GraphQLFormattedError {
  const { language, requestId, onFault } = context;
  onFault({
    requestId,
    name: origin.name,
    code: textOf(origin, 'code'),
    constraint: textOf(origin, 'constraint'),
    table: textOf(origin, 'table'),
    stack: framesOf(origin),
    path: error.path ?? null,
  });
  const facts = { requestId };
  return told(error, 'INTERNAL_ERROR', messageOf('INTERNAL_ERROR', facts, language), {}, facts);
}

function told(
  { locations, path }: GraphQLError,
  code: ErrorCode,
  message: string,
  facts: Facts,
  more: Readonly<Record<string, string>> = {},
): GraphQLFormattedError {
  const extensions = { code, ...(Object.keys(facts).length > 0 ? { facts } : {}), ...more };
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions };
}

function textOf(error: Error, property: 'code' | 'constraint' | 'table'): string | null {
  const value: unknown = (error as unknown as Readonly<Record<string, unknown>>)[property];
  return typeof value === 'string' ? value : null;
}

/** A stack begins with the message, which may repeat a value; its frames do not. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
