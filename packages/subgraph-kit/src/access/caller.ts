import type { Governorate } from '../values/governorate';

/** The kinds of client; each is served a schema in which what is not for it does not exist. */
export const AUDIENCES = ['internal', 'partner', 'marketplace', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Who a caller is to the ministry. `system` is a service acting on an event or a schedule, never a client. */
export const ROLE_NAMES = [
  'ministry_admin',
  'analyst',
  'auditor',
  'case_worker',
  'finance_officer',
  'inspector',
  'child_protection_officer',
  'ngo_partner',
  'care_home_staff',
  'lender_officer',
  'marketplace',
  'registry_feed',
  'citizen',
  'public',
  'system',
] as const;
export type Role = (typeof ROLE_NAMES)[number];

/** What a caller may ask for. Which role holds which scopes stands in `roles.ts`. */
export const SCOPES = [
  'registry:read',
  'registry:write',
  'pii:read',
  'programmes:write',
  'benefits:read',
  'benefits:apply',
  'benefits:write',
  'benefits:decide',
  'payments:prepare',
  'payments:approve',
  'grievances:decide',
  'ngos:read',
  'ngos:write',
  'ngos:apply',
  'care:read',
  'care:write',
  'care:apply',
  'care:admit',
  'foster:read',
  'foster:write',
  'foster:decide',
  'loans:read',
  'loans:write',
  'loans:approve',
  'catalogue:read',
  'catalogue:write',
  'aggregates:read',
  'audit:read',
  'imports:manage',
  'exports:manage',
  'events:read',
  'webhooks:manage',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The rows a caller is bound to; what is absent binds nothing, and a policy that asks for it finds no row. */
export interface RowClaims {
  governorate?: Governorate;
  ngoId?: string;
  homeId?: string;
  lenderId?: string;
  personId?: string;
}

/** Who asks, as the gateway has verified it and as PostgreSQL is told. */
export interface Caller {
  /** The client's or user's id with the identity provider; opaque, never a name. */
  readonly subject: string;
  readonly role: Role;
  readonly audience: Audience;
  readonly scopes: ReadonlySet<Scope>;
  readonly claims: Readonly<RowClaims>;
}
