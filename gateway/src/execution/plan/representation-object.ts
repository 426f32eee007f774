import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isJsonObject, ownValue, setOwn, type JsonObject } from './json-objects';
import { mergeInto } from './merge';
import { typeCondition, type PossibleTypes } from './type-conditions';
import { graphqlName } from './unknown-plan';

/** What of an object a selection asks for; null when a field of it is missing. */
export type Select = (source: JsonObject) => JsonObject | null;
type Part = (source: JsonObject, into: JsonObject) => boolean;

/**
 * Picks what a selection of `requires` asks for, with the rules of Apollo's executor: a missing field makes its
 * whole selection null, a fragment that lacks a field adds nothing, one that does not say its type is left out.
 */
export function compileSelect(selections: readonly QueryPlanSelectionNode[], types: PossibleTypes): Select {
  const parts = selections.map((selection) => compilePart(selection, types));
  return (source) => {
    const result: JsonObject = {};
    for (const part of parts) if (!part(source, result)) return null;
    return result;
  };
}

function compilePart(selection: QueryPlanSelectionNode, types: PossibleTypes): Part {
  if (selection.kind === 'InlineFragment') {
    if (!selection.typeCondition) return () => true;
    const isOfType = typeCondition(graphqlName(selection.typeCondition), types);
    const select = compileSelect(selection.selections, types);
    return (source, into) => {
      const typeName = ownValue(source, '__typename');
      if (typeof typeName !== 'string' || !isOfType(typeName)) return true;
      const selected = select(source);
      if (selected) mergeInto(into, selected);
      return true;
    };
  }
  const name = graphqlName(selection.alias ?? selection.name);
  const select = selection.selections ? compileSelect(selection.selections, types) : null;
  return (source, into) => {
    const value = ownValue(source, name);
    if (value === undefined) return false;
    setOwn(into, name, select ? selectedOf(value, select) : value);
    return true;
  };
}

/** What is selected of a field's value: of each item of lists, however nested; null where there is no object. */
export function selectedOf(value: unknown, select: Select): unknown {
  if (Array.isArray(value)) return value.map((item) => selectedOf(item, select));
  return isJsonObject(value) ? select(value) : null;
}
