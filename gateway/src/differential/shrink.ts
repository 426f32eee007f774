import {
  Kind,
  parse,
  print,
  visit,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Case } from './case';

/** More tries than these hardly make a case smaller. */
const MOST_TRIES = 600;

/**
 * The smallest case that can be had by taking things away one at a time while it still shows what it showed. Cases
 * for which `stillShows` throws, such as those that are not valid, are passed over.
 */
export async function shrink(found: Case, stillShows: (smaller: Case) => Promise<boolean>): Promise<Case> {
  let smallest = found;
  let tries = 0;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of smallerCases(smallest)) {
      if (++tries > MOST_TRIES) return smallest;
      if (await stillShows(candidate).catch(() => false)) {
        smallest = candidate;
        isSmaller = true;
        break;
      }
    }
  }
  return smallest;
}

function* smallerCases(one: Case): Generator<Case> {
  for (const fault of one.faults) {
    yield { ...one, faults: one.faults.filter((other) => other !== fault) };
  }
  const document = parse(one.operation, { noLocation: true });
  for (const smaller of smallerDocuments(document)) {
    const clean = withoutUnused(smaller);
    const operation = clean.definitions.map(print).join('\n\n');
    if (operation === one.operation) continue;
    const used = usedVariables(clean);
    const variables = Object.entries(one.variables).filter(([name]) => used.has(name));
    yield { ...one, operation, variables: Object.fromEntries(variables) };
  }
  for (const name of Object.keys(one.variables)) {
    yield {
      ...one,
      variables: Object.fromEntries(Object.entries(one.variables).filter(([key]) => key !== name)),
    };
  }
}

/** The document with one thing less, the greater losses first. */
function* smallerDocuments(document: DocumentNode): Generator<DocumentNode> {
  const count = nodesOf(document).length;
  for (let at = 0; at < count; at++) yield changedAt(document, at, () => null);
  for (let at = 0; at < count; at++) yield changedAt(document, at, (node) => unwrapped(node, document));
  for (let at = 0; at < count; at++) yield changedAt(document, at, simpler);
}

/** Nodes that can be taken away, in the order in which a visit meets them. */
const REMOVABLE: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.DIRECTIVE,
  Kind.ARGUMENT,
]);

function nodesOf(document: DocumentNode): ASTNode[] {
  const nodes: ASTNode[] = [];
  visit(document, { enter: (node) => void (REMOVABLE.has(node.kind) && nodes.push(node)) });
  return nodes;
}

/** Changes the one node; undefined from `change` leaves it, null takes it away. */
function changedAt(
  document: DocumentNode,
  at: number,
  change: (node: ASTNode) => ASTNode | readonly ASTNode[] | null | undefined,
): DocumentNode {
  let seen = -1;
  const changed: unknown = visit(document, {
    enter(node) {
      if (!REMOVABLE.has(node.kind) || ++seen !== at) return undefined;
      const other = change(node);
      return Array.isArray(other) ? { kind: Kind.SELECTION_SET, selections: other } : (other as ASTNode);
    },
  });
  return flattened(changed as DocumentNode);
}

/** A fragment's selections in the place of the fragment, a spread's as an inline fragment. */
function unwrapped(node: ASTNode, document: DocumentNode): ASTNode | readonly ASTNode[] | undefined {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections;
  if (node.kind !== Kind.FRAGMENT_SPREAD) return undefined;
  const fragment = document.definitions.find(
    (one): one is FragmentDefinitionNode =>
      one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === node.name.value,
  );
  if (!fragment) return undefined;
  const { directives, typeCondition, selectionSet } = { ...fragment, directives: node.directives };
  return { kind: Kind.INLINE_FRAGMENT, directives, typeCondition, selectionSet };
}

/** Without its alias, or with a condition that is written down. */
function simpler(node: ASTNode): ASTNode | undefined {
  if (node.kind === Kind.FIELD && node.alias) return { ...node, alias: undefined };
  if (node.kind !== Kind.DIRECTIVE) return undefined;
  const [condition] = node.arguments ?? [];
  if (condition?.value.kind !== Kind.VARIABLE) return undefined;
  const value = { kind: Kind.BOOLEAN, value: node.name.value === 'include' } as const;
  return { ...node, arguments: [{ ...condition, value }] };
}

/** Selection sets within selection sets become one; an empty one takes what it belongs to with it. */
function flattened(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave(node): SelectionSetNode {
        const selections = node.selections.flatMap((part) =>
          (part as ASTNode).kind === Kind.SELECTION_SET
            ? (part as unknown as SelectionSetNode).selections
            : [part],
        );
        return { ...node, selections };
      },
    },
    Field: { leave: (node) => (node.selectionSet?.selections.length === 0 ? null : undefined) },
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
}

/** Without fragments and variables of which nothing is left. */
function withoutUnused(document: DocumentNode): DocumentNode {
  let clean = document;
  for (let before = -1; before !== clean.definitions.length;) {
    before = clean.definitions.length;
    const spread = new Set<string>();
    visit(clean, { FragmentSpread: ({ name }) => void spread.add(name.value) });
    clean = {
      ...clean,
      definitions: clean.definitions.filter(
        (one) => one.kind !== Kind.FRAGMENT_DEFINITION || spread.has(one.name.value),
      ),
    };
  }
  const used = usedVariables(clean);
  return visit(clean, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
}

function usedVariables(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}
