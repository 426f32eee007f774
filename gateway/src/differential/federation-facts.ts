import { visit, print, type SelectionSetNode } from 'graphql';
import type { Federation } from './federation';
import { typeFacts } from './service-schema';

/** What a federation's services need of each other; fields by their names alone, whatever their types. */
export interface FederationFacts {
  /** All fields of keys and requirements. */
  readonly names: ReadonlySet<string>;
  /** Those of requirements that are asked for with arguments. */
  readonly withArguments: ReadonlySet<string>;
  /** Fields that require others, with the names that they require. */
  readonly requiring: ReadonlyMap<string, ReadonlySet<string>>;
  /** Pairs of fields that require one field with different arguments. */
  readonly contradicting: readonly (readonly [string, string])[];
  /** Whether a service has an interface of another one as an object. */
  readonly hasInterfaceObjects: boolean;
  /** The names of all unions. */
  readonly unions: ReadonlySet<string>;
}

/** Reads them from the services' schemas. */
export function factsOf({ services }: Federation): FederationFacts {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  const requiring = new Map<string, Set<string>>();
  const calls: { by: string; name: string; text: string }[] = [];
  for (const { sdl } of services) {
    for (const facts of typeFacts(sdl).values()) {
      for (const key of facts.keys) eachName(key, (name) => names.add(name));
      for (const [field, selection] of facts.requiring) {
        const required = requiring.get(field) ?? new Set();
        requiring.set(field, required);
        eachName(selection, (name, text) => {
          names.add(name);
          required.add(name);
          calls.push({ by: field, name, text });
          if (text.includes('(')) withArguments.add(name);
        });
      }
    }
  }
  const contradicting = calls.flatMap((one) =>
    calls
      .filter((other) => other.name === one.name && other.text !== one.text && other.by !== one.by)
      .map((other) => [one.by, other.by] as const),
  );
  const hasInterfaceObjects = services.some(({ sdl }) => sdl.includes('@interfaceObject'));
  const unions = new Set(
    services.flatMap(({ sdl }) => [...sdl.matchAll(/\bunion (\w+)/g)].map(([, name = '']) => name)),
  );
  return { names, withArguments, requiring, contradicting, hasInterfaceObjects, unions };
}

function eachName(selection: SelectionSetNode, told: (name: string, text: string) => void): void {
  visit(selection, { Field: (node) => told(node.name.value, print({ ...node, selectionSet: undefined })) });
}
