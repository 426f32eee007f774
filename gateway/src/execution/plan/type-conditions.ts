import type { JsonObject } from './json-objects';

/** What the compiler must know of the supergraph's types. */
export interface PossibleTypes {
  /** The concrete object types of a type, an object type's own name for itself. */
  possibleTypes(typeName: string): readonly string[];
}

/** Tells whether an object of a type, as a service names it, is one of a type condition's. */
export type TypeCondition = (typeName: string) => boolean;

/** Makes the test for a type condition: the type itself, or what belongs to it when it is abstract. */
export function typeCondition(condition: string, types: PossibleTypes): TypeCondition {
  const members = new Set(types.possibleTypes(condition));
  if (!isAbstract(condition, members)) return (typeName) => typeName === condition;
  return (typeName) => {
    if (typeName === condition || members.has(typeName)) return true;
    // An interface object is named by its interface, which may implement the one that is asked for.
    const narrower = types.possibleTypes(typeName);
    return narrower.length > 0 && narrower.every((name) => members.has(name));
  };
}

/**
 * Makes the test for where a path goes on only from some types: passes what is not known to be of another one, since
 * a service may call an object by its interface's name, or not tell its type.
 */
export function mayBeOneOf(names: readonly string[], types: PossibleTypes): (object: JsonObject) => boolean {
  const wanted = new Set(names);
  return ({ __typename: typeName }) =>
    typeof typeName !== 'string' ||
    wanted.has(typeName) ||
    types.possibleTypes(typeName).some((name) => wanted.has(name));
}

/** Whether a type condition is that of an interface or a union. */
export function isAbstractCondition(condition: string, types: PossibleTypes): boolean {
  return isAbstract(condition, new Set(types.possibleTypes(condition)));
}

function isAbstract(name: string, members: ReadonlySet<string>): boolean {
  return members.size > 0 && !members.has(name);
}
