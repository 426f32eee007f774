import { OperationTypeNode, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { ASSERTION_SCHEME } from '@solidarity/subgraph-kit/access/assertion';
import { isErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';
import { CodedError, httpStatusOf } from '@solidarity/subgraph-kit/errors/coded-error';
import { formatError, type Fault } from '@solidarity/subgraph-kit/errors/format';
import { forbiddenFields } from '../access/operation-scopes';
import type { Generation, Generations } from '../execution/generation';
import type { Graph } from '../execution/graphs';
import type { PreparedOperation } from '../execution/operations';
import { variableErrors } from '../execution/variables';
import type { RequestDeadline } from '../subgraphs/request-deadline';
import type { Trust } from '../subgraphs/told-error';
import type { Outcome } from './metrics';
import type { RequestFacts } from './request-facts';

const requestBody = z.object({
  query: z.string().min(1),
  /** An empty one is as good as none: GraphQL over HTTP says so of GET, and clients send it by POST. */
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** One request as it came. */
export interface Question {
  readonly body: unknown;
  readonly caller: Caller;
  readonly facts: RequestFacts;
  readonly purpose: string | null;
  readonly deadline: RequestDeadline;
}

export interface Answer {
  /** JSON text; null when no service was asked. */
  readonly data: string | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** What the HTTP status is when it may tell of GraphQL's errors. */
  readonly status: number;
  readonly kind: OperationTypeNode | 'none';
  readonly outcome: Outcome;
  /** For the log and the metrics: who asked, and a hash of what. */
  readonly role: string;
  readonly variant: string;
  readonly operation: string | null;
}

/** Who asked and what, as far as it was found out. */
type Asked = Partial<Pick<Answer, 'kind' | 'role' | 'variant' | 'operation'>>;

/** A fault for the log, without values or addresses. */
export type OnFault = (fault: Fault | { requestId: string; calledService: string; reason: string }) => void;

export interface AnswersParts {
  readonly generations: Pick<Generations, 'use'>;
  /** Null when nobody is asked who they are: then the services are not told either. */
  readonly signer: AssertionSigner | null;
  /** Null when nothing is limited. */
  readonly maxCost: number | null;
  readonly trust: Trust;
  readonly onFault: OnFault;
}

/** Turns the question of a known caller into its answer: every check first, then the services. */
export class Answers {
  constructor(private readonly parts: AnswersParts) {}

  async answer(question: Question): Promise<Answer> {
    const { caller, facts } = question;
    const asker = { role: caller.role, variant: caller.audience };
    const parsed = requestBody.safeParse(question.body);
    if (!parsed.success) return this.refuse([new CodedError('REQUEST_INVALID')], facts, asker);
    const { query, operationName, variables } = parsed.data;
    return this.parts.generations.use(async ({ graphs }: Generation) => {
      const graph = graphs.get(caller.audience);
      if (!graph) throw new Error(`No graph for ${caller.audience}.`);
      const prepared = graph.operations.prepare(query, operationName || undefined);
      if ('errors' in prepared) return this.refuse(prepared.errors, facts, asker);
      const asked = { ...asker, kind: prepared.operation.operation, operation: prepared.key };
      const objections = this.#objections(prepared, graph, variables ?? {}, caller);
      if (objections.length > 0) return this.refuse(objections, facts, asked);
      return { ...asked, ...(await this.#execute(question, graph, prepared, variables ?? {})) };
    });
  }

  /** The answer to what is not asked of any service. Its status is that of the first error. */
  refuse(errors: readonly GraphQLError[], facts: RequestFacts, asked: Asked = {}): Answer {
    const told = errors.map((error) => formatError(error, { ...facts, onFault: this.parts.onFault }));
    const code = told[0]?.extensions?.['code'];
    const status = isErrorCode(code) ? httpStatusOf(code) : 500;
    const { kind = 'none', role = 'unknown', variant = 'none', operation = null } = asked;
    return { data: null, errors: told, status, outcome: 'refused', kind, role, variant, operation };
  }

  /** Why this caller's operation is not run: the first kind of objection that there is. */
  #objections(
    prepared: PreparedOperation,
    graph: Graph,
    variables: Readonly<Record<string, unknown>>,
    caller: Caller,
  ): readonly GraphQLError[] {
    const forbidden = forbiddenFields(prepared.scopedFields, caller);
    if (forbidden.length > 0) return forbidden;
    const wrong = variableErrors(graph.executor.schema, prepared, variables);
    if (wrong.length > 0) return wrong;
    const { maxCost } = this.parts;
    const isTooCostly = maxCost !== null && prepared.cost(variables) > maxCost;
    return isTooCostly ? [new CodedError('OPERATION_TOO_LARGE', { limit: 'cost', most: maxCost })] : [];
  }

  async #execute(
    { caller, facts, purpose, deadline }: Question,
    graph: Graph,
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Pick<Answer, 'data' | 'errors' | 'status' | 'outcome'>> {
    const { signer, trust, onFault } = this.parts;
    const kind = operation.operation.operation;
    const { data, errors } = await graph.executor.execute({
      operation,
      variables,
      forwarded: {
        ...facts,
        authorization: signer ? `${ASSERTION_SCHEME}${await signer.sign(caller)}` : null,
        purpose,
        isRepeatable: kind === OperationTypeNode.QUERY,
        deadline: kind === OperationTypeNode.QUERY ? deadline : deadline.untilItsEnd(),
      },
      telling: {
        ...facts,
        trust,
        onFault: ({ service, reason }) =>
          onFault({ requestId: facts.requestId, calledService: service, reason }),
      },
    });
    const outcome = errors.length === 0 ? 'ok' : data === 'null' ? 'failed' : 'partial';
    return { data, errors, status: 200, outcome };
  }
}
