import {
  Kind,
  OperationTypeNode,
  print,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ExecutableOperation } from '../execution/executor';
import { isIncluded, withoutConditions, type TrueVariables } from './conditions';
import { fragmentsOf, type Fragments } from './fragments';
import { keyOfField } from './plan-walk';
import type { ResponseNames } from './response-names';
import { TYPENAME } from './selections-by-type';

/**
 * The text of the operation as it is given to the planner: with its conditions decided, under the keys of the merged
 * tree, with only the fragments that it uses, and without questions about the schema, which no service answers. Null
 * when nothing remains that a service would have to be asked.
 *
 * The planner loses conditions where a call is for several fields, and does the fields of fragments of a mutation
 * before those that stand outside of them: so it is given neither conditions, nor fragments at a mutation's root.
 */
export function documentToPlan(
  { document, operation }: ExecutableOperation,
  names: ResponseNames,
  trueVariables: TrueVariables = new Set(),
): string | null {
  const rewriting = new Rewriting(fragmentsOf(document), names, trueVariables);
  if (!rewriting.asksServices(operation.selectionSet)) return null;

  const root =
    operation.operation === OperationTypeNode.MUTATION
      ? rewriting.inOrder(operation.selectionSet)
      : rewriting.rewritten(operation.selectionSet);
  return print({
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: root }, ...rewriting.usedFragments()],
  });
}

class Rewriting {
  /** Whether a fragment asks for anything but the schema. */
  readonly #isFragmentKept = new Map<string, boolean>();
  readonly #used = new Set<string>();

  constructor(
    private readonly fragments: Fragments,
    private readonly names: ResponseNames,
    private readonly trueVariables: TrueVariables,
  ) {}

  /** Whether there is a field besides the schema's and the root's own `__typename`. */
  asksServices({ selections }: SelectionSetNode, seen = new Set<SelectionSetNode>()): boolean {
    return selections.some((node) => {
      if (!isIncluded(node, this.trueVariables)) return false;
      if (node.kind === Kind.FIELD) return !isAboutSchema(node) && node.name.value !== '__typename';
      const inner = this.#selectionOf(node);
      // A fragment that is spread again holds nothing new: else a chain of them would be walked without end.
      if (!inner || seen.has(inner)) return false;
      seen.add(inner);
      return this.asksServices(inner, seen);
    });
  }

  rewritten(selectionSet: SelectionSetNode): SelectionSetNode {
    return {
      ...selectionSet,
      selections: selectionSet.selections
        .filter((node) => this.#isKept(node))
        .map((node) => this.#renamed(node)),
    };
  }

  /**
   * The fields of a mutation's root in the order in which they are to be done, each once, without fragments around
   * them. What is asked for twice under one name is done once, with all that is asked of it.
   */
  inOrder(selectionSet: SelectionSetNode): SelectionSetNode {
    const fields = new Map<string, FieldNode>();
    this.#collect(selectionSet, fields, new Set());
    return { ...selectionSet, selections: [...fields.values()] };
  }

  #collect(
    { selections }: SelectionSetNode,
    fields: Map<string, FieldNode>,
    seen: Set<SelectionSetNode>,
  ): void {
    for (const node of selections) {
      if (!this.#isKept(node)) continue;
      if (node.kind === Kind.FIELD) {
        const field = this.#renamedField(node);
        const key = keyOfField(field);
        const known = fields.get(key);
        fields.set(key, known ? withSelectionsOf(known, field) : field);
      } else {
        const inner = this.#selectionOf(node);
        // A fragment that is spread again holds nothing new: else a chain of them would be walked without end.
        if (!inner || seen.has(inner)) continue;
        seen.add(inner);
        this.#collect(inner, fields, seen);
      }
    }
  }

  /** The fragments that what was rewritten spreads, and those that they spread. */
  usedFragments(): FragmentDefinitionNode[] {
    const definitions: FragmentDefinitionNode[] = [];
    // What a fragment spreads is added while it is rewritten, and reached by the same loop.
    for (const name of this.#used) {
      const fragment = this.fragments.get(name);
      if (fragment) definitions.push({ ...fragment, selectionSet: this.rewritten(fragment.selectionSet) });
    }
    return definitions;
  }

  #renamed(node: SelectionNode): SelectionNode {
    if (node.kind === Kind.FIELD) return this.#renamedField(node);
    const directives = withoutConditions(node.directives);
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      this.#used.add(node.name.value);
      return { ...node, directives };
    }
    return { ...node, directives, selectionSet: this.rewritten(node.selectionSet) };
  }

  #renamedField(node: FieldNode): FieldNode {
    const key = this.names.keyOf(node);
    const alias = key === node.name.value ? undefined : ({ kind: Kind.NAME, value: key } as const);
    return {
      ...node,
      alias,
      directives: withoutConditions(node.directives),
      ...(node.selectionSet ? { selectionSet: this.#inner(node.selectionSet) } : {}),
    };
  }

  /** An object of which nothing is left to ask still has to be there. */
  #inner(selectionSet: SelectionSetNode): SelectionSetNode {
    const inner = this.rewritten(selectionSet);
    return inner.selections.length > 0 ? inner : { ...inner, selections: [TYPENAME] };
  }

  #isKept(node: SelectionNode): boolean {
    if (!isIncluded(node, this.trueVariables)) return false;
    if (node.kind === Kind.FIELD) return !isAboutSchema(node);
    if (node.kind === Kind.INLINE_FRAGMENT) return this.#isAnyKept(node.selectionSet);
    const name = node.name.value;
    const known = this.#isFragmentKept.get(name);
    if (known !== undefined) return known;
    const inner = this.#selectionOf(node);
    const isKept = inner !== undefined && this.#isAnyKept(inner);
    this.#isFragmentKept.set(name, isKept);
    return isKept;
  }

  #isAnyKept({ selections }: SelectionSetNode): boolean {
    return selections.some((node) => this.#isKept(node));
  }

  #selectionOf(node: Exclude<SelectionNode, FieldNode>): SelectionSetNode | undefined {
    return node.kind === Kind.INLINE_FRAGMENT
      ? node.selectionSet
      : this.fragments.get(node.name.value)?.selectionSet;
  }
}

function withSelectionsOf(field: FieldNode, { selectionSet: more }: FieldNode): FieldNode {
  if (!field.selectionSet || !more) return field;
  const selections = [...field.selectionSet.selections, ...more.selections];
  return { ...field, selectionSet: { ...field.selectionSet, selections } };
}

function isAboutSchema({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}
