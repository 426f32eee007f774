import type { FetchNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Condition } from './plan-units';
import { typeCondition, type PossibleTypes } from './type-conditions';
import { graphqlName, UnknownPlan } from './unknown-plan';

/** What the compiler must know of the operation that a fetch sends. */
export interface ServiceOperation {
  /** The text without the index that the planner puts at the end of its name. */
  readonly text: string;
  readonly name: string | undefined;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The one field of an operation that asks for entities; null when it does not. */
  readonly entities: FieldNode | null;
  /** What is selected of the tree's objects: of the entities, or of the root. */
  readonly selectionSet: SelectionSetNode;
}

const INDEX = /__\d+$/;

/** Reads the operation of a fetch. Throws UnknownPlan when it is none that the planner makes. */
export function readOperation(node: FetchNode): ServiceOperation {
  const { text, name } = withoutIndex(node);
  const document = parse(text, { noLocation: true });
  const definitions = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [definition] = definitions;
  if (!definition || definitions.length > 1) throw new UnknownPlan('a fetch without one operation');
  const fragments = new Map(
    document.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const entities = node.requires ? entitiesField(definition) : null;
  const selectionSet = entities?.selectionSet ?? definition.selectionSet;
  return { text, name, document, definition, fragments, entities, selectionSet };
}

/** Fetches of the same operation at several places of the plan differ only by the index in its name. */
function withoutIndex({ operation, operationName, operationKind }: FetchNode): {
  text: string;
  name: string | undefined;
} {
  if (operationName === undefined) return { text: operation, name: undefined };
  const name = graphqlName(operationName).replace(INDEX, '');
  const start = `${operationKind} ${operationName}`;
  const goesOn = operation.startsWith(start) && !/^\w/.test(operation.slice(start.length));
  if (!goesOn || name === '') return { text: operation, name: operationName };
  return { text: `${operationKind} ${name}${operation.slice(start.length)}`, name };
}

function entitiesField({ selectionSet, variableDefinitions = [] }: OperationDefinitionNode): FieldNode {
  const [field, ...more] = selectionSet.selections;
  const takesRepresentations = variableDefinitions.some(
    ({ variable }) => variable.name.value === 'representations',
  );
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || field.alias || more.length > 0) {
    throw new UnknownPlan('a fetch for entities that asks for something else');
  }
  if (!takesRepresentations || !field.selectionSet) throw new UnknownPlan('a fetch without representations');
  return field;
}

/** A field that is selected somewhere in an operation, by its keys from the selection's top. */
export interface SelectedField {
  readonly keys: readonly string[];
  readonly hasSelections: boolean;
  /** The variables that decide whether it is asked for. */
  readonly conditions: readonly Condition[];
}

/** All fields of a selection, fragments opened, under the keys that they get in the tree. */
export function selectedFields(
  { selectionSet, fragments }: Pick<ServiceOperation, 'selectionSet' | 'fragments'>,
  renamed: ReadonlyMap<string, string>,
): SelectedField[] {
  const found: SelectedField[] = [];
  const go = (set: SelectionSetNode, above: readonly string[], outer: readonly Condition[]): void => {
    for (const part of set.selections) {
      const conditions = [...outer, ...conditionsOf(part)];
      if (part.kind === Kind.FIELD) {
        const keys = [...above, keyOf(part, renamed)];
        found.push({ keys, hasSelections: part.selectionSet !== undefined, conditions });
        if (part.selectionSet) go(part.selectionSet, keys, conditions);
      } else {
        const inner = part.kind === Kind.INLINE_FRAGMENT ? part : fragments.get(part.name.value);
        if (inner) go(inner.selectionSet, above, conditions);
      }
    }
  };
  go(selectionSet, [], []);
  return found;
}

function conditionsOf({ directives = [] }: SelectionNode): Condition[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const value = given.find((one) => one.name.value === 'if')?.value;
    const decides = name.value === 'include' || name.value === 'skip';
    if (!decides || value?.kind !== Kind.VARIABLE) return [];
    return [{ variable: value.name.value, wanted: name.value === 'include' }];
  });
}

/** Tells which keys an object of a type should get; those of every type when it is undefined. */
export type KeysFor = (typeName: string | undefined) => readonly string[];

/** The keys that a selection brings to its object itself, without `__typename`, which no client lacks. */
export function compileKeys(
  { selectionSet, fragments }: Pick<ServiceOperation, 'selectionSet' | 'fragments'>,
  renamed: ReadonlyMap<string, string>,
  types: PossibleTypes,
): KeysFor {
  const keysIn = (set: SelectionSetNode, typeName: string | undefined): string[] =>
    set.selections.flatMap((part) => {
      if (part.kind === Kind.FIELD) return part.name.value === '__typename' ? [] : [keyOf(part, renamed)];
      const inner = part.kind === Kind.INLINE_FRAGMENT ? part : fragments.get(part.name.value);
      if (!inner) return [];
      const condition = inner.typeCondition?.name.value;
      const applies =
        typeName === undefined || condition === undefined || typeCondition(condition, types)(typeName);
      return applies ? keysIn(inner.selectionSet, typeName) : [];
    });
  return (typeName) => [...new Set(keysIn(selectionSet, typeName))];
}

function keyOf(field: FieldNode, renamed: ReadonlyMap<string, string>): string {
  const key = field.alias?.value ?? field.name.value;
  return renamed.get(key) ?? key;
}
