import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { askedByCall, isBrought, opened, selectionsAt, type OpenedCall } from './brought-fields';
import type { JoinFacts } from './join-facts';
import { partsOf, type PlacedFetch } from './plan-walk';
import { fieldsOf, withoutSpreads } from './selections-by-type';

type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

/**
 * Where a service has an interface as an object (`@interfaceObject`), and a field with requirements is asked for of
 * one type only, the planner has what is required sent of all types, but brought of that one: all other objects would
 * not be sent, and what is asked of them be null. Lets these be sent, in the plan itself, without what is not there.
 * Tells whether there were any.
 */
export function narrowUnbrought(
  fetches: readonly PlacedFetch[],
  planned: DocumentNode,
  facts: JoinFacts,
): boolean {
  if (!facts.hasInterfaceObjects) return false;
  const { operation, fragments } = partsOf(planned);
  const client = withoutSpreads(operation.selectionSet, fragments);
  const calls = fetches.map(opened);
  let isNarrowed = false;
  for (const call of calls) {
    const { fetch } = call;
    const { requires } = fetch;
    if (!requires) continue;
    const narrowing = new Narrowing(call, calls, client, facts);
    fetch.requires = requires.flatMap((part): typeof requires =>
      part.kind === 'InlineFragment' ? narrowing.narrowed(part) : [part],
    );
    isNarrowed ||= !fetch.requires.every((part) => requires.includes(part));
  }
  return isNarrowed;
}

class Narrowing {
  readonly #objectsOf = (typeName: string): readonly string[] => this.facts.possibleTypes.get(typeName) ?? [];

  constructor(
    private readonly call: OpenedCall,
    private readonly calls: readonly OpenedCall[],
    private readonly client: SelectionSetNode,
    private readonly facts: JoinFacts,
  ) {}

  /** The fragment, or one for each type of which something of it is brought. */
  narrowed(fragment: Fragment): Fragment[] {
    const types = this.#objectsOf(fragment.typeCondition ?? '');
    if (types.length < 2) return [fragment];
    const byType = types.map((typeCondition) => {
      const selections = fragment.selections.filter((part) => this.#isThere(part, typeCondition));
      return { ...fragment, typeCondition, selections };
    });
    const isLess = ({ selections }: Fragment): boolean => selections.length < fragment.selections.length;
    if (!byType.some((one) => isLess(one) && this.#isWanted(one.typeCondition))) return [fragment];
    return byType.filter((one) => !isLess(one) || this.#isWanted(one.typeCondition));
  }

  #isThere(part: QueryPlanSelectionNode, type: string): boolean {
    if (part.kind !== 'Field' || part.name === '__typename') return true;
    return isBrought(this.calls, { key: part.name, type, place: this.call.path }, this.#objectsOf);
  }

  /** Whether the client wants anything of a type that the call brings. */
  #isWanted(type: string): boolean {
    const brought = fieldsOf(type, askedByCall(this.call), this.#objectsOf);
    const wanted = fieldsOf(type, selectionsAt(this.call.path, [this.client]), this.#objectsOf);
    return [...wanted.keys()].some((key) => key !== '__typename' && brought.has(key));
  }
}
