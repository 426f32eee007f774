import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';

/** How large an operation may be, whoever asks. */
export interface OperationLimits {
  /** Levels of fields below each other. */
  readonly depth: number;
  /** Fields that are asked for under another name. */
  readonly aliases: number;
  /** Fields at the root, each of which is a call to a service at least. */
  readonly rootFields: number;
}

/**
 * A document is measured with its fragments unfolded; beyond this many fields it is too large whatever they are. A
 * fragment counts as one each time it is unfolded: fragments can double at each step and hold no field at all.
 */
const MOST_FIELDS = 20_000;

/**
 * Throws OPERATION_TOO_LARGE, naming the limit, for an operation that is too deep or too wide. Introspection is deep
 * by nature, so its depth is left to a rule of graphql-js, which in turn needs its fragments to unfold to few.
 */
export function requireWithinLimits(document: DocumentNode, limits: OperationLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const unfolding = new Set<string>();
  const seen = { fields: 0, aliases: 0, rootFields: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    measure(definition.selectionSet, 1, false);
  }

  function measure({ selections }: SelectionSetNode, depth: number, isIntrospection: boolean): void {
    for (const selection of selections) {
      hold('fields', (seen.fields += 1), MOST_FIELDS);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        unfold(selection.name.value, depth, isIntrospection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        measure(selection.selectionSet, depth, isIntrospection);
      } else {
        if (selection.alias) hold('aliases', (seen.aliases += 1), limits.aliases);
        if (depth === 1) hold('rootFields', (seen.rootFields += 1), limits.rootFields);
        const isOfSchema = isIntrospection || selection.name.value.startsWith('__');
        if (!isOfSchema) hold('depth', depth, limits.depth);
        if (selection.selectionSet) measure(selection.selectionSet, depth + 1, isOfSchema);
      }
    }
  }

  function unfold(name: string, depth: number, isIntrospection: boolean): void {
    const fragment = fragments.get(name);
    // A fragment within itself is refused by validation, which comes after this.
    if (!fragment || unfolding.has(name)) return;
    unfolding.add(name);
    measure(fragment.selectionSet, depth, isIntrospection);
    unfolding.delete(name);
  }
}

function hold(limit: string, value: number, most: number): void {
  if (value > most) throw new CodedError('OPERATION_TOO_LARGE', { limit, most });
}
