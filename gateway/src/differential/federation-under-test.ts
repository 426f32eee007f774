import { OperationTypeNode } from 'graphql';
import { Operations } from '../execution/operations';
import type { AskService, ExecutableOperation, ExecutionRequest, Executor } from '../execution/executor';
import { variableErrors } from '../execution/variables';
import { PlanRefused } from '../planning/plan-refused';
import type { PlannerThread } from '../planning/planner-thread';
import { RequestDeadline } from '../subgraphs/request-deadline';
import type { Case } from './case';
import type { Answer } from './compare';
import { FaultDrawer } from './draw-faults';
import { EXECUTORS, type ExecutorName } from './executors';
import { composed, implementations, type Federation } from './federation';
import { isInDoubt } from './judge';
import { answerOfMonolith } from './monolith';
import { ServiceInProcess, type Scene } from './service-in-process';

/** What each answers to one case. */
export interface Answers {
  /** Null when the monolith cannot have the case's faults. */
  readonly truth: Answer | null;
  /** What the monolith answers when nothing goes wrong. */
  readonly untroubled: Answer;
  readonly byExecutor: ReadonlyMap<ExecutorName, Answer>;
}

/** A federation with its services, its monolith and each executor, ready to be asked. */
export class FederationUnderTest {
  readonly drawer: FaultDrawer;
  readonly #scenes = new Map<string, Scene>();
  readonly #operations: Operations;
  #asked = 0;

  private constructor(
    readonly federation: Federation,
    private readonly implementationsOf: (typeName: string) => readonly string[],
    private readonly executors: ReadonlyMap<ExecutorName, Executor>,
    scenes: Map<string, Scene>,
  ) {
    this.drawer = new FaultDrawer(federation);
    this.#scenes = scenes;
    this.#operations = new Operations(this.schema, { access: null, maxTokens: 100_000, cached: 10 });
  }

  /** Composes the federation and makes every executor for it. */
  static async start(federation: Federation, thread: PlannerThread): Promise<FederationUnderTest> {
    const supergraphSdl = composed(federation);
    const implementationsOf = implementations(supergraphSdl);
    const services = new Map(
      federation.services.map((source, index) => [
        source.name,
        new ServiceInProcess(source, implementationsOf, index % 3),
      ]),
    );
    const scenes = new Map<string, Scene>();
    const ask: AskService = (name, body, { requestId }) => {
      const [service, scene] = [services.get(name), scenes.get(requestId)];
      if (!service || !scene) throw new Error(`Nobody to ask: ${name}, ${requestId}`);
      return service.answer(body, scene);
    };
    const executors = new Map<ExecutorName, Executor>();
    for (const [name, create] of Object.entries(EXECUTORS)) {
      executors.set(name as ExecutorName, await create({ supergraphSdl, ask, thread }));
    }
    return new FederationUnderTest(federation, implementationsOf, executors, scenes);
  }

  /** What clients see. */
  get schema(): Executor['schema'] {
    const [executor] = this.executors.values();
    if (!executor) throw new Error('There is no executor.');
    return executor.schema;
  }

  /**
   * Asks everybody; Apollo's executor, when it is not wished for, only if something can't be judged without it. Throws
   * when the operation or its variables do not fit the schema.
   */
  async answers({ operation: text, variables, faults }: Case, isApolloAsked = true): Promise<Answers> {
    const operation = this.#operations.prepare(text);
    if ('errors' in operation) throw new Error(`Not valid: ${operation.errors.join('\n')}\n${text}`);
    const wrong = variableErrors(this.schema, operation, variables);
    if (wrong.length > 0) throw new Error(`Variables that do not fit: ${wrong.join('\n')}\n${text}`);
    const scene = (): Scene => ({ world: this.federation.createWorld(), faults, writes: [] });
    const { schema, implementationsOf } = this;
    const monolith = (whenAsked: Scene): Promise<Answer> =>
      answerOfMonolith(schema, implementationsOf, operation, variables, whenAsked);
    const untroubled = await monolith({ ...scene(), faults: [] });
    const truth = this.drawer.isKnownToMonolith(faults) ? await monolith(scene()) : null;
    const byExecutor = new Map<ExecutorName, Answer>();
    for (const [name, executor] of this.executors) {
      const requestId = `${name} ${++this.#asked}`;
      const asked = scene();
      this.#scenes.set(requestId, asked);
      const told: Answer = await executor
        .execute(requestOf(requestId, operation, variables))
        .catch(answerOfThrown);
      const answer: Answer = { ...told, writes: asked.writes };
      this.#scenes.delete(requestId);
      byExecutor.set(name, answer);
      // Apollo's executor would take as long, or longer, and could not be stopped.
      if (isTooLarge(answer) || (!isApolloAsked && !isInDoubt(answer, truth))) break;
    }
    return { truth, untroubled, byExecutor };
  }

  async close(): Promise<void> {
    for (const executor of this.executors.values()) await executor.close();
  }
}

function requestOf(
  requestId: string,
  operation: ExecutableOperation,
  variables: Case['variables'],
): ExecutionRequest {
  return {
    operation,
    // Each has its own, as from the network.
    variables: structuredClone(variables),
    forwarded: {
      requestId,
      language: 'en',
      authorization: null,
      purpose: null,
      isRepeatable: operation.operation.operation === OperationTypeNode.QUERY,
      deadline: new RequestDeadline(30_000),
    },
    telling: { language: 'en', requestId: 'the request', trust: 'anyone', onFault: () => undefined },
  };
}

function isTooLarge({ isRefused, errors }: Answer): boolean {
  return (
    isRefused === true && errors.some(({ extensions }) => extensions?.['code'] === 'OPERATION_TOO_LARGE')
  );
}

/** A refusal is an answer; anything else that is thrown is none that a client should ever see. */
function answerOfThrown(error: unknown): Answer {
  if (error instanceof PlanRefused) {
    return {
      data: 'null',
      errors: [{ message: error.detail, extensions: error.extensions }],
      isRefused: true,
    };
  }
  return { data: 'null', errors: [{ message: `thrown: ${String(error)}` }] };
}
