import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { pathSteps, type PathStep } from '../../planning/plan-path';
import { EACH } from './targets';
import { graphqlName, UnknownPlan } from './unknown-plan';

/** A variable that decides whether a part of the plan runs. */
export interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** The types of the objects that a path passes through, by depth (1 = after its first step). */
export type TypesAt = ReadonlyMap<number, readonly string[]>;

/** One fetch of the plan and where it stands in it. */
export interface Unit {
  readonly node: FetchNode;
  /** From the root of the tree to the objects that it is for. */
  readonly path: readonly string[];
  /** Where the path goes on only from objects of some types: their names by the number of steps taken. */
  readonly typesAt: TypesAt;
  /** How many fetches must end before it, one after the other. */
  readonly level: number;
  readonly conditions: readonly Condition[];
}

/** The plan with its flatten paths, levels and conditions worked into its fetches. */
export type PlanTree =
  | { readonly kind: 'fetch'; readonly unit: Unit }
  | { readonly kind: 'sequence' | 'parallel'; readonly parts: readonly PlanTree[] }
  | {
      readonly kind: 'condition';
      readonly variable: string;
      readonly then: PlanTree;
      readonly else: PlanTree;
    };

export interface ReadPlan {
  readonly tree: PlanTree;
  readonly units: readonly Unit[];
}

type Place = Omit<Unit, 'node'>;

const NOTHING: PlanTree = { kind: 'sequence', parts: [] };

/** Reads a plan. Throws UnknownPlan when it holds what the compiler does not know. */
export function readPlan(plan: QueryPlan): ReadPlan {
  const units: Unit[] = [];
  const root: Place = { path: [], typesAt: new Map(), level: 0, conditions: [] };
  return { tree: plan.node ? new Reader(units).read(plan.node, root).tree : NOTHING, units };
}

class Reader {
  constructor(private readonly units: Unit[]) {}

  /** The node's tree, and the level at which what follows it begins. */
  read(
    node: PlanNode | NonNullable<QueryPlan['node']> | undefined,
    place: Place,
  ): { tree: PlanTree; next: number } {
    if (!node) return { tree: NOTHING, next: place.level };
    switch (node.kind) {
      case 'Fetch':
        return this.#readFetch(node, place);
      case 'Flatten':
        return this.read(node.node, further(place, pathSteps(node.path)));
      case 'Sequence': {
        let { level } = place;
        const parts = node.nodes.map((part) => {
          const { tree, next } = this.read(part, { ...place, level });
          level = next;
          return tree;
        });
        return { tree: { kind: 'sequence', parts }, next: level };
      }
      case 'Parallel': {
        const read = node.nodes.map((part) => this.read(part, place));
        const next = Math.max(place.level, ...read.map((one) => one.next));
        return { tree: { kind: 'parallel', parts: read.map(({ tree }) => tree) }, next };
      }
      case 'Condition': {
        const variable = graphqlName(node.condition);
        const branch = (clause: PlanNode | undefined, wanted: boolean) =>
          this.read(clause, { ...place, conditions: [...place.conditions, { variable, wanted }] });
        const [whenTrue, whenFalse] = [branch(node.ifClause, true), branch(node.elseClause, false)];
        return {
          tree: { kind: 'condition', variable, then: whenTrue.tree, else: whenFalse.tree },
          next: Math.max(whenTrue.next, whenFalse.next),
        };
      }
      case 'Defer':
      case 'Subscription':
      default:
        throw new UnknownPlan(`a node of the kind ${node.kind}`);
    }
  }

  #readFetch(node: FetchNode, place: Place): { tree: PlanTree; next: number } {
    // Values from above an entity as arguments: what shares an answer here would have to look at them.
    if (node.contextRewrites?.length) throw new UnknownPlan('a fetch that takes values from its context');
    const unit: Unit = { ...place, node };
    this.units.push(unit);
    return { tree: { kind: 'fetch', unit }, next: place.level + 1 };
  }
}

function further(place: Place, steps: readonly PathStep[]): Place {
  const typesAt = new Map(place.typesAt);
  steps.forEach(({ types }, i) => types && typesAt.set(place.path.length + i + 1, types));
  const keys = steps.map(({ key }) => (key === EACH ? EACH : graphqlName(key)));
  return { ...place, path: [...place.path, ...keys], typesAt };
}

/** Whether the part of the plan that stands under these conditions runs. */
export function holdAll(
  conditions: readonly Condition[],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return conditions.every(({ variable, wanted }) => isTrue(variable, variables) === wanted);
}

export function isTrue(variable: string, variables: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(variables, variable) && variables[variable] === true;
}
