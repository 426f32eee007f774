import { auditSelected } from '../records/audit';
import type { ImportRun } from './import-kind';

/** An entry of the audit trail names some of a list's people, not all: it is read whole when one of them is asked for. */
const PEOPLE_TOGETHER = 100;

/** Tells the audit trail what was done of the people whom a range's column `person_id` names. */
export async function auditRows(run: ImportRun, action: string, entity: string): Promise<void> {
  await auditSelected(
    run,
    `select $1::text as action, $2::text as entity, array_agg(person_id order by line) as person_ids
       from ${run.rows} as staged group by line / ${PEOPLE_TOGETHER} order by min(line)`,
    [action, entity],
  );
}
