import type { GraphQLFormattedError } from 'graphql';
import { isErrorCode, type ErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';
import { messageOf } from '@solidarity/subgraph-kit/errors/coded-error';
import type { Language } from '@solidarity/subgraph-kit/errors/language';
import { ServiceFault } from './service-fault';

/** Whose words reach the client: those of the house's services, or those of any service (`IDENTITY=none`). */
export type Trust = 'catalogue' | 'anyone';

export interface TellingContext {
  readonly language: Language;
  readonly requestId: string;
  readonly trust: Trust;
  /** Told of what the client is not: for the log, without values. */
  readonly onFault: (fault: { service: string; reason: string }) => void;
}

/** An error in the form in which a client may have it. */
export interface ToldError extends GraphQLFormattedError {
  readonly extensions: Record<string, unknown>;
}

/**
 * Codes that say that the gateway asked wrongly: with an assertion that the service does not believe, or a plan
 * that its schema does not fit. The client did nothing wrong and can do nothing about it.
 */
const BETWEEN_US = new Set<unknown>([
  'UNAUTHENTICATED',
  'REQUEST_INVALID',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_NOT_FOUND',
] satisfies ErrorCode[]);

interface RawError {
  readonly message?: unknown;
  readonly path?: unknown;
  readonly extensions?: { readonly code?: unknown; readonly facts?: unknown; readonly field?: unknown };
}

/**
 * What is told of an error in a service's answer. A code of the catalogue vouches for the message; anything else
 * may be a stack, an address or SQL, and is kept from the client.
 */
export function toldOfAnswer(service: string, raw: unknown, context: TellingContext): ToldError {
  const { message, path, extensions = {} } = (typeof raw === 'object' && raw !== null ? raw : {}) as RawError;
  const { code, facts, field } = extensions;
  const place = Array.isArray(path) ? { path: path as (string | number)[] } : {};
  if (typeof message === 'string' && context.trust === 'anyone') {
    return { message, ...place, extensions: typeof code === 'string' ? { code } : {} };
  }
  if (BETWEEN_US.has(code)) {
    return {
      ...toldOfFault(new ServiceFault(service, 'SERVICE_UNAVAILABLE', String(code)), context),
      ...place,
    };
  }
  if (isErrorCode(code) && typeof message === 'string') {
    return {
      message,
      ...place,
      extensions: { code, ...(facts ? { facts } : {}), ...(field ? { field } : {}) },
    };
  }
  context.onFault({ service, reason: 'UNKNOWN_ERROR' });
  return { ...internalError(context), ...place };
}

/** What is told when a service gave no answer that can be used: which service, never where it is. */
export function toldOfFault(fault: ServiceFault, context: TellingContext): ToldError {
  const { service, code, reason, retryAfterSeconds } = fault;
  context.onFault({ service, reason });
  const facts = { service, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
  return { message: messageOf(code, facts, context.language), extensions: { code, facts } };
}

/** What is told of a mistake of ours: the number under which it stands in the log. */
export function internalError({ language, requestId }: TellingContext): ToldError {
  const facts = { requestId };
  return {
    message: messageOf('INTERNAL_ERROR', facts, language),
    extensions: { code: 'INTERNAL_ERROR', facts },
  };
}
