import type { ReadinessProbe } from '../subgraphs/readiness';
import type { Services } from '../subgraphs/services';
import type { PlannerThread } from '../planning/planner-thread';
import type { LoadedSupergraph } from '../supergraph/load-supergraph';
import type { Executor } from './executor';
import type { Graph, Graphs } from './graphs';

/** A supergraph in service, with everything that was made for it and ends with it. */
export interface Generation {
  readonly graphs: Graphs;
  readonly services: Services;
  readonly thread: PlannerThread;
  readonly probe: ReadinessProbe;
}

interface Held {
  readonly generation: Generation;
  underWay: number;
  isRetired: boolean;
}

/** Of each graph so many operations are planned before it takes over. */
const WARMED = 100;
/** What is not planned by then is planned when it is asked. */
const WARMING_MS = 20_000;

/**
 * The supergraph in service, and those before it that still have requests under way: a request stays with the one on
 * which it began.
 */
export class Generations {
  #present: Held;
  readonly #closing = new Set<Promise<void>>();

  constructor(
    first: Generation,
    private readonly create: (supergraph: LoadedSupergraph) => Promise<Generation>,
  ) {
    this.#present = { generation: first, underWay: 0, isRetired: false };
  }

  get present(): Generation {
    return this.#present.generation;
  }

  /** Works with the generation that is in service now, which lasts until the work ends. */
  async use<T>(work: (generation: Generation) => Promise<T>): Promise<T> {
    const held = this.#present;
    held.underWay += 1;
    try {
      return await work(held.generation);
    } finally {
      held.underWay -= 1;
      if (held.isRetired && held.underWay === 0) this.#close(held.generation);
    }
  }

  /**
   * Makes the next generation aside, gets the hottest operations ready, then lets it take over. Throws when the
   * supergraph is broken: then nothing has changed.
   */
  async replaceBy(supergraph: LoadedSupergraph): Promise<void> {
    const next = await this.create(supergraph);
    await warm(this.present.graphs, next.graphs);
    const last = this.#present;
    this.#present = { generation: next, underWay: 0, isRetired: false };
    last.isRetired = true;
    if (last.underWay === 0) this.#close(last.generation);
  }

  /** Closes everything; call it when nothing is under way. */
  async close(): Promise<void> {
    this.#close(this.present);
    await Promise.all(this.#closing);
  }

  #close(generation: Generation): void {
    const closing = closeGeneration(generation).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/** Lets go of what a generation holds. */
export async function closeGeneration({ graphs, services, thread }: Generation): Promise<void> {
  await Promise.all([...new Set(executorsOf(graphs))].map((executor) => executor.close()));
  await thread.close();
  await services.close();
}

function executorsOf(graphs: Graphs): Executor[] {
  return [...graphs.values()].map(({ executor }) => executor);
}

async function warm(last: Graphs, next: Graphs): Promise<void> {
  const endsAt = performance.now() + WARMING_MS;
  const warmed = new Set<Graph>();
  for (const [audience, graph] of next) {
    if (warmed.has(graph)) continue;
    warmed.add(graph);
    for (const { operation, trueVariables } of last.get(audience)?.executor.hottest(WARMED) ?? []) {
      if (performance.now() > endsAt) return;
      const prepared = graph.operations.prepare(operation.text, operation.operationName);
      if ('errors' in prepared) continue;
      // What cannot be planned any more is told to who asks it.
      await graph.executor.warm(prepared, trueVariables).catch(() => undefined);
    }
  }
}
