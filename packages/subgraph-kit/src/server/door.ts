import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { AssertionVerifier } from '../access/assertion';
import type { Caller, Scope } from '../access/caller';
import { CodedError, httpStatusOf, isCodedError } from '../errors/coded-error';
import { formatError, type Fault } from '../errors/format';
import { languageOf } from '../errors/language';
import type { RequestFacts } from './requests';

const MAX_PURPOSE = 200;

/** Tells routes beside the graph who is asking, and answers for what they throw as the graph would. */
export class Door {
  constructor(
    private readonly verifier: AssertionVerifier,
    private readonly onFault: (fault: Fault) => void,
  ) {}

  /** Who asks. Throws UNAUTHENTICATED, and FORBIDDEN when the scope is named and not held. */
  async callerOf({ headers }: FastifyRequest, scope?: Scope): Promise<Caller> {
    const caller = await this.verifier.verify(headers.authorization);
    if (!caller) throw new CodedError('UNAUTHENTICATED');
    if (scope && !caller.scopes.has(scope)) throw new CodedError('FORBIDDEN');
    return caller;
  }

  /** Answers errors of the scope's routes with their status and `{ errors: [{ message, extensions }] }`. */
  answerErrors(scope: FastifyInstance): void {
    scope.setErrorHandler((error: FastifyError | Error, request, reply) => {
      const { language, requestId } = factsOf(request);
      const context = { language, requestId, onFault: this.onFault };
      const formatted = formatError(codedOf(error), context);
      const status = isCodedError(error) ? httpStatusOf(error.code) : statusOf(error);
      return reply.code(status).send({ errors: [formatted] });
    });
  }
}

function codedOf(error: FastifyError | Error): GraphQLError {
  if (isCodedError(error)) return error;
  if (statusOf(error) < 500) return new CodedError('BAD_USER_INPUT');
  return new GraphQLError('A fault.', { originalError: error });
}

function statusOf(error: FastifyError | Error): number {
  return 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;
}

/** What the transport knows of a request. */
export function factsOf({ id, headers }: FastifyRequest): RequestFacts {
  const purpose = headers['x-purpose'];
  return {
    requestId: id,
    language: languageOf(headers['accept-language']),
    purpose: typeof purpose === 'string' ? decodePurpose(purpose) : null,
    operationName: null,
  };
}

/** Header values are ASCII, so Arabic comes percent-encoded. */
function decodePurpose(text: string): string {
  try {
    return decodeURIComponent(text).slice(0, MAX_PURPOSE);
  } catch {
    return text.slice(0, MAX_PURPOSE);
  }
}
