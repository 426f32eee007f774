import type { RowConditions } from '../database/grants';
import type { Role } from '../access/caller';
import { letRead } from './migrations/closed-table';
import type { Migrating } from './migrating';

/**
 * Says in a migration who may read the history of one kind of record: for each role the SQL condition that a row of
 * `state_transition` must meet, such as `subject_id = (select claim_uuid('ngo_id'))`; `'true'` is every row of the
 * kind. The ministry's administrators and auditors, and the system, read all histories.
 */
export async function showHistory(
  queryRunner: Migrating,
  subjectType: string,
  read: RowConditions,
): Promise<void> {
  if (!/^[a-z][a-z_]*$/.test(subjectType)) throw new Error(`"${subjectType}" names no kind of record.`);
  for (const [role, condition] of Object.entries(read) as [Role, string][]) {
    await letRead(
      queryRunner,
      'state_transition',
      role,
      `subject_type = '${subjectType}' and (${condition})`,
      subjectType,
    );
  }
}
