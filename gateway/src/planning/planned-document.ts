import {
  Kind,
  print,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ExecutableOperation } from '../execution/executor';
import type { ResponseNames } from './response-names';

/**
 * The text of the operation as it is given to the planner: under the keys of the merged tree, with only the
 * fragments that it uses, and without questions about the schema, which no service answers. Null when nothing
 * remains that a service would have to be asked.
 */
export function documentToPlan(
  { document, operation }: ExecutableOperation,
  names: ResponseNames,
): string | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.definitions)
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  const rewriting = new Rewriting(fragments, names);
  if (!rewriting.asksServices(operation.selectionSet)) return null;

  const root = rewriting.rewritten(operation.selectionSet);
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
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly names: ResponseNames,
  ) {}

  /** Whether there is a field besides the schema's and the root's own `__typename`. */
  asksServices({ selections }: SelectionSetNode, seen = new Set<SelectionSetNode>()): boolean {
    return selections.some((node) => {
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
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      this.#used.add(node.name.value);
      return node;
    }
    if (node.kind === Kind.INLINE_FRAGMENT)
      return { ...node, selectionSet: this.rewritten(node.selectionSet) };
    const key = this.names.keyOf(node);
    const alias = key === node.name.value ? undefined : ({ kind: Kind.NAME, value: key } as const);
    return { ...node, alias, ...(node.selectionSet ? { selectionSet: this.#inner(node.selectionSet) } : {}) };
  }

  /** A field of which only the schema was asked still has to be there. */
  #inner(selectionSet: SelectionSetNode): SelectionSetNode {
    const inner = this.rewritten(selectionSet);
    return inner.selections.length > 0 ? inner : { ...inner, selections: [TYPENAME] };
  }

  #isKept(node: SelectionNode): boolean {
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

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function isAboutSchema({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}
