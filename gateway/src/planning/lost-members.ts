import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { QueryPlan } from '@apollo/query-planner';
import { askedByCall, isBrought, opened, selectionsAt, type OpenedCall } from './brought-fields';
import type { JoinFacts } from './join-facts';
import type { MemberTypes } from './member-types';
import { documentOf, partsOf, type FetchDocument, type PlacedFetch } from './plan-walk';
import {
  fieldsOf,
  fragmentOn,
  selectionSet,
  selectionsOf,
  TYPENAME,
  withoutSpreads,
  type ObjectsOf,
  type Selections,
} from './selections-by-type';
import { withOperation } from './written-fetch';

/**
 * Where services know different types of a field's values, the planner forgets what was asked of a type as soon as
 * one of the services to which it could go does not know that type, whichever it goes to. Puts back into the calls
 * what their services answer by themselves, and gives what remains forgotten. There should be no objects for it: a
 * field that services share has the same value in all of them.
 */
export function restoreLostMembers(
  fetches: readonly PlacedFetch[],
  planned: DocumentNode,
  members: MemberTypes,
  facts: Pick<JoinFacts, 'possibleTypes' | 'roots'>,
): Restored {
  if (members.differingNames.size === 0) return { isMended: false, forgotten: [] };
  return new Restoring(fetches.map(opened), partsOf(planned), members, facts).restore();
}

/** Fields that the client wants of a type's objects at a place, and no call brings. */
export interface ForgottenFields {
  /** Which service may say that there are such objects. */
  readonly service: string;
  /** The keys that lead to the place, without the marks for lists. */
  readonly path: readonly string[];
  readonly type: string;
  readonly keys: readonly string[];
}

export type PlanWithForgotten = QueryPlan & { readonly forgotten?: readonly ForgottenFields[] };

interface Restored {
  /** Whether the plan is not as the planner made it. */
  readonly isMended: boolean;
  readonly forgotten: readonly ForgottenFields[];
}

/** A place of the tree below a call's field: what the client wants there, and what the call brings. */
interface Place {
  readonly wanted: Selections;
  readonly brought: Selections;
  readonly path: readonly string[];
}

class Restoring {
  readonly #wanted: SelectionSetNode;
  readonly #added = new Map<FieldNode, InlineFragmentNode[]>();
  readonly #changed = new Set<OpenedCall>();
  readonly #objectsOf: ObjectsOf;
  readonly #forgotten: ForgottenFields[] = [];

  constructor(
    private readonly calls: readonly OpenedCall[],
    private readonly client: FetchDocument,
    private readonly members: MemberTypes,
    private readonly facts: Pick<JoinFacts, 'possibleTypes' | 'roots'>,
  ) {
    this.#wanted = withoutSpreads(client.operation.selectionSet, client.fragments);
    this.#objectsOf = (typeName) => facts.possibleTypes.get(typeName) ?? [];
  }

