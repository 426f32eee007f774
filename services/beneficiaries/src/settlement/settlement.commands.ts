import { startBatch } from '@solidarity/subgraph-kit/batches/start-batch';
import { isCodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { balance } from '@solidarity/subgraph-kit/records/ledger';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { cairoDate } from '@solidarity/subgraph-kit/values/plain-date';
import { paymentsIn, stepCycle } from '../payments/cycle-step';
import { refuseClosing, refuseReconciliation } from './collection';
import { COLLECTION_RULES, collectionRules } from './collection-rules';
import { lockCycleFor, type CycleResult } from './cycle.commands';
import { settledMoneyOf } from './reconciliation';
import { refusals } from './refusals';
import { paymentReconciling } from './reconciling.batch';
import { paymentSending } from './sending.batch';
import type { SettleCycleInput } from './settlement.inputs';
import { withAgent } from './settlement-postings';

/** Orders that the payment agent is told of every payment of an approved cycle. */
export function sendPaymentCycle(context: CommandContext, input: SettleCycleInput): Promise<CycleResult> {
  return idempotently(
    context,
    'sendPaymentCycle',
    input.idempotencyKey,
    input,
    async (): Promise<CycleResult> => {
      const found = await lockCycleFor(context, input.cycleId, 'send');
      if ('errors' in found) return found;
      const { id: cycleId } = found.cycle;
      const isOrdered = await orderWork(context, paymentSending.name, cycleId);
      return isOrdered ? { cycleId, errors: [] } : refuse(refusals.SENDING_UNDER_WAY, {}, 'input.cycleId');
    },
  );
}

/** Orders that the collecting of a cycle ends, when everything has come back or its days are over. */
export function reconcilePaymentCycle(
  context: CommandContext,
  input: SettleCycleInput,
): Promise<CycleResult> {
  return idempotently(
    context,
    'reconcilePaymentCycle',
    input.idempotencyKey,
    input,
    async (): Promise<CycleResult> => {
      const { manager, today } = context;
      const found = await lockCycleFor(context, input.cycleId, 'reconcile');
      if ('errors' in found) return found;
      const { id: cycleId, sentAt } = found.cycle;
      const { value: rules } = await rulesOn(manager, COLLECTION_RULES, today, collectionRules);
      const sentOn = cairoDate(new Date(sentAt as string));
      const openPayments = await paymentsIn(manager, cycleId, ['SENT']);
      const refused = refuseReconciliation({ sentOn, openPayments }, rules, today);
      if (refused) return { errors: [refused] };
      const isOrdered = await orderWork(context, paymentReconciling.name, cycleId);
      return isOrdered
        ? { cycleId, errors: [] }
        : refuse(refusals.RECONCILING_UNDER_WAY, {}, 'input.cycleId');
    },
  );
}

/** Closes a reconciled cycle once its totals agree. */
export function closePaymentCycle(context: CommandContext, input: SettleCycleInput): Promise<CycleResult> {
  return idempotently(
    context,
    'closePaymentCycle',
    input.idempotencyKey,
    input,
    async (): Promise<CycleResult> => {
      const { manager } = context;
      const found = await lockCycleFor(context, input.cycleId, 'close');
      if ('errors' in found) return found;
      const { id: cycleId } = found.cycle;
      const [shares = []] = await settledMoneyOf((sql, values) => manager.query(sql, values), [cycleId]);
      const open = await paymentsIn(manager, cycleId, ['CALCULATED', 'APPROVED', 'SENT']);
      const errors = refuseClosing(shares, open, await balance(manager, withAgent(cycleId)));
      if (errors.length > 0) return { errors };
      await stepCycle(context, cycleId, 'close');
      await auditChange(context, { action: 'closed', entity: 'PaymentCycle', personIds: [] });
      return { cycleId, errors: [] };
    },
  );
}

/** Whether the work was ordered now; it was not when it is under way already. */
async function orderWork(
  { manager, caller, clock }: CommandContext,
  kind: string,
  subjectId: string,
): Promise<boolean> {
  try {
    const batchId = await startBatch(manager, { kind, subjectId });
    await manager.query(
      `insert into settlement_work (cycle_id, kind, batch_id, ordered_by, ordered_at) values ($1, $2, $3, $4, $5)
       on conflict (cycle_id, kind) do update set batch_id = $3, ordered_by = $4, ordered_at = $5`,
      [subjectId, kind, batchId, caller.subject, clock.now()],
    );
    return true;
  } catch (error) {
    if (isCodedError(error) && error.code === 'CONFLICT') return false;
    throw error;
  }
}
