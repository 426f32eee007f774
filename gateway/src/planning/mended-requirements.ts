import { Kind, OperationTypeNode, type TypeNode } from 'graphql';
import { trimSelectionNodes, type PlanNode, type QueryPlan } from '@apollo/query-planner';
import type { JoinFacts } from './join-facts';
import { callsOf, inOrder, placesOf, placesRead, placesWritten, type Call } from './plan-order';
import { documentOf, fetchesOf, keyOfField, type FetchDocument } from './plan-walk';
import { typeOfField } from './required-variants';
import { withoutFragments } from './selections-by-type';
import { callFor, callWithout, type TakenOutFields } from './taken-out-fields';
import {
  chainedRequirements,
  requirementNotSent,
  unmetRequirements,
  type ChainedRequirements,
  type UnmetRequirement,
} from './unmet-requirements';

/**
 * Where the planner asks a service for required fields without what these require, they are taken out of the call and
 * asked for by one of their own, after the calls that bring what they require, and before those that need them. A
 * plan that can't be mended is left as it is.
 */
export function planWithRequirementsMet(plan: QueryPlan, facts: JoinFacts): QueryPlan {
  const chained = chainedRequirements(facts);
  const { node } = plan;
  if (chained.size === 0 || !node || node.kind === 'Subscription') return plan;
  if (requirementNotSent(fetchesOf(plan), facts) === null) return plan;
  const nodes = turnsOf(node).map((turn) => new Mending(turn, chained, facts).mended());
  return nodes.every((turn) => turn !== null)
    ? { ...plan, node: { kind: 'Sequence', nodes: nodes.flat() } }
    : plan;
}

/** The parts of a plan that begin with a mutation, each to be done before the next; a query is one. */
function turnsOf(node: PlanNode): PlanNode[][] {
  const turns: PlanNode[][] = [[]];
  for (const part of node.kind === 'Sequence' ? node.nodes : [node]) {
    if (part.kind === 'Fetch' && part.operationKind === OperationTypeNode.MUTATION) turns.push([]);
    turns.at(-1)?.push(part);
  }
  return turns;
}

/** A call for what was taken out of another one. */
interface AddedCall {
  readonly call: Call;
  /** Places of the tree, list steps left out. */
  readonly needs: ReadonlySet<string>;
  readonly brings: ReadonlySet<string>;
}

class Mending {
  readonly #calls: Call[];
  readonly #added: AddedCall[] = [];

  constructor(
    private readonly nodes: PlanNode[],
    private readonly chained: ChainedRequirements,
    private readonly facts: JoinFacts,
  ) {
    this.#calls = callsOf(nodes);
  }

  /** Null when it can't be. */
  mended(): PlanNode[] | null {
    // A call that is added is looked at too: what is asked of the fields that it is for may have the same fault.
    for (const call of this.#calls) {
      const document = withoutFragments(documentOf(call.fetch));
      const unmet = unmetRequirements(call.fetch, document, this.chained, this.facts);
      if (unmet.length > 0 && !this.#takeOut(unmet, call, document)) return null;
    }
    if (this.#added.length === 0) return this.nodes;
    return this.#putInOrder() ? inOrder(this.#calls) : null;
  }

  #takeOut(unmet: readonly UnmetRequirement[], call: Call, document: FetchDocument): boolean {
    const { fetch } = call;
    if (fetch.outputRewrites?.length) return false;
    const all = this.#byPlace(unmet, call);
    if (!all) return false;
    for (const taken of all) {
      const added = { fetch: callFor(taken, fetch, document), path: taken.path, after: new Set([call]) };
      const required = taken.fields.flatMap(({ requirement }) => requirement.selections);
      const needs = placesOf(trimSelectionNodes(required), taken.path);
      this.#calls.push(added);
      this.#added.push({ call: added, needs, brings: placesWritten(added) });
    }
    call.fetch = callWithout(all, fetch, document);
    return true;
  }

  /** Null when the service could not be asked for one of the objects alone. */
  #byPlace(unmet: readonly UnmetRequirement[], { fetch, path: start }: Call): TakenOutFields[] | null {
    const byPlace = new Map<string, TakenOutFields & { fields: UnmetRequirement[] }>();
    for (const one of unmet) {
      const { typeName } = one;
      const keys = this.facts.keys.get(typeName)?.filter(({ service }) => service === fetch.serviceName);
      const key = keys?.find(({ isResolvable }) => isResolvable)?.selection;
      if (!key || this.facts.possibleTypes.get(typeName)?.[0] !== typeName) return null;
      const path = this.#pathTo(one, start);
      const place = `${typeName} ${path.join('.')}`;
      const taken = byPlace.get(place) ?? { typeName, path, key, fields: [] };
      taken.fields.push(one);
      byPlace.set(place, taken);
    }
    return [...byPlace.values()];
  }

  /** The path to the object of a field, by way of the right types only. */
  #pathTo({ within }: UnmetRequirement, start: readonly string[]): string[] {
    const { fields, possibleTypes } = this.facts;
    const path = [...start];
    let declared: string | null = null;
    for (const { field, typeName } of within) {
      const types = possibleTypes.get(typeName)?.join() ?? '';
      const last = path.at(-1);
      const isNarrower = types !== (declared === null ? null : possibleTypes.get(declared)?.join());
      if (last !== undefined && isNarrower && !last.includes('|[')) path.splice(-1, 1, `${last}|[${types}]`);
      path.push(keyOfField(field), ...marksOf(fields.get(typeName)?.get(field.name.value)?.type));
      declared = typeOfField(field, typeName, this.facts);
    }
    return path;
  }

  /** Puts each call after those that bring what it needs; false when nobody does. */
  #putInOrder(): boolean {
    const written = new Map(this.#calls.map((call) => [call, placesWritten(call)]));
    const brings = (call: Call, places: ReadonlySet<string>): boolean =>
      meet(places, written.get(call) ?? new Set());
    for (const call of this.#calls) {
      // Values from its context would be read at places that are not known here.
      if (call.fetch.contextRewrites?.length) return false;
      const read = placesRead(call);
      const isAdded = this.#added.some((added) => added.call === call);
      if (!isAdded) call.after = new Set([...call.after].filter((other) => brings(other, read)));
      for (const added of this.#added)
        if (added.call !== call && meet(added.brings, read)) call.after.add(added.call);
    }
    return this.#added.every(({ call, needs }) => {
      const bringing = this.#calls.filter((other) => other !== call && brings(other, needs));
      for (const other of bringing) call.after.add(other);
      return [...needs].every((place) => bringing.some((other) => written.get(other)?.has(place)));
    });
  }
}

function meet(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((place) => others.has(place));
}

/** A mark for each list around a field's value. */
function marksOf(type: TypeNode | undefined): string[] {
  if (!type || type.kind === Kind.NAMED_TYPE) return [];
  return [...(type.kind === Kind.LIST_TYPE ? ['@'] : []), ...marksOf(type.type)];
}
