import { EACH } from './targets';
import type { SelectedField } from './service-operation';
import type { PossibleTypes } from './type-conditions';

/** Tells whether an object keeps the type that it is known to have when a service gives its type another name. */
export type KeepsType = (known: unknown, said: string) => boolean;

/** What a fetch brings, and where. */
interface TypingFetch {
  readonly path: readonly string[];
  readonly fields: readonly SelectedField[];
}

/**
 * A service that has an interface as an object (`@interfaceObject`) calls each entity by the interface's name. That
 * must not take the place of the type that another service knows. Null where no object of a plan is told its type
 * by more than one fetch, so that merging need not look.
 */
export function decideTypes(fetches: readonly TypingFetch[], types: PossibleTypes): KeepsType | null {
  const typed = fetches.flatMap((fetch) => [...typedPlaces(fetch)]);
  if (new Set(typed).size === typed.length) return null;
  return (known, said) => typeof known === 'string' && types.possibleTypes(said).includes(known);
}

/** The places of the tree to which a fetch brings a type, list steps left out. */
function typedPlaces({ path, fields }: TypingFetch): Set<string> {
  const at = path.filter((element) => element !== EACH);
  return new Set(
    fields.filter(({ keys }) => keys.at(-1) === '__typename').map(({ keys }) => [...at, ...keys].join('.')),
  );
}
