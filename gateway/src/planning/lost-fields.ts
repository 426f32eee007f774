import {
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { documentOf, fieldsIn, keyOfField, partsOf, type PlacedFetch } from './plan-walk';

/**
 * The planner leaves out, without a word, a field whose type has no member in the service that has the field. Finds
 * the first field at the root that no call brings although it was asked for.
 */
export function lostField(fetches: readonly PlacedFetch[], planned: DocumentNode): string | null {
  const { operation, fragments } = partsOf(planned);
  const wanted = wantedIn(operation.selectionSet, fragments);
  const brought = new Set(
    fetches.filter(({ fetch, path }) => path.length === 0 && !fetch.requires).flatMap(keysBrought),
  );
  for (const [key, field] of wanted) if (!brought.has(key)) return field;
  return null;
}

function keysBrought({ fetch }: PlacedFetch): string[] {
  const { operation, fragments } = documentOf(fetch);
  const renamed = (fetch.outputRewrites ?? []).flatMap((rewrite) =>
    rewrite.kind === 'KeyRenamer' ? [rewrite.renameKeyTo] : [],
  );
  return fieldsIn(operation.selectionSet, '', fragments)
    .map(({ field }) => keyOfField(field))
    .concat(renamed);
}

/** The keys at the root with their fields' names, without what is skipped in any case. */
function wantedIn(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, string> {
  const wanted = new Map<string, string>();
  const seen = new Set<string>();
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (isNeverIncluded(node.directives)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
      else if (node.kind === Kind.FIELD) {
        if (node.name.value !== '__typename') wanted.set(keyOfField(node), node.name.value);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment) walk(fragment.selectionSet);
      }
    }
  };
  walk(root);
  return wanted;
}

/** `@skip(if: true)` or `@include(if: false)`; what a variable decides may be included. */
function isNeverIncluded(directives: readonly DirectiveNode[] = []): boolean {
  return directives.some(({ name, arguments: given }) => {
    const condition = given?.find((argument) => argument.name.value === 'if')?.value;
    if (condition?.kind !== Kind.BOOLEAN) return false;
    return name.value === 'skip' ? condition.value : name.value === 'include' && !condition.value;
  });
}
