import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import type { Duty, DutyContext, DutyPart } from '@solidarity/subgraph-kit/schedule/duty';
import { grievanceLife } from './grievance';

/** One statement, however many they are. Who decides one at this very moment holds it, and it is left for the next day. */
const NOTE_ESCALATION = `
  with overdue as (
    select id, state, complainant_id from grievance
     where state in ('FILED', 'ASSIGNED') and due_on < $1 and escalation_noted_on is null
     order by due_on, id limit $2 for no key update skip locked),
  noted as (
    update grievance set escalation_noted_on = $1 from overdue where grievance.id = overdue.id
    returning grievance.id, grievance.state, grievance.complainant_id)
  select count(record_transition(jsonb_build_object(
           'subject_type', $3::text, 'subject_id', id, 'from_state', state, 'to_state', state, 'action', 'escalate',
           'by_subject', $4::text, 'by_role', $5::text, 'on_date', $1::date)))::int as count,
         coalesce(array_agg(distinct complainant_id), '{}') as person_ids
    from noted`;

const MOST_AT_ONCE = 5_000;

/** Writes into the history of every overdue grievance that it is the ministry's now. */
async function escalateOverdue(context: DutyContext): Promise<DutyPart> {
  const { manager, caller, today } = context;
  const values = [today, MOST_AT_ONCE, grievanceLife.subjectType, caller.subject, caller.role];
  const [{ count, person_ids: personIds }] = await manager.query<[{ count: number; person_ids: string[] }]>(
    NOTE_ESCALATION,
    values,
  );
  if (count > 0)
    await auditSelected(
      context,
      `select 'escalate' as action, 'Grievance' as entity, $1::uuid[] as person_ids`,
      [personIds],
    );
  return { count, isAll: count < MOST_AT_ONCE };
}

/** The right to decide follows from the day alone; this tells of it. */
export const escalationOfGrievances: Duty = {
  ...{ name: 'escalation-of-grievances', at: '02:00' },
  run: escalateOverdue,
};
