import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Contestable, Contested } from '../grievances/contested';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { followSteps } from './steps';

/**
 * A withholding can be contested while it stands. Who committed the reports it follows from, and who decided it, do not
 * decide about it. Upheld, it is annulled and its breach no longer counts, so that what followed from it is set right too.
 */
export const withholdingContestable: Contestable = {
  kind: 'WITHHOLDING',

  async find(manager, id): Promise<Contested | null> {
    const [withholding] = await manager.query<
      { householdId: string; decidedOn: PlainDate; decidedBy: string; evaluatedBy: string | null }[]
    >(
      `select enrolment.household_id as "householdId", withholding.decided_on::text as "decidedOn",
              withholding.decided_by as "decidedBy", outcome.evaluated_by as "evaluatedBy"
         from withholding
         join enrolment on enrolment.id = withholding.enrolment_id
         left join compliance_outcome as outcome on outcome.id = withholding.outcome_id
        where withholding.id = $1 and withholding.annulled_on is null`,
      [knownId(id, 'uuid')],
    );
    if (!withholding) return null;
    const { householdId, decidedOn, decidedBy, evaluatedBy } = withholding;
    const deciders = new Set(evaluatedBy === null ? [decidedBy] : [decidedBy, evaluatedBy]);
    return { householdId, decidedOn, deciders: [...deciders] };
  },

  async uphold(context, id, grievanceId) {
    const { manager, today, caller } = context;
    const [withholding] = await manager.query<{ enrolmentId: string; payeeId: string; month: PlainDate }[]>(
      `select enrolment.id as "enrolmentId", enrolment.payee_id as "payeeId", withholding.month::text
         from withholding join enrolment on enrolment.id = withholding.enrolment_id
        where withholding.id = $1 for no key update of enrolment`,
      [id],
    );
    if (!withholding) throw new Error('A withholding that is contested stays.');
    const { enrolmentId, payeeId, month } = withholding;
    await manager.query(
      'update withholding set annulled_on = $2, annulled_by = $3 where id = $1 and annulled_on is null',
      [id, today, caller.subject],
    );
    await manager.query(
      `update compliance_outcome set excused_on = $2, excused_by = $3, excused_for = $4
        where id = (select outcome_id from withholding where id = $1) and excused_on is null`,
      [id, today, caller.subject, grievanceId],
    );
    await noteEntitlementChange(manager, [enrolmentId], month, 'WITHHOLDING');
    await auditChange(context, { action: 'excused', entity: 'ComplianceOutcome', personIds: [payeeId] });
    await followSteps(context, [enrolmentId]);
    return null;
  },
};
