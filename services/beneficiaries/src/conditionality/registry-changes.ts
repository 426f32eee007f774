/**
 * Who belongs to a household, and how old they are, may be known otherwise than when its months were evaluated; and a
 * household may have been enrolled after its children were reported.
 */
import type { BatchContext } from '@solidarity/subgraph-kit/batches/batch-kind';
import type { EnrolmentRange } from '../enrolment/ranges';
import { evaluateNoted } from './evaluation';
import { withMonthCounted } from './school-year';

/**
 * Evaluates for a range of enrolments what has been reported, and once more the months for which the registry has
 * changed, before their payments are calculated.
 */
export async function evaluateBeforePayment(context: BatchContext, range: EnrolmentRange): Promise<void> {
  await context.manager.query(NOTE_CHANGED, [range.first, range.next, context.caller.subject]);
  await evaluateNoted(context, range);
}

/** Months that were evaluated, or for which anything has been reported of who now is a member. */
const NOTE_CHANGED = `
with changed as (
  select enrolment_id, min(from_month) as since from entitlement_change
   where enrolment_id >= $1 and ($2::uuid is null or enrolment_id < $2)
     and cause in ('ENROLLED', 'MEMBER_JOINED', 'MEMBER_CHANGED', 'PERSON_CORRECTED')
   group by enrolment_id
),
concerned as materialized (
  select enrolment.id, enrolment.household_id, since from changed
    join enrolment on enrolment.id = enrolment_id
    join programme on programme.id = enrolment.programme_id and programme.is_conditional
)
insert into noted_month (enrolment_id, month, noted_by)
select concerned.id, known.month, $3
  from concerned cross join lateral (
    select month from compliance_outcome where enrolment_id = concerned.id and month >= since
    union
    select record.month from membership join attendance_record as record using (person_id)
     where membership.household_id = concerned.household_id and record.month >= since
    union
    select visit.month from membership join health_visit as visit using (person_id)
     where membership.household_id = concerned.household_id and visit.month >= since
    union
    select year.month from membership join (${withMonthCounted('school_year_result')}) as year using (person_id)
     where membership.household_id = concerned.household_id and year.month >= since) as known`;
