import { recordTransition, type ActingContext } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { paymentCycleLife, type PaymentCycleAction } from './cycle';
import { PaymentCycle } from './cycle.entity';
import type { PaymentState } from './payment';

/** The cycle, held until the end of the transaction; null when there is none for this caller. */
export async function lockCycle(manager: ActingContext['manager'], id: string): Promise<PaymentCycle | null> {
  if (knownId(id, 'uuid') === null) return null;
  return manager.findOne(PaymentCycle, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** Takes a step that was ordered before and whose conditions were looked at then; a cycle that is elsewhere is a fault. */
export async function stepCycle(
  context: ActingContext,
  id: string,
  action: PaymentCycleAction,
  changes: Partial<Record<'calculatedAt' | 'approvedAt', () => string>> = {},
): Promise<void> {
  const cycle = await lockCycle(context.manager, id);
  const step = cycle && move(paymentCycleLife, cycle.state, action, { role: context.caller.role });
  if (!step?.ok)
    throw new Error(`The payment cycle ${id} cannot ${action}: it is ${cycle?.state ?? 'not there'}.`);
  await context.manager.update(PaymentCycle, { id }, { ...changes, state: step.to });
  await recordTransition(context, { subjectId: id, step });
}

/** How many payments of a cycle are in one of these states. */
export async function paymentsIn(
  manager: Pick<ActingContext['manager'], 'query'>,
  cycleId: string,
  states: readonly PaymentState[],
): Promise<number> {
  const [row] = await manager.query<[{ count: number }]>(
    'select count(*)::int as count from payment where cycle_id = $1 and state = any ($2)',
    [cycleId, states],
  );
  return row.count;
}
