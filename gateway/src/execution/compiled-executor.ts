import { conditionVariables, type TrueVariables } from '../planning/conditions';
import { fragmentsOf } from '../planning/fragments';
import { decidedKey, loadGraph, type PlannedGraph, type PlannedOperation } from '../planning/planner';
import { PlanCache, type PlanCacheBounds } from '../planning/plan-cache';
import { PlannerThread } from '../planning/planner-thread';
import { PlanRefused } from '../planning/plan-refused';
import { CLIENT_NAMES, type ResponseNames } from '../planning/response-names';
import { internalError } from '../subgraphs/told-error';
import { ErrorPlaces } from './error-places';
import type {
  ExecutableOperation,
  ExecutionAnswer,
  ExecutionRequest,
  Executor,
  ExecutorParts,
  HotOperation,
} from './executor';
import { compileIntrospection, type Introspect } from './introspection';
import { compilePlan, UnknownPlan, type Place, type RunPlan } from './plan/compile-plan';
import { requiredKeys } from './plan/required-keys';
import { RequestRun } from './request-run';
import { compileSerializer, type Serialize } from './response/compile-serializer';
import { askedBy } from './response/selections';
import { isAnswerNull } from './response/walk-response';
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

/** What is known of an operation whatever its variables are. */
interface Facts {
  readonly applyDefaults: ApplyDefaults;
  /** The variables of its conditions. */
  readonly conditions: readonly string[];
}

/** An operation that was planned and compiled once under its conditions, to be run many times. */
interface Compiled extends HotOperation {
  readonly names: ResponseNames;
  readonly introspect: Introspect | null;
  readonly run: RunPlan;
  readonly serialize: Serialize;
  readonly errorPlaces: ErrorPlaces;
}

/** An operation whose plan holds something that the compiler does not know. */
interface LeftToApollo extends HotOperation {
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
  readonly #facts = new WeakMap<ExecutableOperation, Facts>();
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
    const { applyDefaults, conditions } = this.#factsOf(operation);
    const variables = applyDefaults(request.variables);
    const compiled = await this.#compiled(operation, trueAmong(conditions, variables));
    return compiled.run === null
      ? (await this.#apolloExecutor()).execute(request)
      : answer(compiled, this.parts.ask, { ...request, variables });
  }

  async warm(operation: ExecutableOperation, trueVariables: TrueVariables): Promise<void> {
    const { run } = await this.#compiled(operation, trueVariables);
    if (run === null) await this.#apolloExecutor();
  }

  hottest(count: number): readonly HotOperation[] {
    return this.#cache.hottest(count).flatMap((key) => this.#cache.get(key) ?? []);
  }

  async close(): Promise<void> {
    await this.graph.planner.close();
    await this.ownThread?.close();
    await (await this.#apollo)?.close();
  }

  #factsOf(operation: ExecutableOperation): Facts {
    const known = this.#facts.get(operation);
    if (known) return known;
    const facts = {
      applyDefaults: compileDefaults(this.schema, operation),
      conditions: conditionVariables(operation.operation.selectionSet, fragmentsOf(operation.document)),
    };
    this.#facts.set(operation, facts);
    return facts;
  }

  #compiled(
    operation: ExecutableOperation,
    trueVariables: TrueVariables,
  ): Compiled | LeftToApollo | Promise<Compiled | LeftToApollo> {
    const key = decidedKey(operation, trueVariables);
    const known = this.#cache.get(key);
    if (known) return known;
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const compiling = this.#compile({ operation, trueVariables }, key).finally(() =>
      this.#underWay.delete(key),
    );
    this.#underWay.set(key, compiling);
    return compiling;
  }

  async #compile(hot: HotOperation, key: string): Promise<Compiled | LeftToApollo> {
    const { operation, trueVariables } = hot;
    const planned = await this.graph.planner.plan(operation, trueVariables);
    const started = performance.now();
    const compiled = this.#compileAs(hot, planned);
    const millis = planned.millis + performance.now() - started;
    const characters = operation.text.length + planned.characters;
    this.#cache.set(key, compiled, { characters, millis });
    const executor = compiled.run === null ? 'apollo' : 'compiled';
    this.parts.onPlan?.({ executor, seconds: millis / 1000 });
    return compiled;
  }

  #compileAs(hot: HotOperation, { plan, names, isMended }: PlannedOperation): Compiled | LeftToApollo {
    const { operation, trueVariables } = hot;
    const { schema, hidden } = this.graph;
    const asked = askedBy(schema, operation, names, trueVariables);
    try {
      return {
        ...hot,
        names,
        introspect: compileIntrospection(schema, operation, names),
        run: compilePlan(plan, this.graph, (tree, keys) => isAnswerNull(asked, tree, keys, hidden)),
        serialize: compileSerializer(asked, hidden),
        errorPlaces: new ErrorPlaces(asked, requiredKeys(plan)),
      };
    } catch (error) {
      if (!(error instanceof UnknownPlan)) throw error;
      // Apollo's executor plans the client's own document, in which colliding names give wrong data.
      if (names !== CLIENT_NAMES || isMended)
        throw new PlanRefused({ reason: 'PLANNER_FAILED', detail: error.message });
      return { ...hot, run: null };
    }
  }

  /** Apollo's library takes long to load and much memory, and most gateways never need it. */
  #apolloExecutor(): Promise<Executor> {
    return (this.#apollo ??= import('./apollo-executor.js').then(({ createApolloExecutor }) =>
      createApolloExecutor(this.parts),
    ));
  }
}

const NONE: TrueVariables = new Set();

function trueAmong(
  conditions: readonly string[],
  variables: Readonly<Record<string, unknown>>,
): TrueVariables {
  return conditions.length === 0 ? NONE : new Set(conditions.filter((name) => variables[name] === true));
}

async function answer(
  { introspect, names, run, serialize, errorPlaces }: Compiled,
  ask: ExecutorParts['ask'],
  request: ExecutionRequest,
): Promise<ExecutionAnswer> {
  const { variables, telling } = request;
  const data: Record<string, unknown> = introspect ? { ...introspect(variables) } : {};
  const requestRun = new RequestRun(data, request, ask, errorPlaces, names);
  await run(requestRun);
  const errors = requestRun.told();
  const lost: Place[] = [];
  const text = serialize(data, (path) => lost.push(path));
  // Where something went wrong it has been told already; nulls that follow from it say nothing more.
  if (errors.length > 0) return { data: text, errors };
  for (const path of lost) {
    telling.onFault({ service: 'gateway', reason: 'NULL_FOR_NON_NULL' });
    errors.push({ ...internalError(telling), path });
  }
  return { data: text, errors };
}
