import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import { evaluateMonths, lockAsked } from './evaluation';

/** An entry of the audit trail names some of a list's people, not all: it is read whole when one of them is asked for. */
const PEOPLE_TOGETHER = 100;

/** Evaluates the months of which a range of staged rows tells, for the households to which its people then belonged. */
export async function evaluateReported(
  run: ImportRun,
  entity: 'AttendanceRecord' | 'HealthVisit',
): Promise<void> {
  await auditSelected(
    run,
    `select 'reported' as action, $1::text as entity, array_agg(person_id order by line) as person_ids
       from ${run.rows} as staged group by line / ${PEOPLE_TOGETHER} order by min(line)`,
    [entity],
  );
  const asked = `
    select distinct enrolment.id as enrolment_id, staged.month
      from ${run.rows} as staged
      join membership on membership.person_id = staged.person_id and membership.joined_on <= staged.month
       and (membership.left_on is null or membership.left_on > staged.month)
      join enrolment on enrolment.household_id = membership.household_id`;
  await evaluateMonths(run, await lockAsked(run.manager, asked, []));
}
