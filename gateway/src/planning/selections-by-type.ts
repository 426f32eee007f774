import {
  Kind,
  type FieldNode,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { keyOfField, type FetchDocument } from './plan-walk';

/** The selections of one place of an answer, which several fields of the same key may bring. */
export type Selections = readonly SelectionSetNode[];

/** The object types that a name stands for, an object type's own name for itself. */
export type ObjectsOf = (typeName: string) => readonly string[];

/** The same selection with what fragments hold in the place of their names; each node stands in it only once. */
export function withoutSpreads(
  { selections }: SelectionSetNode,
  fragments: FetchDocument['fragments'],
): SelectionSetNode {
  return selectionSet(
    selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) {
        const inner = node.selectionSet && withoutSpreads(node.selectionSet, fragments);
        return [{ ...node, ...(inner ? { selectionSet: inner } : {}) }];
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (!fragment) return [];
      const { typeCondition } = fragment;
      const inner = withoutSpreads(fragment.selectionSet, fragments);
      return [
        { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: node.directives, selectionSet: inner },
      ];
    }),
  );
}

/** The same document with what fragments hold in the place of their names. */
export function withoutFragments({ operation, fragments }: FetchDocument): FetchDocument {
  if (fragments.size === 0) return { operation, fragments };
  const selectionSet = withoutSpreads(operation.selectionSet, fragments);
  return { operation: { ...operation, selectionSet }, fragments: new Map() };
}

/** The fields that are selected of objects of a type, by key. */
export function fieldsOf(type: string, places: Selections, objectsOf: ObjectsOf): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const key = keyOfField(node);
        fields.set(key, [...(fields.get(key) ?? []), node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        if (condition === undefined || objectsOf(condition).includes(type)) walk(node.selectionSet);
      }
    }
  };
  places.forEach(walk);
  return fields;
}

/** What is selected under a key, of whatever type. */
export function selectionsUnder(key: string, places: Selections): Selections {
  return places.flatMap(({ selections }) =>
    selections.flatMap((node): Selections => {
      if (node.kind === Kind.INLINE_FRAGMENT) return selectionsUnder(key, [node.selectionSet]);
      return node.kind === Kind.FIELD && keyOfField(node) === key ? selectionsOf([node]) : [];
    }),
  );
}

export function selectionsOf(fields: readonly FieldNode[]): Selections {
  return fields.flatMap((field) => field.selectionSet ?? []);
}

export function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** `... on Type { … }` */
export function fragmentOn(type: string, set: SelectionSetNode): InlineFragmentNode {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: set };
}
