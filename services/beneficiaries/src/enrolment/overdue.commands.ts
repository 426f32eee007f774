import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import type { Duty, DutyContext, DutyPart } from '@solidarity/subgraph-kit/schedule/duty';
import { addMonths } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { termsOn } from './application-step.commands';
import { monthAfter, overdueBeyondGrace } from './enrolment';
import { tellOfEnrolments } from './enrolment-step.commands';

const MOST_AT_ONCE = 5_000;
const REASON = 'Not looked at again in time · لم تتم إعادة البحث في موعدها';

/** The longest overdue first, each locked; who is being changed at this moment comes next time. */
const SUSPEND = `
with overdue as (
  select id, state, entitled_from from enrolment
   where state = 'ACTIVE' and recertify_by < $1
   order by recertify_by, id limit $2 for no key update skip locked
), suspended as (
  insert into suspension
    (enrolment_id, from_month, reason_code, reason, decided_on, decided_by, review_on)
  select id, greatest($3::date, entitled_from), 'RECERTIFICATION_OVERDUE', $4, $5, $6, $7 from overdue
  returning enrolment_id, from_month
), changed as (
  update enrolment set state = 'SUSPENDED' from suspended where enrolment.id = suspended.enrolment_id
  returning enrolment.id
)
select id, record_transition(jsonb_build_object(
         'subject_type', 'enrolment', 'subject_id', id, 'from_state', 'ACTIVE', 'to_state', 'SUSPENDED',
         'action', 'suspend', 'by_subject', $6::text, 'by_role', $8::text, 'on_date', $5::date, 'reason', $4::text))
  from changed`;

const AUDITED = `
select 'suspend' as action, 'Enrolment' as entity, array[payee_id] as person_ids
  from enrolment where id = any ($1::uuid[]) order by id`;

/** Suspends, from the next month on, what should have been looked at again so long ago that no grace is left. */
async function suspendOverdue(context: DutyContext): Promise<DutyPart> {
  const { manager, caller, today } = context;
  const terms = await termsOn(context, today);
  const month = monthAfter(today);
  const before = overdueBeyondGrace(terms, today);
  const review = addMonths(today, terms.suspensionReviewMonths);
  const values = [before, MOST_AT_ONCE, month, REASON, today, caller.subject, review, caller.role];
  const rows = await manager.query<{ id: string }[]>(SUSPEND, values);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await noteEntitlementChange(manager, ids, month, 'SUSPEND');
    await auditSelected(context, AUDITED, [ids]);
    await tellOfEnrolments(manager, ids, month);
  }
  return { count: ids.length, isAll: ids.length < MOST_AT_ONCE };
}

export const suspensionOfOverdueEnrolments: Duty = {
  ...{ name: 'suspension-of-overdue-enrolments', at: '02:30' },
  run: suspendOverdue,
};
