import {
  Kind,
  type FieldDefinitionNode,
  type FieldNode,
  type SelectionSetNode,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import type { JoinFacts, Requirement } from './join-facts';
import {
  documentOf,
  entityFields,
  fieldsIn,
  keyOfField,
  keysAfterRewrites,
  type FetchDocument,
  type PlacedFetch,
} from './plan-walk';

/** Something that a call writes at some place of the tree. */
interface Written {
  /** The types on which the last keys of the way to the place are fields; as many as the call itself says. */
  readonly types: readonly string[];
  readonly meaning: string;
}

/** A field that a call needs to have been written. */
interface Needed {
  readonly path: readonly string[];
  readonly typeName: string;
  readonly meaning: string;
  readonly field: string;
}

/**
 * Two `@requires` of one field with different arguments share one key of the tree, so that the planner fetches the
 * field once, with the arguments of either. Finds the first field that requires a value which another one takes the
 * place of. Names it as `Type.field`.
 */
export function conflictingRequirement(fetches: readonly PlacedFetch[], facts: JoinFacts): string | null {
  if (!areArgumentsRequired(facts)) return null;
  const walked = fetches.map((placed) => ({ ...placed, document: documentOf(placed.fetch) }));
  const needed = walked.flatMap((call) => neededBy(call, facts));
  if (needed.length === 0) return null;
  const written = new Map<string, Written[]>();
  for (const call of walked) writtenBy(call, facts, written);
  const conflict = needed.find((need) => isOverwritten(need, written.get(need.path.join('.')) ?? [], facts));
  return conflict?.field ?? null;
}

/** Only then can one field be required in two ways. */
function areArgumentsRequired({ requirements }: JoinFacts): boolean {
  const hasArguments = ({ selections }: SelectionSetNode): boolean =>
    selections.some((node) => {
      if (node.kind === Kind.FIELD && node.arguments && node.arguments.length > 0) return true;
      return (
        node.kind !== Kind.FRAGMENT_SPREAD &&
        node.selectionSet !== undefined &&
        hasArguments(node.selectionSet)
      );
    });
  return [...requirements.values()].flat().some(({ selection }) => hasArguments(selection));
}

/** Whether another field's value stands where the needed one should. */
function isOverwritten(need: Needed, written: readonly Written[], facts: JoinFacts): boolean {
  const meeting = written.filter(({ types }) => canMeet(types.at(-1), need.typeName, facts));
  const right = meeting.filter(({ meaning }) => meaning === need.meaning);
  const wrong = meeting.filter(({ meaning }) => meaning !== need.meaning);
  return wrong.some((other) => right.every((one) => canShareObject(one.types, other.types, facts)));
}

/** Whether two ways to a place can lead to the same object: not when they part at some type before. */
function canShareObject(one: readonly string[], other: readonly string[], facts: JoinFacts): boolean {
  const depth = Math.min(one.length, other.length);
  return Array.from({ length: depth }, (_, index) => index + 1).every((fromEnd) =>
    canMeet(one.at(-fromEnd), other.at(-fromEnd), facts),
  );
}

function canMeet(one: string | undefined, other: string | undefined, { possibleTypes }: JoinFacts): boolean {
  const [ones, others] = [possibleTypes.get(one ?? ''), possibleTypes.get(other ?? '')];
  return !ones || !others || ones.some((type) => others.includes(type));
}

interface WalkedFetch extends PlacedFetch {
  readonly document: FetchDocument;
}

function neededBy({ fetch, path, document }: WalkedFetch, facts: JoinFacts): Needed[] {
  if (!fetch.requires) return [];
  return entityFields(document).flatMap(({ field, typeName }) => {
    const name = `${typeName}.${field.name.value}`;
    const requirements =
      facts.requirements.get(name)?.filter(({ service }) => service === fetch.serviceName) ?? [];
    return requirements.flatMap(({ selection }: Requirement) =>
      neededIn(selection, typeName, path, name, facts),
    );
  });
}

function neededIn(
  selection: SelectionSetNode,
  type: string,
  path: readonly string[],
  requiring: string,
  facts: JoinFacts,
): Needed[] {
  return fieldsIn(selection, type, new Map()).flatMap(({ field, typeName }) => {
    const definition = facts.fields.get(typeName)?.get(field.name.value);
    const inner = [...path, keyOfField(field)];
    const need = { path: inner, typeName, meaning: meaningOf(field, definition), field: requiring };
    const within = field.selectionSet
      ? neededIn(field.selectionSet, nameOfType(definition), inner, requiring, facts)
      : [];
    return [need, ...within];
  });
}

function writtenBy(
  { fetch, path, document }: WalkedFetch,
  facts: JoinFacts,
  written: Map<string, Written[]>,
): void {
  const keys = keysAfterRewrites(fetch);
  const walk = (
    fields: ReturnType<typeof fieldsIn>,
    at: readonly string[],
    above: readonly string[],
  ): void => {
    for (const { field, typeName } of fields) {
      const definition = facts.fields.get(typeName)?.get(field.name.value);
      const key = keyOfField(field);
      const inner = [...at, keys.get(key) ?? key];
      const types = [...above, typeName];
      const place = inner.join('.');
      const known = written.get(place) ?? [];
      known.push({ types, meaning: meaningOf(field, definition) });
      written.set(place, known);
      if (!field.selectionSet) continue;
      walk(fieldsIn(field.selectionSet, nameOfType(definition), document.fragments), inner, types);
    }
  };
  const { operation, selectionSet } = document.operation;
  const root = facts.roots.get(operation) ?? '';
  walk(fetch.requires ? entityFields(document) : fieldsIn(selectionSet, root, document.fragments), path, []);
}

/** A text that is the same for two fields of one type exactly when they mean the same value. */
function meaningOf(
  { name, arguments: given = [] }: FieldNode,
  definition: FieldDefinitionNode | undefined,
): string {
  const values = new Map(
    (definition?.arguments ?? []).map((one) => [one.name.value, one.defaultValue as ValueNode]),
  );
  for (const argument of given) values.set(argument.name.value, argument.value);
  const texts = [...values]
    .filter(([, value]) => value !== undefined)
    .map(([argument, value]) => `${argument}:${textOf(value)}`);
  return `${name.value}(${texts.sort().join()})`;
}

/** Services and the planner may write a value in several ways: `1.0`, `[1]` for `1`, an object in another order. */
function textOf(value: ValueNode): string {
  switch (value.kind) {
    case Kind.LIST:
      return value.values.length === 1 && value.values[0]
        ? textOf(value.values[0])
        : `[${value.values.map(textOf).join()}]`;
    case Kind.OBJECT:
      return `{${value.fields
        .map((field) => `${field.name.value}:${textOf(field.value)}`)
        .sort()
        .join()}}`;
    case Kind.VARIABLE:
      return `$${value.name.value}`;
    case Kind.NULL:
      return 'null';
    case Kind.INT:
    case Kind.FLOAT:
      return String(Number(value.value));
    default:
      return JSON.stringify(String(value.value));
  }
}

function nameOfType(definition: FieldDefinitionNode | undefined): string {
  let type: TypeNode | undefined = definition?.type;
  while (type && type.kind !== Kind.NAMED_TYPE) type = type.type;
  return type?.name.value ?? '';
}
