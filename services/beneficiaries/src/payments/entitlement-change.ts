import type { ActingContext } from '@solidarity/subgraph-kit/records/state-history';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/**
 * Says that what is due by these enrolments may have changed from a month on, whatever the reason. The next cycle
 * compares what is due for each of these months with what its payments have told, and pays or deducts the difference.
 */
export async function noteEntitlementChange(
  manager: Pick<ActingContext['manager'], 'query'>,
  enrolmentIds: readonly string[],
  from: PlainDate,
  cause: string,
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await manager.query('select note_entitlement_change($1, $2, $3)', [enrolmentIds, from, cause]);
}
