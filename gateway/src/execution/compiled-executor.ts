import { loadGraph, type PlannedGraph, type PlannedOperation } from '../planning/planner';
import { PlanCache, type PlanCacheBounds } from '../planning/plan-cache';
import { PlannerThread } from '../planning/planner-thread';
import { PlanRefused } from '../planning/plan-refused';
import { CLIENT_NAMES, type ResponseNames } from '../planning/response-names';
import { internalError, toldOfAnswer, toldOfFault, type ToldError } from '../subgraphs/told-error';
import type {
  ExecutableOperation,
  ExecutionAnswer,
  ExecutionRequest,
  Executor,
  ExecutorParts,
} from './executor';
import { compileIntrospection, type Introspect } from './introspection';
import { compilePlan, UnknownPlan, type Place, type RunPlan } from './plan/compile-plan';
import { compileSerializer, type Serialize } from './response/compile-serializer';
import { compileDefaults, type ApplyDefaults } from './variables';

/** What is told of plans, for metrics. */
export interface PlanReport {
  /** Who executes it: what the compiler does not know is left to Apollo's executor. */
  readonly executor: 'compiled' | 'apollo';
  /** What making it took, planning and compiling. */
  readonly seconds: number;
}

export interface CompiledExecutorParts extends ExecutorParts {
  /** Plans for several executors, and is closed by who opened it; without one the executor has its own. */
  readonly thread?: PlannerThread;
  readonly cache?: PlanCacheBounds;
  readonly onPlan?: (report: PlanReport) => void;
}

const CACHE: PlanCacheBounds = { entries: 1_000, characters: 50_000_000 };

/** An operation that was planned and compiled once, to be run many times. */
interface Compiled {
  readonly operation: ExecutableOperation;
  readonly names: ResponseNames;
  readonly applyDefaults: ApplyDefaults;
  readonly introspect: Introspect | null;
  readonly run: RunPlan;
  readonly serialize: Serialize;
}

/** An operation whose plan holds something that the compiler does not know. */
interface LeftToApollo {
  readonly operation: ExecutableOperation;
  readonly run: null;
}

/** Executes plans of Apollo's planner as code that is compiled for each. Throws when the supergraph is broken. */
export async function createCompiledExecutor(parts: CompiledExecutorParts): Promise<Executor> {
  const thread = parts.thread ?? new PlannerThread();
  try {
    const graph = await loadGraph(thread, parts.supergraphSdl);
    return new CompiledExecutor(graph, parts, parts.thread ? null : thread);
  } catch (error) {
    if (!parts.thread) await thread.close();
    throw error;
  }
}

class CompiledExecutor implements Executor {
  readonly #cache: PlanCache<Compiled | LeftToApollo>;
  readonly #underWay = new Map<string, Promise<Compiled | LeftToApollo>>();
  #apollo: Promise<Executor> | null = null;

  constructor(
    private readonly graph: PlannedGraph,
    private readonly parts: CompiledExecutorParts,
    private readonly ownThread: PlannerThread | null,
  ) {
    this.#cache = new PlanCache(parts.cache ?? CACHE);
  }

  get schema(): Executor['schema'] {
    return this.graph.schema;
  }

  async execute(request: ExecutionRequest): Promise<ExecutionAnswer> {
    const { operation } = request;
    const compiled = this.#cache.get(operation.key) ?? (await this.#compiled(operation));
    return compiled.run === null
      ? (await this.#apolloExecutor()).execute(request)
      : answer(compiled, this.parts.ask, request);
  }

  async warm(operation: ExecutableOperation): Promise<void> {
    const { run } = this.#cache.get(operation.key) ?? (await this.#compiled(operation));
    if (run === null) await this.#apolloExecutor();
  }

  hottest(count: number): readonly ExecutableOperation[] {
    return this.#cache.hottest(count).flatMap((key) => this.#cache.get(key)?.operation ?? []);
  }

  async close(): Promise<void> {
    await this.graph.planner.close();
    await this.ownThread?.close();
    await (await this.#apollo)?.close();
  }

  #compiled(operation: ExecutableOperation): Promise<Compiled | LeftToApollo> {
    const { key } = operation;
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const compiling = this.#compile(operation).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, compiling);
    return compiling;
  }

  async #compile(operation: ExecutableOperation): Promise<Compiled | LeftToApollo> {
    const planned = await this.graph.planner.plan(operation);
    const started = performance.now();
    const compiled = this.#compileAs(operation, planned);
    const millis = planned.millis + performance.now() - started;
    const characters = operation.text.length + planned.characters;
    this.#cache.set(operation.key, compiled, { characters, millis });
    const executor = compiled.run === null ? 'apollo' : 'compiled';
    this.parts.onPlan?.({ executor, seconds: millis / 1000 });
    return compiled;
  }

  #compileAs(operation: ExecutableOperation, { plan, names }: PlannedOperation): Compiled | LeftToApollo {
    const { schema } = this.graph;
    try {
      return {
        operation,
        names,
        applyDefaults: compileDefaults(schema, operation),
        introspect: compileIntrospection(schema, operation, names),
        run: compilePlan(plan, this.graph),
        serialize: compileSerializer(schema, operation.document, operation.operation, names),
      };
    } catch (error) {
      if (!(error instanceof UnknownPlan)) throw error;
      // Apollo's executor plans the client's own document, in which colliding names give wrong data.
      if (names !== CLIENT_NAMES) throw new PlanRefused({ reason: 'PLANNER_FAILED', detail: error.message });
      return { operation, run: null };
    }
  }

  /** Apollo's library takes long to load and much memory, and most gateways never need it. */
  #apolloExecutor(): Promise<Executor> {
    return (this.#apollo ??= import('./apollo-executor.js').then(({ createApolloExecutor }) =>
      createApolloExecutor(this.parts),
    ));
  }
}

async function answer(
  { applyDefaults, introspect, names, run, serialize }: Compiled,
  ask: ExecutorParts['ask'],
  { variables: sent, forwarded, telling }: ExecutionRequest,
): Promise<ExecutionAnswer> {
  const variables = applyDefaults(sent);
  const data: Record<string, unknown> = introspect ? { ...introspect(variables) } : {};
  const errors: ToldError[] = [];
  const clientPath = (path: Place): Place =>
    path.map((step) => (typeof step === 'string' ? names.nameOf(step) : step));
  await run({
    data,
    variables,
    ask: (service, body) => ask(service, body, forwarded),
    onServiceError: (service, error, path) => {
      const { path: _theirs, ...told } = toldOfAnswer(service, error, telling);
      errors.push(path ? { ...told, path: clientPath(path) } : told);
    },
    onFault: (fault, places) => {
      const told = toldOfFault(fault, telling);
      for (const place of places) errors.push({ ...told, path: clientPath(place) });
    },
  });
  const lost: Place[] = [];
  const text = serialize(data, variables, (path) => lost.push(path));
  // Where something went wrong it has been told already; nulls that follow from it say nothing more.
  if (errors.length > 0) return { data: text, errors };
  for (const path of lost) {
    telling.onFault({ service: 'gateway', reason: 'NULL_FOR_NON_NULL' });
    errors.push({ ...internalError(telling), path });
  }
  return { data: text, errors };
}
