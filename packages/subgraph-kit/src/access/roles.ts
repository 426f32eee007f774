import { SCOPES, type Audience, type Caller, type Role, type RowClaims, type Scope } from './caller';

interface RoleRights {
  readonly audience: Audience;
  readonly scopes: readonly Scope[];
}

/**
 * What each role may ask for. Rows are a wall of their own (row-level security), so a partner that holds
 * `registry:read` still sees only the households that it serves.
 */
export const ROLES = {
  ministry_admin: { audience: 'internal', scopes: SCOPES.filter((scope) => scope !== 'audit:read') },
  analyst: { audience: 'internal', scopes: ['aggregates:read', 'exports:manage', 'events:read'] },
  auditor: {
    audience: 'internal',
    scopes: [
      'registry:read',
      'pii:read',
      'benefits:read',
      'ngos:read',
      'care:read',
      'foster:read',
      'loans:read',
      'catalogue:read',
      'aggregates:read',
      'audit:read',
      'exports:manage',
      'events:read',
    ],
  },
  case_worker: {
    audience: 'internal',
    scopes: [
      'registry:read',
      'registry:write',
      'pii:read',
      'benefits:read',
      'benefits:apply',
      'benefits:write',
      'benefits:decide',
      'grievances:decide',
      'ngos:read',
      'imports:manage',
      'exports:manage',
      'events:read',
    ],
  },
  finance_officer: {
    audience: 'internal',
    scopes: [
      'benefits:read',
      'payments:approve',
      'loans:read',
      'loans:approve',
      'ngos:read',
      'aggregates:read',
      'imports:manage',
      'exports:manage',
      'events:read',
    ],
  },
  inspector: {
    audience: 'internal',
    scopes: [
      'ngos:read',
      'ngos:write',
      'care:read',
      'care:write',
      'aggregates:read',
      'imports:manage',
      'exports:manage',
      'events:read',
    ],
  },
  child_protection_officer: {
    audience: 'internal',
    scopes: [
      'registry:read',
      'pii:read',
      'care:read',
      'care:admit',
      'foster:read',
      'foster:write',
      'foster:decide',
      'imports:manage',
      'exports:manage',
      'events:read',
    ],
  },
  ngo_partner: {
    audience: 'partner',
    scopes: [
      'ngos:read',
      'ngos:apply',
      'registry:read',
      'care:read',
      'care:apply',
      'foster:read',
      'foster:write',
      'loans:read',
      'imports:manage',
      'exports:manage',
      'events:read',
      'webhooks:manage',
    ],
  },
  care_home_staff: {
    audience: 'partner',
    scopes: ['care:read', 'care:admit', 'imports:manage', 'exports:manage', 'events:read', 'webhooks:manage'],
  },
  lender_officer: {
    audience: 'partner',
    scopes: [
      'loans:read',
      'loans:write',
      'catalogue:read',
      'imports:manage',
      'exports:manage',
      'events:read',
      'webhooks:manage',
    ],
  },
  marketplace: {
    audience: 'marketplace',
    scopes: ['catalogue:read', 'exports:manage', 'events:read', 'webhooks:manage'],
  },
  registry_feed: { audience: 'partner', scopes: ['registry:write', 'imports:manage'] },
  citizen: {
    audience: 'partner',
    scopes: ['registry:read', 'benefits:read', 'benefits:apply', 'foster:read', 'loans:read'],
  },
  public: { audience: 'public', scopes: [] },
  system: { audience: 'internal', scopes: SCOPES },
} as const satisfies Record<Role, RoleRights>;

/** A caller with all the scopes of its role, or those of them that its token was narrowed to. */
export function callerOf(
  role: Role,
  subject: string,
  claims: RowClaims = {},
  narrowedTo?: ReadonlySet<string>,
): Caller {
  const { audience, scopes }: RoleRights = ROLES[role];
  const held = narrowedTo ? scopes.filter((scope) => narrowedTo.has(scope)) : scopes;
  return { subject, role, audience, scopes: new Set(held), claims };
}

/** Anyone: a client without a token. */
export const PUBLIC_CALLER: Caller = callerOf('public', 'public');

/** A service acting for the ministry on an event or a schedule. */
export const SYSTEM_CALLER: Caller = callerOf('system', 'system');
