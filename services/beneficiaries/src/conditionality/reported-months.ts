/** What a list reports is noted with its rows, and evaluated when all of it is in: each month of a family once. */
import { startBatch } from '@solidarity/subgraph-kit/batches/start-batch';
import { auditRows } from '@solidarity/subgraph-kit/imports/audit-rows';
import type { ImportConclusion, ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { conditionEvaluation } from './evaluation.batch';

/**
 * Notes the months of which a range of staged rows tells, for the households to which its people then belonged.
 * `reported` selects from rows with `person_id` and `month`: the staged ones, when they name the month.
 */
export async function noteReported(
  run: ImportRun,
  entity: 'AttendanceRecord' | 'HealthVisit' | 'SchoolYearResult',
  reported = run.rows,
): Promise<void> {
  await auditRows(run, 'reported', entity);
  await run.query(
    `insert into noted_month (enrolment_id, month, noted_by)
     select distinct enrolment.id, reported.month, $1
       from ${reported} as reported
       join membership on membership.person_id = reported.person_id and membership.joined_on <= reported.month
        and (membership.left_on is null or membership.left_on > reported.month)
       join enrolment on enrolment.household_id = membership.household_id
       join programme on programme.id = enrolment.programme_id and programme.is_conditional`,
    [run.caller.subject],
  );
}

/** Has evaluated what has been noted. */
export async function evaluateReported({ manager, jobId }: ImportConclusion): Promise<void> {
  await startBatch(manager, { kind: conditionEvaluation.name, subjectId: jobId });
}
