import {
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { JoinFacts } from './join-facts';

/**
 * Apollo's planner adds fields of its own to what the client asked: keys, `__typename`, what `@requires` names. It
 * tells selections apart by their response names only, so a client's `id: name`, or `price(in: EUR)` beside a
 * required `price(in: EGP)`, silently takes the place of the other. So does one type's field of another type's where
 * a service knows both types as one interface object. Such fields of the client get another key in the plan, which
 * the answer's text turns back.
 */
export interface ResponseNames {
  /** The key under which the merged tree holds this field of the client's document. */
  keyOf(field: FieldNode): string;
  /** The client's response name for a key of the tree (for error paths); the key itself when it was not renamed. */
  nameOf(key: string): string;
}

/** Nothing is renamed. */
export const CLIENT_NAMES: ResponseNames = { keyOf: responseNameOf, nameOf: (key) => key };

/** What of a supergraph decides which names are safe. */
export interface ReservedNames {
  /** Names under which plans fetch something on their own account. */
  readonly fetched: ReadonlySet<string>;
  /** Those that are fetched with arguments: not what a client means that gives none. */
  readonly fetchedWithArguments: ReadonlySet<string>;
  /** Whether a service knows an interface as one object (`@interfaceObject`), so that its types meet there. */
  readonly hasInterfaceObjects: boolean;
}

/** Takes the names from the selections that a plan may add: keys, requirements and the like. */
export function reservedNames({ fetched: added, hasInterfaceObjects }: AddedByPlans): ReservedNames {
  const fetched = new Set(['__typename']);
  const fetchedWithArguments = new Set<string>();
  eachField(added, (field) => {
    fetched.add(field.name.value);
    if (hasArguments(field)) fetchedWithArguments.add(field.name.value);
  });
  return { fetched, fetchedWithArguments, hasInterfaceObjects };
}

type AddedByPlans = Pick<JoinFacts, 'fetched' | 'hasInterfaceObjects'>;

/** Finds the keys for an operation's document; the same document always gets the same keys. */
export function responseNamesFor(document: DocumentNode, reserved: ReservedNames): ResponseNames {
  const fields: FieldNode[] = [];
  const selections = document.definitions.flatMap((part) =>
    'selectionSet' in part ? [part.selectionSet] : [],
  );
  eachField(selections, (field) => void fields.push(field));

  const ambiguous = reserved.hasInterfaceObjects ? ambiguousNames(fields) : new Set<string>();
  /** What of a name has one key. */
  const slotOf = (field: FieldNode, name: string): string =>
    ambiguous.has(name) ? `${name} ${meaningOf(field)}` : name;
  const taken = new Set([...reserved.fetched, ...fields.map(responseNameOf)]);
  const slotThatKeepsName = new Map<string, string>();
  const keys = new Map<string, string>();
  const names = new Map<string, string>();
  for (const field of fields) {
    const name = responseNameOf(field);
    const isColliding = collides(field, name, reserved);
    if (!isColliding && !ambiguous.has(name)) continue;
    const slot = slotOf(field, name);
    if (!isColliding && !slotThatKeepsName.has(name)) slotThatKeepsName.set(name, slot);
    if (keys.has(slot) || (!isColliding && slotThatKeepsName.get(name) === slot)) continue;
    const key = unusedKey(name, taken);
    taken.add(key);
    keys.set(slot, key);
    names.set(key, name);
  }
  if (keys.size === 0) return CLIENT_NAMES;
  return {
    keyOf: (field) => {
      const name = responseNameOf(field);
      if (!ambiguous.has(name) && !collides(field, name, reserved)) return name;
      return keys.get(slotOf(field, name)) ?? name;
    },
    nameOf: (key) => names.get(key) ?? key,
  };
}

/** Names that stand for different fields or arguments, which is allowed on types that never meet. */
function ambiguousNames(fields: readonly FieldNode[]): Set<string> {
  const meanings = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const field of fields) {
    const name = responseNameOf(field);
    const meaning = meaningOf(field);
    if ((meanings.get(name) ?? meaning) !== meaning) ambiguous.add(name);
    meanings.set(name, meaning);
  }
  return ambiguous;
}

/** The same text for the same field and arguments, in whatever order they are written. */
function meaningOf({ name, arguments: given = [] }: FieldNode): string {
  const texts = given.map((argument) => `${argument.name.value}:${valueText(argument.value)}`);
  return `${name.value}(${texts.sort().join()})`;
}

function valueText(value: ValueNode): string {
  if (value.kind === Kind.LIST) return `[${value.values.map(valueText).join()}]`;
  if (value.kind !== Kind.OBJECT) return print(value);
  const texts = value.fields.map((field) => `${field.name.value}:${valueText(field.value)}`);
  return `{${texts.sort().join()}}`;
}

/**
 * Whether a plan may fetch something else under the field's response name. Fields that meet in one object of an
 * answer have the same name and arguments, else the document would not be valid: so all of them collide or none.
 */
function collides(field: FieldNode, name: string, reserved: ReservedNames): boolean {
  const isPlain = name === field.name.value && !hasArguments(field);
  return isPlain ? reserved.fetchedWithArguments.has(name) : reserved.fetched.has(name);
}

/** Two underscores at the beginning are GraphQL's own, so a key never has them there. */
function unusedKey(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/^_+/, '') || 'field';
  let number = 1;
  while (taken.has(`${stem}__${number}`)) number += 1;
  return `${stem}__${number}`;
}

function responseNameOf(field: FieldNode): string {
  return (field.alias ?? field.name).value;
}

function hasArguments(field: FieldNode): boolean {
  return field.arguments !== undefined && field.arguments.length > 0;
}

function eachField(selections: readonly SelectionSetNode[], visit: (field: FieldNode) => void): void {
  const waiting: SelectionNode[] = selections.flatMap((set) => set.selections).reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === Kind.FIELD) visit(node);
    if (node.kind === Kind.FRAGMENT_SPREAD || !node.selectionSet) continue;
    for (const inner of [...node.selectionSet.selections].reverse()) waiting.push(inner);
  }
}
