import type { DocumentNode } from 'graphql';
import type { QueryPlan } from '@apollo/query-planner';
import { conflictingRequirement } from './conflicting-requirements';
import type { JoinFacts } from './join-facts';
import { lostField } from './lost-fields';
import { fetchesOf } from './plan-walk';
import { requirementNotSent } from './unmet-requirements';
import { unresolvableKey } from './unresolvable-keys';

/** Why a plan would bring wrong data; the facts name types, fields and keys of the client's schema only. */
export type PlanFault =
  | { readonly reason: 'CONFLICTING_REQUIREMENTS'; readonly field: string }
  | { readonly reason: 'KEY_NOT_RESOLVABLE'; readonly type: string }
  | { readonly reason: 'REQUIREMENT_NOT_SENT'; readonly type: string }
  | { readonly reason: 'FIELD_NOT_PLANNED'; readonly field: string }
  | { readonly reason: 'VARIABLE_NAME_RESERVED'; readonly variable: string };

/**
 * Apollo's planner has known faults that make wrong data without an error. A plan that shows one is found here, and
 * none that is right: where it can't be told, the plan is let through.
 */
export function findPlanFault(plan: QueryPlan, planned: DocumentNode, facts: JoinFacts): PlanFault | null {
  const fetches = fetchesOf(plan);
  const lost = lostField(fetches, planned);
  if (lost !== null) return { reason: 'FIELD_NOT_PLANNED', field: lost };
  const type = unresolvableKey(fetches, facts);
  if (type !== null) return { reason: 'KEY_NOT_RESOLVABLE', type };
  const requiring = requirementNotSent(fetches, facts);
  if (requiring !== null) return { reason: 'REQUIREMENT_NOT_SENT', type: requiring };
  const field = conflictingRequirement(fetches, facts);
  if (field !== null) return { reason: 'CONFLICTING_REQUIREMENTS', field };
  // The call's own variable of that name and the client's would be one.
  const isTaken = fetches.some(
    ({ fetch }) => fetch.requires && fetch.variableUsages?.includes(REPRESENTATIONS),
  );
  return isTaken ? { reason: 'VARIABLE_NAME_RESERVED', variable: REPRESENTATIONS } : null;
}

const REPRESENTATIONS = 'representations';
