import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Contestable, Contested } from '../grievances/contested';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { refusals } from './refusals';
import { NOT_RECEIVED } from './settlement-code';

/**
 * A payment can be contested once its cycle is approved, by citizens once they see it, when the cycle is sent; also one of
 * which nothing is due. Who had it calculated and who approved it took the decision. If the grievance is upheld, all months
 * that the payment told of are looked at again, and the next cycle pays the difference. Whether its money came is another
 * question (COLLECTION).
 */
export const paymentContestable: Contestable = {
  kind: 'PAYMENT',

  async find(manager, id) {
    if (knownId(id, 'uuid') === null) return null;
    const [payment] = await manager.query<Contested[]>(
      `select payment.household_id as "householdId",
            (cycle.approved_at at time zone 'Africa/Cairo')::date::text as "decidedOn",
            array_remove(array[cycle.calculated_by, cycle.approved_by], null) as deciders
       from payment join payment_cycle cycle on cycle.id = payment.cycle_id
      where payment.id = $1 and cycle.approved_at is not null`,
      [id],
    );
    return payment ?? null;
  },

  async uphold(context, id, grievanceId) {
    const [payment] = await context.manager.query<
      { enrolmentId: string; payeeId: string; earliest: PlainDate }[]
    >(
      `select payment.enrolment_id as "enrolmentId", payment.payee_id as "payeeId",
            least(cycle.month, min(line.for_month))::text as earliest
       from payment join payment_cycle cycle on cycle.id = payment.cycle_id
       left join payment_line line on line.payment_id = payment.id
      where payment.id = $1 group by payment.id, cycle.id`,
      [id],
    );
    if (!payment) throw new Error('A payment that is contested cannot be gone.');
    const { enrolmentId, payeeId, earliest } = payment;
    await noteEntitlementChange(context.manager, [enrolmentId], earliest, `grievance ${grievanceId}`);
    await auditChange(context, { action: 'looked at again', entity: 'Payment', personIds: [payeeId] });
    return null;
  },
};

/**
 * That money counts as paid can be contested by a family that never had it, from the day on which it is said to have been
 * paid. Who brought and committed the return files of its cycle, or has corrected it, took part in that. If the grievance is
 * upheld the payment counts as rejected: its money is owed again, and the next cycle brings it.
 */
export const collectionContestable: Contestable = {
  kind: 'COLLECTION',

  async find(manager, id) {
    if (knownId(id, 'uuid') === null) return null;
    const [payment] = await manager.query<Contested[]>(
      `select household_id as "householdId", greatest(settled_on, corrected_on)::text as "decidedOn",
              deciders_of_collection(id) as deciders
         from payment where id = $1 and state = 'PAID'`,
      [id],
    );
    return payment ?? null;
  },

  async uphold(context, id, grievanceId) {
    const { manager, today } = context;
    await manager.query('select hold_settled_payment($1)', [id]);
    const [payment] = await manager.query<{ payeeId: string }[]>(
      `select payee_id as "payeeId" from payment where id = $1 and state = 'PAID'`,
      [id],
    );
    if (!payment) return refusal(refusals.PAYMENT_CHANGED, {}, 'input.grievanceId');
    await manager.query('select uphold_collection_grievance($1, $2, $3)', [grievanceId, NOT_RECEIVED, today]);
    await auditChange(context, { action: 'corrected', entity: 'Payment', personIds: [payment.payeeId] });
    return null;
  },
};
