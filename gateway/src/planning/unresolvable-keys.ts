import { Kind, type SelectionSetNode } from 'graphql';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { JoinFacts } from './join-facts';
import type { PlacedFetch } from './plan-walk';

/**
 * A service with `@key(resolvable: false)` does not answer for entities that are sent by that key. The planner sends
 * them so all the same when it comes back to the service with what a `@requires` of it asked for. Finds the first
 * type that is sent without any of the keys by which its service would know it.
 */
export function unresolvableKey(fetches: readonly PlacedFetch[], { keys }: JoinFacts): string | null {
  for (const { fetch } of fetches) {
    for (const sent of fetch.requires ?? []) {
      if (sent.kind !== 'InlineFragment' || sent.typeCondition === undefined) continue;
      const declared =
        keys.get(sent.typeCondition)?.filter(({ service }) => service === fetch.serviceName) ?? [];
      const fitting = declared.filter(({ selection }) => holdsKey(sent.selections, selection));
      if (fitting.length > 0 && !fitting.some(({ isResolvable }) => isResolvable)) return sent.typeCondition;
    }
  }
  return null;
}

/** Whether a representation made of these selections has all fields of the key. */
export function holdsKey(sent: readonly QueryPlanSelectionNode[], key: SelectionSetNode): boolean {
  const fields = sent.flatMap(function fieldsOf(node): Extract<QueryPlanSelectionNode, { kind: 'Field' }>[] {
    return node.kind === 'Field' ? [node] : node.selections.flatMap(fieldsOf);
  });
  return key.selections.every((node) => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return false;
    if (node.kind === Kind.INLINE_FRAGMENT) return holdsKey(sent, node.selectionSet);
    if (node.name.value === '__typename') return true;
    const same = fields.filter(({ name }) => name === node.name.value);
    const inner = node.selectionSet;
    return inner
      ? holdsKey(
          same.flatMap(({ selections = [] }) => selections),
          inner,
        )
      : same.length > 0;
  });
}
