import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { paymentCycleLife, type PaymentCycleAction } from '../payments/cycle';
import { lockCycle } from '../payments/cycle-step';
import type { PaymentCycle } from '../payments/cycle.entity';
import { refusals } from './refusals';

/** What a command about a cycle has done: the id to read it by, or why nothing was done. */
export interface CycleResult {
  cycleId?: string;
  errors: Refusal[];
}

/** The cycle, locked, when the step can be taken; or why it cannot. */
export async function lockCycleFor(
  { manager, caller }: CommandContext,
  id: string,
  action: PaymentCycleAction,
): Promise<{ cycle: PaymentCycle } | { errors: Refusal[] }> {
  const cycle = await lockCycle(manager, id);
  if (!cycle) return refuse(refusals.CYCLE_NOT_FOUND, {}, 'input.cycleId');
  const step = move(paymentCycleLife, cycle.state, action, { role: caller.role });
  return step.ok ? { cycle } : refuseMove(step, 'input.cycleId');
}
