import type { Caller, Role, RowClaims } from '../access/caller';
import { callerOf } from '../access/roles';
import { type LookUp, dnsLookUp } from './addresses';
import { type PostLimits, USUAL_LIMITS } from './post';

/** How webhooks are sent; a test has its own. */
export interface WebhookSettings {
  /** How often it is looked whether something is to be pulled or sent. */
  readonly tickMs: number;
  readonly limits: PostLimits;
  readonly lookUp: LookUp;
  /** How long what a name server has said holds. */
  readonly namesKeptMs: number;
}

export const usualSettings = (): WebhookSettings => ({
  tickMs: 500,
  limits: USUAL_LIMITS,
  lookUp: dnsLookUp(),
  namesKeptMs: 5_000,
});

/** The owner as it stands in the row of a webhook. */
export interface OwnerColumns {
  readonly owner_subject: string;
  readonly owner_role: string;
  readonly owner_claims: RowClaims;
  readonly owner_scopes: readonly string[];
}

/** Whose eyes a webhook has: its owner's, as the owner was when the webhook was last saved. */
export function ownerOf({ owner_subject, owner_role, owner_claims, owner_scopes }: OwnerColumns): Caller {
  return callerOf(owner_role as Role, owner_subject, owner_claims, new Set(owner_scopes));
}
