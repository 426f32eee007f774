import { OperationTypeNode } from 'graphql';
import type { PlanWithForgotten } from '../../planning/lost-members';
import type { EntityFetch, EntityOperation } from './asked-entities';
import { bodyHead } from './call-text';
import { EntityGroup, fetchAlone, type GroupRun } from './entity-group';
import { tellForgotten } from './forgotten-fields';
import { fusedParts, isFusible } from './fused-operation';
import type { JsonObject } from './json-objects';
import { decideTypes, type KeepsType } from './known-types';
import type { PlanRun, RunPlan } from './plan-run';
import { isTrue, readPlan, type PlanTree, type Unit } from './plan-units';
import { compileRepresentation } from './representations';
import { compileRewrites, renamedKeys } from './rewrites';
import { clientVariables, compileRootFetch } from './root-fetch';
import { compileKeys, readOperation, selectedFields, type ServiceOperation } from './service-operation';
import { decideSharing, type Sharing, type WritingFetch } from './sharing';
import { compileTargets, type PassesAt } from './targets';
import { mayBeOneOf, type PossibleTypes } from './type-conditions';
import { graphqlName, UnknownPlan } from './unknown-plan';

export type { Place, PlanRun, RunPlan } from './plan-run';
export { UnknownPlan } from './unknown-plan';

/** What one run has of its own. */
interface RunState {
  readonly run: PlanRun;
  readonly groups: Map<EntityGroup, GroupRun>;
}

/** Runs a part of the plan; gives a promise only when there is something to wait for. It never rejects. */
type Step = (state: RunState) => Promise<unknown> | undefined;

/** Whether the client's answer is null as a whole for what stands, or does not, under these keys of the tree's root. */
export type IsAnswerNull = (tree: JsonObject, keys: ReadonlySet<string>) => boolean;

/** Throws UnknownPlan when the plan holds something that the compiler does not know. */
export function compilePlan(
  plan: PlanWithForgotten,
  types: PossibleTypes,
  isAnswerNull: IsAnswerNull = () => false,
): RunPlan {
  const { tree, units } = readPlan(plan);
  const { forgotten } = plan;
  const step = new PlanCompiler(units.map(readUnit), types, isAnswerNull).step(tree);
  return async (run) => {
    await step({ run, groups: new Map() });
    if (forgotten) tellForgotten(run, forgotten);
  };
}

/** A fetch with what was read of its operation. */
interface ReadUnit extends WritingFetch {
  readonly unit: Unit;
  readonly operation: ServiceOperation;
}

function readUnit(unit: Unit): ReadUnit {
  const { node, path } = unit;
  requireVariables(node);
  const operation = readOperation(node);
  const fields = selectedFields(operation, renamedKeys(node.outputRewrites));
  const isOfSomeTypes = unit.typesAt.size > 0;
  return { unit, operation, path, isOfSomeTypes, fields, hasRequires: node.requires !== undefined };
}

class PlanCompiler {
  readonly #steps = new Map<Unit, Step>();
  readonly #sharing: Sharing;
  readonly #keepsType: KeepsType | null;

  constructor(
    private readonly read: readonly ReadUnit[],
    private readonly types: PossibleTypes,
    private readonly isAnswerNull: IsAnswerNull,
  ) {
    this.#sharing = decideSharing(read);
    this.#keepsType = decideTypes(read, types);
    for (const one of read.filter(({ hasRequires }) => !hasRequires)) this.#compileRoot(one);
    for (const members of groupsOf(read.filter(({ hasRequires }) => hasRequires)))
      this.#compileGroup(members);
  }

  step(tree: PlanTree): Step {
    switch (tree.kind) {
      case 'fetch':
        return this.#steps.get(tree.unit) ?? nothing;
      case 'sequence':
        return sequence(tree.parts.map((part) => this.step(part)));
      case 'parallel':
        return parallel(tree.parts.map((part) => this.step(part)));
      case 'condition': {
        const [then, otherwise] = [this.step(tree.then), this.step(tree.else)];
        return (state) => (isTrue(tree.variable, state.run.variables) ? then : otherwise)(state);
      }
    }
  }

  #collect({ path }: Unit, passesAt: PassesAt) {
    return compileTargets(path, (depth) => this.#sharing.isShared(path, depth), passesAt);
  }

