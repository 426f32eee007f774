import { GraphQLError, OperationTypeNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { forbiddenField } from '../access/operation-access';
import type { Caller } from '../access/caller';
import { CodedError, httpStatusOf, isCodedError } from '../errors/coded-error';
import { formatError, type Fault } from '../errors/format';
import type { Language } from '../errors/language';
import type { Operations, PreparedOperation } from './operation';
import type { OpensRequests, RequestFacts } from './requests';

const requestBody = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly kind: OperationTypeNode | 'none';
  readonly outcome: 'ok' | 'partial' | 'refused';
}

/** Turns one GraphQL request of a known caller into its answer. */
export class Answers {
  constructor(
    private readonly operations: Operations,
    private readonly requests: OpensRequests,
    /** Told of what should not have happened, for the log. */
    private readonly onFault: (fault: Fault) => void,
  ) {}

  async answer(body: unknown, caller: Caller | null, facts: RequestFacts): Promise<Answer> {
    if (!caller) return this.#refuse(401, [new CodedError('UNAUTHENTICATED')], facts);
    const parsed = requestBody.safeParse(body);
    if (!parsed.success) return this.#refuse(400, [new CodedError('BAD_USER_INPUT')], facts);
    const { query, operationName, variables } = parsed.data;
    const prepared = this.operations.prepare(query, operationName ?? undefined);
    if ('errors' in prepared) return this.#refuse(400, prepared.errors, facts);
    if (forbiddenField(prepared.access, caller))
      return this.#refuse(403, [new CodedError('FORBIDDEN')], facts);
    const request = { ...facts, operationName: operationName ?? null };
    try {
      return await this.#run(prepared, variables ?? {}, caller, request);
    } catch (error) {
      // Nothing that was read leaves: it may be the audit trail that could not be kept.
      return this.#withhold(error, facts);
    }
  }

  async #run(
    prepared: PreparedOperation,
    variables: Record<string, unknown>,
    caller: Caller,
    facts: RequestFacts,
  ): Promise<Answer> {
    const request = this.requests.open(caller, facts);
    const result = await prepared.run(request.context, variables);
    // Who has been shown whose record is on the audit trail before the answer leaves.
    await request.close();
    const body = JSON.stringify(
      result.errors ? { ...result, errors: this.#formatted(result, facts) } : result,
    );
    return { status: 200, body, kind: prepared.kind, outcome: result.errors ? 'partial' : 'ok' };
  }

  #formatted({ errors = [] }: ExecutionResult, facts: RequestFacts): GraphQLFormattedError[] {
    return errors.map((error) => this.#format(error, facts.language, facts.requestId));
  }

  #refuse(status: number, errors: readonly GraphQLError[], facts: RequestFacts): Answer {
    const formatted = errors.map((error) => this.#format(error, facts.language, facts.requestId));
    return { status, body: JSON.stringify({ errors: formatted }), kind: 'none', outcome: 'refused' };
  }

  #withhold(error: unknown, facts: RequestFacts): Answer {
    if (isCodedError(error)) return this.#refuse(httpStatusOf(error.code), [error], facts);
    const originalError =
      error instanceof Error ? error : new Error('Something that is no error was thrown.');
    return this.#refuse(500, [new GraphQLError('A fault.', { originalError })], facts);
  }

  #format(error: GraphQLError, language: Language, requestId: string): GraphQLFormattedError {
    return formatError(error, { language, requestId, onFault: this.onFault });
  }
}
