import {
  Kind,
  visit,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { JoinFacts } from './join-facts';
import { documentOf, entityFields, type FetchDocument, type SelectedField } from './plan-walk';
import { withoutFragments } from './selections-by-type';
import { withOperation } from './written-fetch';
import type { RequiredVariant, VariantsOfFields } from './required-variants';

export type VariantsByName = ReadonlyMap<string, RequiredVariant>;

/** By their names in plans. */
export function variantsByName(variants: VariantsOfFields): VariantsByName {
  return new Map([...variants.values()].flatMap((all) => [...all.values()]).map((one) => [one.name, one]));
}

/**
 * Turns a plan with required variants into one that services understand: they are asked for the field with its
 * arguments under the variant's name, and are sent the value under the field's. A representation has room for one
 * value of a field, so a call whose fields require several is made once for each.
 */
export function planWithoutVariants(plan: QueryPlan, variants: VariantsByName, facts: JoinFacts): QueryPlan {
  const { node } = plan;
  if (variants.size === 0 || !node || node.kind === 'Subscription') return plan;
  return { ...plan, node: new PlanTranslator(variants, facts).translated(node) };
}

/** The variant that a call sends as the value of each field, by the fields' paths. */
type SentVariants = Map<string, string>;

/** Fields of entities that one call can ask for. */
interface Group {
  readonly sent: SentVariants;
  readonly fields: Set<FieldNode>;
}

type KeyRenamer = Extract<NonNullable<FetchNode['inputRewrites']>[number], { kind: 'KeyRenamer' }>;

class PlanTranslator {
  constructor(
    private readonly variants: VariantsByName,
    private readonly facts: JoinFacts,
  ) {}

  translated(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Fetch':
        return parallel(this.#calls(node));
      case 'Flatten': {
        const inner = this.translated(node.node);
        return inner.kind === 'Parallel'
          ? { kind: 'Parallel', nodes: inner.nodes.map((call) => ({ ...node, node: call })) }
          : { ...node, node: inner };
      }
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map((inner) => this.translated(inner)) };
      case 'Condition':
        return {
          ...node,
          ...(node.ifClause ? { ifClause: this.translated(node.ifClause) } : {}),
          ...(node.elseClause ? { elseClause: this.translated(node.elseClause) } : {}),
        };
      case 'Defer':
        throw new Error('A deferred part of a plan has required variants.');
    }
  }

  /** What becomes of a call: as many calls as it takes to send all that its fields require. */
  #calls(fetch: FetchNode): FetchNode[] {
    const document = withoutFragments(documentOf(fetch));
    const groups = fetch.requires ? this.#groups(document, fetch.serviceName) : [];
    const { operation } = document;
    if (groups.length < 2) return [this.#call(fetch, operation, fetch.requires)];
    return groups.map(({ sent, fields }) =>
      this.#call(fetch, operationWith(operation, fields), this.#sentOf(fetch.requires ?? [], [], sent)),
    );
  }

  #call(fetch: FetchNode, operation: OperationDefinitionNode, requires: FetchNode['requires']): FetchNode {
    const asked = visit(operation, { Field: (field) => this.#asked(field) });
    const renamers = (requires ?? []).flatMap((part) => this.#renamers(part, []));
    const inputRewrites = [...renamers, ...(fetch.inputRewrites ?? [])];
    return {
      ...withOperation(fetch, asked),
      ...(requires ? { requires } : {}),
      ...(inputRewrites.length > 0 ? { inputRewrites } : {}),
    };
  }

  #groups(document: FetchDocument, service: string): Group[] {
    const groups: Group[] = [];
    for (const selected of entityFields(document)) {
      const needed = this.#neededBy(selected, service);
      let group = groups.find(({ sent }) =>
        [...needed].every(([path, name]) => (sent.get(path) ?? name) === name),
      );
      if (!group) groups.push((group = { sent: new Map(), fields: new Set() }));
      for (const [path, name] of needed) group.sent.set(path, name);
      group.fields.add(selected.field);
    }
    return groups;
  }

  #neededBy({ field, typeName }: SelectedField, service: string): SentVariants {
    const needed: SentVariants = new Map();
    const walk = ({ selections }: SelectionSetNode, path: readonly string[]): void => {
      for (const node of selections) {
        if (node.kind === Kind.FRAGMENT_SPREAD) continue;
        if (node.kind === Kind.INLINE_FRAGMENT) {
          walk(node.selectionSet, path);
          continue;
        }
        const inner = [...path, this.#fieldOf(node.name.value)];
        if (this.variants.has(node.name.value)) needed.set(inner.join('.'), node.name.value);
        if (node.selectionSet) walk(node.selectionSet, inner);
      }
    };
    for (const requirement of this.facts.requirements.get(`${typeName}.${field.name.value}`) ?? []) {
      if (requirement.service === service) walk(requirement.selection, []);
    }
    return needed;
  }

  /** What of a representation a call sends that does not send the variants of the others. */
  #sentOf(
    parts: readonly QueryPlanSelectionNode[],
    path: readonly string[],
    sent: SentVariants,
  ): QueryPlanSelectionNode[] {
    return parts.flatMap((part): QueryPlanSelectionNode[] => {
      if (part.kind === 'InlineFragment')
        return [{ ...part, selections: this.#sentOf(part.selections, path, sent) }];
      const inner = [...path, this.#fieldOf(part.name)];
      if (this.variants.has(part.name) && sent.get(inner.join('.')) !== part.name) return [];
      if (!part.selections) return [part];
      const selections = this.#sentOf(part.selections, inner, sent);
      return selections.length > 0 ? [{ ...part, selections }] : [];
    });
  }

  /** Gives values back their fields' names, those within others first. */
  #renamers(part: QueryPlanSelectionNode, path: readonly string[]): KeyRenamer[] {
    const step = part.kind === 'Field' ? part.name : part.typeCondition && `... on ${part.typeCondition}`;
    const here = step === undefined ? path : [...path, step];
    const within = (part.selections ?? []).flatMap((inner) => this.#renamers(inner, here));
    const variant = part.kind === 'Field' ? this.variants.get(part.name) : undefined;
    return variant
      ? [...within, { kind: 'KeyRenamer', path: [...here], renameKeyTo: variant.field }]
      : within;
  }

  #asked(field: FieldNode): FieldNode | undefined {
    const variant = this.variants.get(field.name.value);
    return (
      variant && {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: variant.field },
        arguments: variant.arguments,
      }
    );
  }

  #fieldOf(name: string): string {
    return this.variants.get(name)?.field ?? name;
  }
}

function parallel(calls: FetchNode[]): PlanNode {
  const [only, ...more] = calls;
  return only && more.length === 0 ? only : { kind: 'Parallel', nodes: calls };
}

/** A call's operation with only these fields of its entities. */
function operationWith(
  operation: OperationDefinitionNode,
  kept: ReadonlySet<FieldNode>,
): OperationDefinitionNode {
  const selectionSet = mapped(operation.selectionSet, (entities) =>
    entities.kind === Kind.FIELD && entities.selectionSet
      ? [{ ...entities, selectionSet: only(entities.selectionSet, kept) }]
      : [entities],
  );
  return { ...operation, selectionSet };
}

function only(set: SelectionSetNode, kept: ReadonlySet<FieldNode>): SelectionSetNode {
  return mapped(set, (node) => {
    if (node.kind === Kind.FIELD) return kept.has(node) ? [node] : [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
    const selectionSet = only(node.selectionSet, kept);
    return selectionSet.selections.length > 0 ? [{ ...node, selectionSet }] : [];
  });
}

function mapped(set: SelectionSetNode, change: (node: SelectionNode) => SelectionNode[]): SelectionSetNode {
  return { ...set, selections: set.selections.flatMap(change) };
}
