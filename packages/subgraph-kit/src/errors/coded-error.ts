import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { CATALOGUE, type CatalogueEntry, type ErrorCode } from './catalogue';
import type { Language } from './language';
import { fillIn, type FactNames, type Facts, type FactsFor } from './text';

type EnglishOf<Code extends ErrorCode> = (typeof CATALOGUE)[Code]['en'];

/** A code whose message names facts cannot be thrown without them. */
type FactsArgument<Code extends ErrorCode> = [FactNames<EnglishOf<Code>>] extends [never]
  ? [facts?: Facts, options?: Pick<GraphQLErrorOptions, 'nodes' | 'path' | 'originalError'>]
  : [
      facts: FactsFor<EnglishOf<Code>>,
      options?: Pick<GraphQLErrorOptions, 'nodes' | 'path' | 'originalError'>,
    ];

/**
 * An error that the client may read: access denied, bad input, or a fault that has a name. Facts are shown to the
 * client, so they never hold personal data. `message` is English for logs; `formatError` tells it in the caller's
 * language.
 */
export class CodedError<Code extends ErrorCode = ErrorCode> extends GraphQLError {
  readonly code: Code;
  readonly facts: Facts;

  constructor(code: Code, ...[facts = {}, options = {}]: FactsArgument<Code>) {
    const told = Object.keys(facts).length > 0 ? { code, facts } : { code };
    super(messageOf(code, facts, 'en'), { ...options, extensions: told });
    this.name = 'CodedError';
    this.code = code;
    this.facts = facts;
  }
}

/** Whether it is an error that the client may read. */
export function isCodedError(error: unknown): error is CodedError {
  return error instanceof CodedError;
}

/** The message of a code with its facts, in a language. */
export function messageOf(code: ErrorCode, facts: Facts, language: Language): string {
  return fillIn(CATALOGUE[code][language], facts, language);
}

/** The HTTP status of a request that fails as a whole with this code. */
export function httpStatusOf(code: ErrorCode): number {
  const entry: CatalogueEntry = CATALOGUE[code];
  return entry.httpStatus ?? 500;
}
