import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { addMonths } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { termsOn } from './application-step.commands';
import { monthAfter, overdueBeyondGrace } from './enrolment';
import type { SuspendOverdueEnrolmentsInput } from './enrolment.inputs';
import { tellOfEnrolments } from './enrolment-step.commands';
import { refusals } from './refusals';

const MOST_AT_ONCE = 50_000;
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
export async function suspendOverdueEnrolments(
  context: CommandContext,
  { most }: SuspendOverdueEnrolmentsInput,
): Promise<{ suspended: number; errors: Refusal[] }> {
  const { manager, caller, today } = context;
  if (!Number.isInteger(most) || most < 1 || most > MOST_AT_ONCE) {
    const refused = refusal(refusals.NUMBER_OUT_OF_RANGE, { most: MOST_AT_ONCE }, 'input.most');
    return { suspended: 0, errors: [refused] };
  }
  const terms = await termsOn(context, today);
  const month = monthAfter(today);
  const before = overdueBeyondGrace(terms, today);
  const review = addMonths(today, terms.suspensionReviewMonths);
  const values = [before, most, month, REASON, today, caller.subject, review, caller.role];
  const rows = await manager.query<{ id: string }[]>(SUSPEND, values);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { suspended: 0, errors: [] };
  await noteEntitlementChange(manager, ids, month, 'SUSPEND');
  await auditSelected(context, AUDITED, [ids]);
  await tellOfEnrolments(manager, ids, month);
  return { suspended: ids.length, errors: [] };
}
