import { trimSelectionNodes, type FetchNode, type QueryPlanSelectionNode } from '@apollo/query-planner';
import type { SelectionSetNode } from 'graphql';
import type { JoinFacts, Requirement } from './join-facts';
import {
  documentOf,
  entityFields,
  fieldsIn,
  type FetchDocument,
  type PlacedFetch,
  type SelectedField,
} from './plan-walk';
import { eachRequired, typeOfField } from './required-variants';
import { holdsKey } from './unresolvable-keys';

/** A field that a call asks for without sending what the field requires. */
export interface UnmetRequirement extends SelectedField {
  readonly requirement: SelectionSetNode;
  /** The fields that lead to its object from where the call's answer goes. */
  readonly within: readonly SelectedField[];
}

/** What fields require that are required themselves, by coordinate, `Type.field`. */
export type ChainedRequirements = ReadonlyMap<string, readonly Requirement[]>;

/** Finds the requirements in which the planner errs: those of fields that other requirements name. */
export function chainedRequirements(facts: JoinFacts): ChainedRequirements {
  const required = new Set<string>();
  for (const [coordinate, requirements] of facts.requirements) {
    const [typeName = ''] = coordinate.split('.');
    for (const { selection } of requirements)
      eachRequired(selection, typeName, facts, ({ name }) => void required.add(name.value));
  }
  return new Map(
    [...facts.requirements].filter(([coordinate]) => required.has(coordinate.split('.').at(-1) ?? '')),
  );
}

/**
 * The planner asks a service for a required field that itself requires something at once, without what it requires,
 * where the way to the object begins in that service. Finds such fields of a call, not those within one another.
 */
export function unmetRequirements(
  fetch: FetchNode,
  document: FetchDocument,
  chained: ChainedRequirements,
  facts: JoinFacts,
): UnmetRequirement[] {
  const walk = (
    fields: readonly SelectedField[],
    sent: readonly QueryPlanSelectionNode[],
    within: readonly SelectedField[],
  ): UnmetRequirement[] =>
    fields.flatMap((selected) => {
      const { field, typeName } = selected;
      const requirement = chained
        .get(`${typeName}.${field.name.value}`)
        ?.find(({ service }) => service === fetch.serviceName)?.selection;
      // What the service itself is asked for at the same place it has.
      if (requirement && !holdsKey([...sent, ...selectionsOf(fields)], requirement))
        return [{ ...selected, requirement, within }];
      if (!field.selectionSet) return [];
      const type = typeOfField(field, typeName, facts);
      return walk(fieldsIn(field.selectionSet, type, document.fragments), [], [...within, selected]);
    });
  if (fetch.requires) return walk(entityFields(document), fetch.requires, []);
  const { operation, selectionSet } = document.operation;
  return walk(fieldsIn(selectionSet, facts.roots.get(operation) ?? '', document.fragments), [], []);
}

/** The first type of which a field is asked for in that way. */
export function requirementNotSent(fetches: readonly PlacedFetch[], facts: JoinFacts): string | null {
  const chained = chainedRequirements(facts);
  if (chained.size === 0) return null;
  for (const { fetch } of fetches) {
    const [unmet] = unmetRequirements(fetch, documentOf(fetch), chained, facts);
    if (unmet) return unmet.typeName;
  }
  return null;
}

function selectionsOf(fields: readonly SelectedField[]): QueryPlanSelectionNode[] {
  return trimSelectionNodes(fields.map(({ field }) => field));
}
