import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { holdAll, type Condition, type Unit } from './plan-units';
import { compileRepresentation, type Represent } from './representations';
import type { SelectedField } from './service-operation';
import { EACH } from './targets';
import type { PossibleTypes } from './type-conditions';

type Variables = Readonly<Record<string, unknown>>;

/** A required field that some other fetch brings only under conditions: any of these ways. */
interface ConditionalField {
  readonly key: string;
  readonly ways: readonly (readonly Condition[])[];
}

/** For one fetch, runs of the plan may leave out this many different sets of fields and be remembered. */
const MOST_WRITERS = 32;

/**
 * Compiles the writer of a fetch's representations for the variables of a run.
 *
 * The planner asks for what a field `@requires` under the conditions (`@skip`, `@include`) of that field, but makes
 * one fetch of it and the unconditional fields of its service. When the conditions leave the field out, the entity
 * lacks what it requires, and the other fields would silently come back null. What the conditions have left out is
 * not needed then, and so it is left out of the representation too.
 */
export function compileRepresentWith(
  unit: Unit,
  fetches: readonly { readonly unit: Unit; readonly fields: readonly SelectedField[] }[],
  types: PossibleTypes,
): (variables: Variables) => Represent {
  const { requires = [] } = unit.node;
  const whole = compileRepresentation(unit.node, types);
  const conditional = conditionalFields(unit, requires, fetches);
  if (conditional.length === 0) return () => whole;
  const writers = new Map([['', whole]]);
  return (variables) => {
    const left = conditional.filter(({ ways }) => !ways.some((way) => holdAll(way, variables)));
    const id = left.map(({ key }) => key).join();
    const known = writers.get(id);
    if (known) return known;
    const kept = without(requires, new Set(left.map(({ key }) => key)), '');
    const made = compileRepresentation({ ...unit.node, requires: kept }, types);
    if (writers.size < MOST_WRITERS) writers.set(id, made);
    return made;
  };
}

function conditionalFields(
  { path }: Unit,
  requires: readonly QueryPlanSelectionNode[],
  fetches: readonly { readonly unit: Unit; readonly fields: readonly SelectedField[] }[],
): ConditionalField[] {
  const at = keysOf(path);
  return [...new Set(requiredKeys(requires, ''))].flatMap((key) => {
    const place = [...at, key].join('.');
    const ways = fetches.flatMap(({ unit, fields }) =>
      fields
        .filter(({ keys }) => [...keysOf(unit.path), ...keys].join('.') === place)
        .map(({ conditions }) => [...unit.conditions, ...conditions]),
    );
    return ways.length > 0 && ways.every((way) => way.length > 0) ? [{ key, ways }] : [];
  });
}

function keysOf(path: readonly string[]): string[] {
  return path.filter((element) => element !== EACH);
}

function requiredKeys(selections: readonly QueryPlanSelectionNode[], above: string): string[] {
  return selections.flatMap((part) => {
    if (part.kind === 'InlineFragment') return requiredKeys(part.selections, above);
    const key = keyOf(part, above);
    return [key, ...requiredKeys(part.selections ?? [], key)];
  });
}

function without(
  selections: readonly QueryPlanSelectionNode[],
  left: ReadonlySet<string>,
  above: string,
): QueryPlanSelectionNode[] {
  return selections.flatMap((part): QueryPlanSelectionNode[] => {
    if (part.kind === 'InlineFragment')
      return [{ ...part, selections: without(part.selections, left, above) }];
    const key = keyOf(part, above);
    if (left.has(key)) return [];
    return [part.selections ? { ...part, selections: without(part.selections, left, key) } : part];
  });
}

function keyOf({ alias, name }: { alias?: string; name: string }, above: string): string {
  return above === '' ? (alias ?? name) : `${above}.${alias ?? name}`;
}
