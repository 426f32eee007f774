import type { Caller, Role } from '../access/caller';
import type { ImportKind } from './import-kind';

/** Whether the caller may upload lists of the kind. */
export function mayUpload({ roles }: ImportKind, { role }: Caller): boolean {
  return roles.includes(role);
}

/** Whether the caller may commit lists of the kind. */
export function mayCommit({ roles, committers = roles }: ImportKind, { role }: Caller): boolean {
  return committers.includes(role);
}

/** Whether it takes somebody else than the caller, who has uploaded it, to commit it. */
export function takesAnother(
  { takesTwo = false }: ImportKind,
  owner: Pick<Caller, 'subject'>,
  caller: Caller,
): boolean {
  return takesTwo && owner.subject === caller.subject;
}

/** A condition on `import_job`, with its parameters from `$1` on. */
export interface JobCondition {
  readonly sql: string;
  readonly values: readonly [role: string, subject: string, governorate: string | null, committers: string];
}

const VISIBLE = `
  state <> 'RECEIVING' and (
    (owner->>'subject' = $2 and owner->>'role' = $1)
    or $1 = 'ministry_admin'
    or ($4::jsonb ? kind
      and not ($4::jsonb -> kind) ? (owner->>'role')
      and coalesce(owner->'claims'->>'governorate' = $3, true)))`;

/**
 * Which jobs the caller sees: their own, a ministry administrator all, and who commits a kind those that were uploaded
 * by who may not, but for those of another governorate.
 */
export function visibleTo(caller: Caller, kinds: Iterable<ImportKind>): JobCondition {
  const committers: Record<string, readonly Role[]> = {};
  for (const kind of kinds) {
    if (kind.committers && mayCommit(kind, caller)) committers[kind.name] = kind.committers;
  }
  const { role, subject, claims } = caller;
  return { sql: VISIBLE, values: [role, subject, claims.governorate ?? null, JSON.stringify(committers)] };
}
