import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { TrueVariables } from '../planning/conditions';
import type { TellingContext, ToldError } from '../subgraphs/told-error';
import type { ForwardedRequest, ServiceAnswer } from '../subgraphs/services';

/** An operation that fits the schema it is run on. */
export interface ExecutableOperation {
  /** The same for the same text and operation name: what plans are kept by. */
  readonly key: string;
  /** As the client sent it. */
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
}

/**
 * Asks one service within a client's request; the body is the JSON text of a GraphQL request. Throws a ServiceFault
 * when there is no usable answer. What it gives is the caller's own, to be changed at will.
 */
export type AskService = (service: string, body: string, request: ForwardedRequest) => Promise<ServiceAnswer>;

/** An operation under the conditions for which it was planned. */
export interface HotOperation {
  readonly operation: ExecutableOperation;
  readonly trueVariables: TrueVariables;
}

export interface ExecutionRequest {
  readonly operation: ExecutableOperation;
  /** As the client sent them, found to fit the operation. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly forwarded: ForwardedRequest;
  readonly telling: TellingContext;
}

export interface ExecutionAnswer {
  /** The answer's data as JSON text, `null` when there is none. */
  readonly data: string;
  /** In the form in which the client may have them. */
  readonly errors: readonly ToldError[];
}

/** Answers operations on one variant of the graph: plans them, asks the services, merges what they say. */
export interface Executor {
  /** What the variant's clients see. */
  readonly schema: GraphQLSchema;
  /** Throws a PlanRefused when no right plan exists, or none could be made in time. */
  execute(request: ExecutionRequest): Promise<ExecutionAnswer>;
  /** Gets an operation ready, so that who asks it first does not wait. Throws as `execute` does. */
  warm(operation: ExecutableOperation, trueVariables: TrueVariables): Promise<void>;
  /** What has the plans that are worth most, best first. */
  hottest(count: number): readonly HotOperation[];
  /** Lets go of what it holds; nothing is executed afterwards. */
  close(): Promise<void>;
}

export interface ExecutorParts {
  readonly supergraphSdl: string;
  readonly ask: AskService;
}

/** Makes an executor for a supergraph; throws when the supergraph is broken. */
export type CreateExecutor = (parts: ExecutorParts) => Promise<Executor>;
