import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { EntityKey, JoinFacts } from './join-facts';
import type { PlacedFetch } from './plan-walk';
import { holdsKey } from './unresolvable-keys';

type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

/**
 * Where a service has an interface as an object (`@interfaceObject`), the planner may require the key in a fragment
 * on one type and the other fields in one on the interface: objects of all other types, for which nothing is asked,
 * would be sent without a key. Narrows such fragments, in the plan itself, to the types that have a key. Tells
 * whether there were any.
 */
export function narrowKeyless(fetches: readonly PlacedFetch[], facts: JoinFacts): boolean {
  if (!facts.hasInterfaceObjects) return false;
  let isNarrowed = false;
  for (const { fetch } of fetches) {
    const { requires } = fetch;
    if (!requires?.every((part): part is Fragment => part.kind === 'InlineFragment')) continue;
    const ofService = (type: string): EntityKey[] =>
      facts.keys.get(type)?.filter(({ service }) => service === fetch.serviceName) ?? [];
    fetch.requires = requires.flatMap((fragment) => narrowed(fragment, requires, ofService, facts));
    isNarrowed ||= !fetch.requires.every((part) => requires.includes(part as Fragment));
  }
  return isNarrowed;
}

/** The fragment, or one for each type that has a key. */
function narrowed(
  fragment: Fragment,
  all: readonly Fragment[],
  ofService: (type: string) => EntityKey[],
  { possibleTypes }: JoinFacts,
): Fragment[] {
  const condition = fragment.typeCondition ?? '';
  const keys = ofService(condition);
  const types = possibleTypes.get(condition) ?? [];
  const hasKey = (selections: readonly QueryPlanSelectionNode[]): boolean =>
    keys.some(({ selection }) => holdsKey(selections, selection));
  if (keys.length === 0 || types.includes(condition) || hasKey(fragment.selections)) return [fragment];
  const keyed = types.filter((type) =>
    hasKey(all.filter((one) => applies(one, type, possibleTypes)).flatMap(({ selections }) => selections)),
  );
  // Without any key it is not what it seems to be.
  if (keyed.length === 0 || keyed.length === types.length) return [fragment];
  return keyed.map((typeCondition) => ({ ...fragment, typeCondition }));
}

function applies({ typeCondition }: Fragment, type: string, types: JoinFacts['possibleTypes']): boolean {
  return typeCondition === undefined || (types.get(typeCondition) ?? []).includes(type);
}
