import type { Audience } from '@solidarity/subgraph-kit/access/caller';
import type { LoadedSupergraph } from '../supergraph/load-supergraph';
import type { OperationLimits } from '../access/limits';
import type { Executor } from './executor';
import { Operations } from './operations';

/** One variant of the graph, ready to be asked. */
export interface Graph {
  readonly executor: Executor;
  readonly operations: Operations;
}

/** The graph as each kind of client has it. */
export type Graphs = ReadonlyMap<Audience, Graph>;

export interface GraphsParts {
  readonly supergraph: LoadedSupergraph;
  /** Throws when the supergraph is broken. */
  readonly createExecutor: (supergraphSdl: string) => Promise<Executor>;
  readonly limits: OperationLimits;
  readonly maxTokens: number;
  readonly cachedOperations: number;
}

/** Makes each variant ready; variants of the same text share one graph. Throws when the supergraph is broken. */
export async function createGraphs(parts: GraphsParts): Promise<Graphs> {
  const made = new Map<string, Graph>();
  const graphs = new Map<Audience, Graph>();
  for (const [audience, sdl] of parts.supergraph.variants) {
    const graph = made.get(sdl) ?? (await createGraph(sdl, parts));
    made.set(sdl, graph);
    graphs.set(audience, graph);
  }
  return graphs;
}

async function createGraph(supergraphSdl: string, parts: GraphsParts): Promise<Graph> {
  const { supergraph, createExecutor, limits, maxTokens, cachedOperations } = parts;
  const executor = await createExecutor(supergraphSdl);
  const access = supergraph.scopeMap ? { scopeMap: supergraph.scopeMap, limits } : null;
  return {
    executor,
    operations: new Operations(executor.schema, { access, maxTokens, cached: cachedOperations }),
  };
}
