import { buildASTSchema, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ExecutableOperation } from '../execution/executor';
import type { TrueVariables } from './conditions';
import type { HiddenNames } from './hidden-names';
import type { PlanWithForgotten } from './lost-members';
import { documentToPlan } from './planned-document';
import { PlanRefused } from './plan-refused';
import { PlannerThread } from './planner-thread';
import type { ReadGraph } from './planner-messages';
import { responseNamesFor, type ResponseNames } from './response-names';

export interface PlannedOperation {
  /** Plain data, as Apollo's planner made it for the renamed document. */
  readonly plan: PlanWithForgotten;
  /** Whether Apollo's own executor would follow another plan, which brings wrong data. */
  readonly isMended: boolean;
  /** How the plan's response keys differ from the client's response names. */
  readonly names: ResponseNames;
  /** What planning took, in milliseconds, for the cache and a metric. */
  readonly millis: number;
  /** The length of the plan as JSON text, for the cache. */
  readonly characters: number;
}

export interface Planner {
  /**
   * Plans the operation with its `@skip` and `@include` decided: these variables are true, all others false. Throws a
   * PlanRefused (coded) when no right plan exists or planning takes too long.
   */
  plan(operation: ExecutableOperation, trueVariables?: TrueVariables): Promise<PlannedOperation>;
  close(): Promise<void>;
}

/** A supergraph that can be planned on. */
export interface PlannedGraph {
  /** What the clients see. */
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  /** What its services may say although the clients do not see it. */
  readonly hidden: HiddenNames;
  /** The object types of the whole supergraph that a value of the type can have; for an object type itself. */
  possibleTypes(typeName: string): readonly string[];
}

/** Has a supergraph read by the planner's thread. Throws when it is broken. */
export async function loadGraph(thread: PlannerThread, supergraphSdl: string): Promise<PlannedGraph> {
  const { number, graph } = await thread.read(supergraphSdl);
  // The thread gets ready meanwhile. It has found the schema to be valid.
  const [, schema] = await Promise.all([thread.prepare(number), schemaOf(graph.apiSdl)]).catch(
    async (error: unknown) => {
      await thread.forget(number);
      throw error;
    },
  );
  return {
    schema,
    planner: new GraphPlanner(thread, number, graph),
    hidden: graph.hidden,
    possibleTypes: (typeName) => graph.possibleTypes.get(typeName) ?? [],
  };
}

async function schemaOf(apiSdl: string): Promise<GraphQLSchema> {
  return buildASTSchema(parse(apiSdl), { assumeValid: true, assumeValidSDL: true });
}

/** The same for the same operation under the same conditions. */
export function decidedKey({ key }: ExecutableOperation, trueVariables: TrueVariables): string {
  return trueVariables.size === 0 ? key : `${key} ${[...trueVariables].sort().join()}`;
}

const EMPTY_PLAN: PlanWithForgotten = { kind: 'QueryPlan' };

class GraphPlanner implements Planner {
  readonly #underWay = new Map<string, Promise<PlannedOperation>>();
  #isClosed = false;

  constructor(
    private readonly thread: PlannerThread,
    private readonly number: number,
    private readonly graph: Pick<ReadGraph, 'reserved' | 'fieldsOfVariants'>,
  ) {}

  plan(operation: ExecutableOperation, trueVariables: TrueVariables = new Set()): Promise<PlannedOperation> {
    const key = decidedKey(operation, trueVariables);
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const planned = this.#plan(operation, key, trueVariables).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, planned);
    return planned;
  }

  /** Forgets the supergraph; the thread goes on with its others. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.thread.forget(this.number);
  }

  async #plan(
    operation: ExecutableOperation,
    key: string,
    trueVariables: TrueVariables,
  ): Promise<PlannedOperation> {
    if (this.#isClosed) throw new PlanRefused({ reason: 'PLANNER_BUSY' });
    const { operationName } = operation;
    const names = this.#namesFor(operation.document);
    const document = documentToPlan(operation, names, trueVariables);
    if (document === null) return { plan: EMPTY_PLAN, isMended: false, names, millis: 0, characters: 0 };
    const { plan, millis, isMended } = await this.thread.plan(this.number, { key, document, operationName });
    return { plan: JSON.parse(plan) as PlanWithForgotten, isMended, names, millis, characters: plan.length };
  }

  #namesFor(document: DocumentNode): ResponseNames {
    const { reserved, fieldsOfVariants } = this.graph;
    const names = responseNamesFor(document, reserved);
    if (fieldsOfVariants.size === 0) return names;
    return {
      keyOf: (field) => names.keyOf(field),
      nameOf: (key) => fieldsOfVariants.get(key) ?? names.nameOf(key),
    };
  }
}
