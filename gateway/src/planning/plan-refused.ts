import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import type { PlanFault } from './plan-faults';

/** What of planning can be too much. */
export type PlanningLimit = 'planning time' | 'selections';

/** Why there is no plan. */
export type PlanRefusal =
  | PlanFault
  | { readonly reason: 'TOO_LARGE'; readonly limit: PlanningLimit }
  | { readonly reason: 'PLANNER_BUSY' }
  | { readonly reason: 'PLANNER_FAILED'; readonly detail: string };

type RefusalCode =
  'OPERATION_TOO_LARGE' | 'OPERATION_NOT_PLANNABLE' | 'GRAPHQL_VALIDATION_FAILED' | 'SERVICE_UNAVAILABLE';

/** An operation for which no right plan was made, as the client may be told. */
export class PlanRefused extends CodedError<RefusalCode> {
  /** For the log: it may name services. */
  readonly detail: string;

  constructor(refusal: PlanRefusal) {
    super(...codeAndFacts(refusal));
    this.name = 'PlanRefused';
    this.detail = refusal.reason === 'PLANNER_FAILED' ? refusal.detail : JSON.stringify(refusal);
  }
}

function codeAndFacts(refusal: PlanRefusal): [RefusalCode, Record<string, string>] {
  switch (refusal.reason) {
    case 'TOO_LARGE':
      return ['OPERATION_TOO_LARGE', { limit: refusal.limit }];
    case 'PLANNER_BUSY':
      return ['SERVICE_UNAVAILABLE', { reason: refusal.reason }];
    case 'PLANNER_FAILED':
      return ['OPERATION_NOT_PLANNABLE', { reason: refusal.reason }];
    case 'VARIABLE_NAME_RESERVED':
      return ['GRAPHQL_VALIDATION_FAILED', { reason: refusal.reason, variable: refusal.variable }];
    case 'KEY_NOT_RESOLVABLE':
    case 'REQUIREMENT_NOT_SENT':
      return ['OPERATION_NOT_PLANNABLE', { reason: refusal.reason, type: refusal.type }];
    case 'CONFLICTING_REQUIREMENTS':
    case 'FIELD_NOT_PLANNED':
      return ['OPERATION_NOT_PLANNABLE', { reason: refusal.reason, field: refusal.field }];
  }
}
