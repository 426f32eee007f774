import { Kind, type DirectiveNode, type SelectionNode, type SelectionSetNode } from 'graphql';

import type { Fragments } from './fragments';

/** The variables of an operation's `@skip` and `@include` that are true; all others are false. */
export type TrueVariables = ReadonlySet<string>;

/** The variables on which it depends what is in an answer, by `@skip` and `@include`, in a fixed order. */
export function conditionVariables(root: SelectionSetNode, fragments: Fragments): string[] {
  const found = new Set<string>();
  const waiting = [root];
  const seen = new Set(waiting);
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    for (const node of set.selections) {
      for (const { value } of conditionsOf(node))
        if (value.kind === Kind.VARIABLE) found.add(value.name.value);
      const inner =
        node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value)?.selectionSet : node.selectionSet;
      if (!inner || seen.has(inner)) continue;
      seen.add(inner);
      waiting.push(inner);
    }
  }
  return [...found];
}

/** Whether a part of an operation is in the answer, with these variables true and all others false. */
export function isIncluded(node: SelectionNode, trueVariables: TrueVariables): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  return conditionsOf(node).every(({ directive, value }) => {
    const holds =
      value.kind === Kind.VARIABLE
        ? trueVariables.has(value.name.value)
        : value.kind === Kind.BOOLEAN && value.value;
    return directive === 'include' ? holds : !holds;
  });
}

/** The directives of a part of an operation but for its conditions. */
export function withoutConditions(directives: readonly DirectiveNode[] = []): DirectiveNode[] {
  return directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
}

interface Condition {
  readonly directive: 'skip' | 'include';
  readonly value: NonNullable<DirectiveNode['arguments']>[number]['value'];
}

function conditionsOf({ directives = [] }: SelectionNode): Condition[] {
  return directives.flatMap(({ name, arguments: given = [] }) => {
    const [argument] = given;
    if (!argument || (name.value !== 'skip' && name.value !== 'include')) return [];
    return [{ directive: name.value, value: argument.value }];
  });
}