  restore(): Restored {
    for (const call of this.calls.filter(({ root }) => this.#isInDanger(root))) {
      for (const type of this.#typesAsked(call)) {
        const wanted = selectionsAt(call.path, [this.#wanted]);
        this.#walk(call, type, { wanted, brought: askedByCall(call), path: call.path });
      }
    }
    this.#changed.forEach((call) => this.#write(call));
    const isMended = this.#changed.size > 0 || this.#forgotten.length > 0;
    return { isMended, forgotten: this.#forgotten };
  }

  #isInDanger(set: SelectionSetNode): boolean {
    return set.selections.some((node) => {
      if (node.kind === Kind.FIELD && this.members.differingNames.has(node.name.value)) return true;
      return 'selectionSet' in node && node.selectionSet !== undefined && this.#isInDanger(node.selectionSet);
    });
  }

  /** The object types of which a call asks something where its answer goes. */
  #typesAsked(call: OpenedCall): string[] {
    const { operation } = this.client.operation;
    if (!call.fetch.requires) return call.path.length === 0 ? [this.facts.roots.get(operation) ?? ''] : [];
    const conditions = askedByCall(call)
      .flatMap(({ selections }) => selections)
      .flatMap((node) => (node.kind === Kind.INLINE_FRAGMENT ? (node.typeCondition?.name.value ?? []) : []));
    const objects = conditions.flatMap((name) => this.members.objectsOf(call.fetch.serviceName, name));
    return [...new Set(objects)].filter((name) => this.#isObject(name));
  }

  #walk(call: OpenedCall, type: string, { wanted, brought, path }: Place): void {
    const { serviceName } = call.fetch;
    const given = fieldsOf(type, brought, (name) => this.members.objectsOf(serviceName, name));
    for (const [key, asked] of fieldsOf(type, wanted, this.#objectsOf)) {
      const fields = given.get(key) ?? [];
      const [field] = fields;
      if (!field?.selectionSet || !this.#isInDanger(selectionSet(fields))) continue;
      const name = field.name.value;
      const place = { wanted: selectionsOf(asked), brought: selectionsOf(fields), path: [...path, key] };
      for (const object of this.members.valuesOf(serviceName, type, name)) {
        if (!this.#isObject(object)) continue;
        if (this.members.isDiffering(type, name)) this.#restoreIn(call, field, object, place);
        this.#walk(call, object, place);
      }
    }
  }

  /** Puts back what is wanted of a type at a place and no call brings. */
  #restoreIn(call: OpenedCall, field: FieldNode, type: string, { wanted, path }: Place): void {
    const service = call.fetch.serviceName;
    const own: SelectionNode[] = [];
    const keys: string[] = [];
    for (const [key, fields] of fieldsOf(type, wanted, this.#objectsOf)) {
      if (fields[0]?.name.value === '__typename') continue;
      if (isBrought(this.calls, { key, type, place: path }, this.#objectsOf)) continue;
      const answered = this.#ownSelection(service, type, [selectionSet(fields)]);
      if (answered) own.push(...answered.selections);
      else keys.push(key);
    }
    if (keys.length > 0) this.#forgotten.push({ service, path, type, keys });
    if (own.length === 0) return;
    this.#added.set(field, [...(this.#added.get(field) ?? []), fragmentOn(type, selectionSet(own))]);
    this.#changed.add(call);
  }

  /** What is asked of a type, as a service can be asked; null where the service does not answer all by itself. */
  #ownSelection(service: string, type: string, wanted: Selections): SelectionSetNode | null {
    const selections: SelectionNode[] = [];
    for (const fields of fieldsOf(type, wanted, this.#objectsOf).values()) {
      const [field] = fields;
      if (!field) continue;
      const name = field.name.value;
      if (name !== '__typename' && !this.members.isOwn(service, type, name)) return null;
      const inner = field.selectionSet && this.#ownValues(service, type, fields);
      if (inner === null) return null;
      selections.push(inner ? { ...field, selectionSet: inner } : field);
    }
    return selectionSet(selections);
  }

  #ownValues(service: string, type: string, fields: readonly FieldNode[]): SelectionSetNode | null {
    const name = fields[0]?.name.value ?? '';
    const objects = this.members.valuesOf(service, type, name);
    const own = objects.map((object) => this.#ownSelection(service, object, selectionsOf(fields)));
    if (!this.members.isOfSeveral(service, type, name)) return own[0] ?? null;
    const fragments: InlineFragmentNode[] = [];
    for (const [i, set] of own.entries()) {
      if (!set) return null;
      if (set.selections.length > 0) fragments.push(fragmentOn(objects[i] ?? '', set));
    }
    return selectionSet([TYPENAME, ...fragments]);
  }

  /** Writes a call's operation anew, with the variables that it has come to use. */
  #write({ fetch, root }: OpenedCall): void {
    const { operation } = documentOf(fetch);
    const written = visit(root, {
      Field: (field) => {
        const { selections = [] } = field.selectionSet ?? {};
        const added = this.#added.get(field);
        return added && { ...field, selectionSet: selectionSet([...selections, ...added]) };
      },
    });
    const defined = operation.variableDefinitions ?? [];
    const own = new Set(defined.map(({ variable }) => variable.name.value));
    const more = (this.client.operation.variableDefinitions ?? []).filter(
      ({ variable }) => !own.has(variable.name.value),
    );
    const variableUsages = [
      ...(fetch.variableUsages ?? []),
      ...more.map(({ variable }) => variable.name.value),
    ];
    const variableDefinitions = [...defined, ...more];
    const changed = { ...operation, variableDefinitions, selectionSet: written };
    Object.assign(fetch, withOperation({ ...fetch, variableUsages }, changed));
  }

  #isObject(typeName: string): boolean {
    return this.#objectsOf(typeName).includes(typeName);
  }
}
