import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { SqlCondition } from '@solidarity/subgraph-kit/database/where';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';

/**
 * Of which governorate payments are listed, as a condition; null for all. A case worker who names none is shown those that were due in
 * their own, which an index gives; a household that moved in later is looked up by itself.
 */
export function governorateListed(
  { role, claims }: Pick<Caller, 'role' | 'claims'>,
  asked: Governorate | null | undefined,
): SqlCondition | null {
  const governorate = asked ?? (role === 'case_worker' ? claims.governorate : undefined);
  return governorate === undefined ? null : { sql: 'governorate = ?', values: [governorate] };
}
