import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { ROLE_NAMES, type Caller } from '@solidarity/subgraph-kit/access/caller';
import { callerOf } from '@solidarity/subgraph-kit/access/roles';
import { GOVERNORATES, type Governorate } from '@solidarity/subgraph-kit/values/governorate';

const GOVERNORATE_CODES = new Set<string>(GOVERNORATES.map(({ code }) => code));

/** What an access token says of its holder, beyond what every JWT says. */
const claims = z.object({
  sub: z.string().min(1).max(200),
  // `system` is the services' own; whoever claims it from outside is refused.
  role: z.enum(ROLE_NAMES).exclude(['system']),
  scope: z.string().optional(),
  governorate: z
    .custom<Governorate>((code) => typeof code === 'string' && GOVERNORATE_CODES.has(code))
    .optional(),
  ngo_id: z.uuid().optional(),
  home_id: z.uuid().optional(),
  lender_id: z.uuid().optional(),
  person_id: z.uuid().optional(),
});

/** The caller that a verified token speaks of; null when it names no role known here, or rows that cannot be. */
export function callerOfToken(payload: JWTPayload): Caller | null {
  const read = claims.safeParse(payload);
  if (!read.success) return null;
  const { sub, role, scope, governorate, ngo_id, home_id, lender_id, person_id } = read.data;
  const named = scope?.split(' ').filter(Boolean) ?? [];
  return callerOf(
    role,
    sub,
    { governorate, ngoId: ngo_id, homeId: home_id, lenderId: lender_id, personId: person_id },
    // An empty claim, as Keycloak writes it, names no scopes and so narrows nothing.
    named.length > 0 ? new Set(named) : undefined,
  );
}
