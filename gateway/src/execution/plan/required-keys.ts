import type { QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { readPlan } from './plan-units';

/** The keys of the tree that a plan's calls send to tell of entities: of their keys, and of what `@requires` names. */
export function requiredKeys(plan: QueryPlan): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = (selections: readonly QueryPlanSelectionNode[]): void => {
    for (const part of selections) {
      if (part.kind === 'Field') keys.add(part.alias ?? part.name);
      if (part.selections) add(part.selections);
    }
  };
  for (const { node } of readPlan(plan).units) add(node.requires ?? []);
  return keys;
}