  #passesAt({ typesAt }: Unit): PassesAt {
    return new Map([...typesAt].map(([depth, names]) => [depth, mayBeOneOf(names, this.types)]));
  }

  #compileRoot(one: ReadUnit): void {
    const { unit, operation } = one;
    const passesAt = this.#passesAt(unit);
    const places = { path: unit.path, passesAt, collect: this.#collect(unit, passesAt) };
    const fetch = compileRootFetch(unit.node, operation, places, this.types, this.#keepsType);
    const before = this.#keysMutatedBefore(one);
    this.#steps.set(
      unit,
      before.size === 0
        ? ({ run }) => fetch(run)
        : ({ run }) => (this.isAnswerNull(run.data, before) ? undefined : fetch(run)),
    );
  }

  /** The root's keys of earlier mutations. Once the answer is null for one of them, no later one is done. */
  #keysMutatedBefore(one: ReadUnit): Set<string> {
    const mutations = this.read.filter(({ unit }) => unit.node.operationKind === OperationTypeNode.MUTATION);
    const earlier = mutations.slice(0, Math.max(mutations.indexOf(one), 0));
    return new Set(earlier.flatMap(({ fields }) => fields.flatMap(({ keys }) => keys.slice(0, 1))));
  }

  #compileGroup(members: readonly ReadUnit[]): void {
    const operations = this.#operationsOf(members);
    const compiled = members.map((one): { one: ReadUnit; fetch: EntityFetch } => {
      const fetch = {
        operation: operations.get(one) as EntityOperation,
        path: one.path,
        collect: this.#collect(one.unit, this.#passesAt(one.unit)),
        represent: compileRepresentation(one.unit.node, this.types),
        ownsCopies: this.#sharing.ownsCopies(one),
      };
      return { one, fetch };
    });
    const service = members[0]?.unit.node.serviceName ?? '';
    const group = new EntityGroup(
      service,
      compiled.map(({ one, fetch }) => ({ fetch, conditions: one.unit.conditions })),
    );
    for (const { one, fetch } of compiled) {
      const step: Step =
        members.length === 1
          ? ({ run }) => fetchAlone(group, run, fetch)
          : (state) => runOf(group, state).fetch(fetch);
      this.#steps.set(one.unit, step);
    }
  }

  /** One operation for all members that ask the same. */
  #operationsOf(members: readonly ReadUnit[]): Map<ReadUnit, EntityOperation> {
    const byText = new Map<string, ReadUnit[]>();
    for (const one of members) {
      const { outputRewrites = [] } = one.unit.node;
      const key = `${one.operation.text}\n${JSON.stringify(outputRewrites)}`;
      byText.set(key, [...(byText.get(key) ?? []), one]);
    }
    const same = [...byText.values()];
    const fused = same.length > 1 ? fusedParts(same.map(([first]) => (first as ReadUnit).operation)) : [];
    return new Map(
      same.flatMap((ones, i) => {
        const operation = this.#entityOperation(ones[0] as ReadUnit, fused[i] ?? null);
        return ones.map((one) => [one, operation] as const);
      }),
    );
  }

  #entityOperation({ unit, operation, fields }: ReadUnit, fused: EntityOperation['fused']): EntityOperation {
    const { node } = unit;
    const renamed = renamedKeys(node.outputRewrites);
    return {
      service: node.serviceName,
      head: bodyHead(operation.text, operation.name),
      name: operation.name,
      variables: clientVariables(node),
      fused,
      keysFor: compileKeys(operation, renamed, this.types),
      hasObjects: fields.some(({ hasSelections }) => hasSelections),
      rewriteAnswer: compileRewrites(node.outputRewrites, this.types),
      keepsType: this.#keepsType,
      renamed,
    };
  }
}

/** Fetches for entities that go to the same service at the same level of the plan; others stand alone. */
function groupsOf(units: readonly ReadUnit[]): ReadUnit[][] {
  const groups = new Map<string, ReadUnit[]>();
  units.forEach((one, i) => {
    const { node, level } = one.unit;
    const fuses = node.operationKind === OperationTypeNode.QUERY && isFusible(one.operation);
    const key = fuses ? `${level} ${node.serviceName}` : `alone ${i}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  });
  return [...groups.values()];
}

function requireVariables({ variableUsages = [], requires }: Unit['node']): void {
  variableUsages.forEach(graphqlName);
  if (requires && variableUsages.includes('representations')) {
    throw new UnknownPlan('a variable of the client that is named as the representations are');
  }
}

function runOf(group: EntityGroup, { run, groups }: RunState): GroupRun {
  const known = groups.get(group);
  if (known) return known;
  const made = group.begin(run);
  groups.set(group, made);
  return made;
}

function sequence(steps: readonly Step[]): Step {
  const from = (state: RunState, first: number): Promise<unknown> | undefined => {
    for (let i = first; i < steps.length; i += 1) {
      const waiting = steps[i]?.(state);
      if (waiting) return i + 1 === steps.length ? waiting : waiting.then(() => from(state, i + 1));
    }
    return undefined;
  };
  return (state) => from(state, 0);
}

function parallel(steps: readonly Step[]): Step {
  return (state) => {
    const waiting: Promise<unknown>[] = [];
    for (const step of steps) {
      const one = step(state);
      if (one) waiting.push(one);
    }
    return waiting.length > 1 ? Promise.all(waiting) : waiting[0];
  };
}

function nothing(): undefined {
  return undefined;
}
