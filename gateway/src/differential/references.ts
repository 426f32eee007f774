import { isDeepStrictEqual } from 'node:util';
import { Kind, type SelectionSetNode } from 'graphql';
import { read, type Thing } from './federation';
import type { TypeFacts } from './service-schema';

/** An entity as the gateway sends it: its type, a key, and what was required. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

const SENT = Symbol('what the gateway sent');

/** Whether the thing was asked for by reference, so that what it requires was to be sent with it. */
export function wasSent(thing: object): boolean {
  return SENT in thing;
}

/**
 * The thing that a representation stands for, as the service knows it: with what was sent in place of what the data
 * say, and without the fields of other services that were not sent. Null when there is none of that key; throws when
 * what was sent holds no key of the service.
 */
export function findSent(
  entities: readonly Thing[],
  sent: Representation,
  { keys, externals, isInterface }: TypeFacts,
  types: readonly string[],
): Thing | null {
  const key = keys.find((selection) => holds(sent, selection));
  if (!key) throw new Error(`No key of ${sent.__typename} in ${JSON.stringify(sent)}`);
  const found = entities.find(
    (thing) => types.includes(thing.__typename) && isDeepStrictEqual(picked(thing, key), picked(sent, key)),
  );
  if (!found) return null;
  // A service that has an interface as an object knows no more of the type than that.
  const { __typename } = isInterface ? found : sent;
  const known: Thing = { ...found, ...withoutKey(sent, key), __typename };
  Object.defineProperty(known, SENT, { value: true });
  for (const field of externals) {
    if (Object.hasOwn(sent, field)) continue;
    Object.defineProperty(known, field, {
      get: () => {
        throw new Error(`${sent.__typename}.${field} was not sent`);
      },
    });
  }
  return known;
}

function withoutKey(sent: Representation, { selections }: SelectionSetNode): Record<string, unknown> {
  const keyFields = selections.map((part) => (part.kind === Kind.FIELD ? part.name.value : ''));
  return Object.fromEntries(Object.entries(sent).filter(([field]) => !keyFields.includes(field)));
}

function holds(value: unknown, { selections }: SelectionSetNode): boolean {
  return selections.every((part) => {
    if (part.kind !== Kind.FIELD || typeof value !== 'object' || value === null) return false;
    const inner: unknown = (value as Record<string, unknown>)[part.name.value];
    return inner !== undefined && (!part.selectionSet || holds(inner, part.selectionSet));
  });
}

function picked(value: unknown, { selections }: SelectionSetNode): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return selections.map((part) => {
    if (part.kind !== Kind.FIELD) throw new Error('A key has no fragments here.');
    const inner = read(value, part.name.value);
    return part.selectionSet ? picked(inner, part.selectionSet) : inner;
  });
}
