import { randomUUID } from 'node:crypto';
import { startBatch, type BatchOrder } from '@solidarity/subgraph-kit/batches/start-batch';
import { isCodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { Programme } from '../programmes/programme.entity';
import { paymentApproval } from './approval.batch';
import { paymentCalculation } from './calculation.batch';
import { paymentCycleLife } from './cycle';
import { PaymentCycle } from './cycle.entity';
import type {
  ApprovePaymentCycleInput,
  CalculatePaymentCycleInput,
  OpenPaymentCycleInput,
} from './cycle.inputs';
import { lockCycle } from './cycle-step';
import { refuseOpening } from './opening';
import { refusals } from './refusals';
import { PAYMENT_TERMS, paymentTerms } from './terms';

/** What a command about a cycle has done: the id to read it by, or why nothing was done. */
export interface CycleResult {
  cycleId?: string;
  errors: Refusal[];
}

const FIELD = 'input.cycleId';

/** Opens the cycle of a programme for a month. */
export async function openPaymentCycle(
  context: CommandContext,
  { programmeId, month }: OpenPaymentCycleInput,
): Promise<CycleResult> {
  const { manager, caller, clock, today } = context;
  // Held, so that of two who open cycles of a programme at once the second sees what the first has done.
  const programme = programmeId.includes('\0')
    ? null
    : await manager.findOne(Programme, { where: { id: programmeId }, lock: { mode: 'for_no_key_update' } });
  if (!programme) return refuse(refusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  const opening = { month, opensOn: programme.opensOn, cycles: await monthsOfCycles(context, programmeId) };
  const refused = refuseOpening(opening, today);
  if (refused) return { errors: [refused] };

  const id = randomUUID();
  await manager.insert(PaymentCycle, {
    ...{ id, programmeId, month, state: 'DRAFT' },
    ...{ openedBy: caller.subject, openedAt: clock.now().toISOString() },
  });
  const { subjectType } = paymentCycleLife;
  await recordTransition(context, {
    subjectId: id,
    step: { subjectType, from: null, action: 'open', to: 'DRAFT' },
  });
  await auditChange(context, { action: 'opened', entity: 'PaymentCycle', personIds: [] });
  return { cycleId: id, errors: [] };
}

async function monthsOfCycles(
  { manager }: CommandContext,
  programmeId: string,
): Promise<{ first: PlainDate; last: PlainDate } | null> {
  const [found] = await manager.query<[{ first: PlainDate | null; last: PlainDate | null }]>(
    'select min(month)::text as first, max(month)::text as last from payment_cycle where programme_id = $1',
    [programmeId],
  );
  const { first, last } = found;
  return first === null || last === null ? null : { first, last };
}

/** Orders the calculation of a cycle; while it is not approved also once more, which replaces the one before. */
export async function calculatePaymentCycle(
  context: CommandContext,
  input: CalculatePaymentCycleInput,
): Promise<CycleResult> {
  const { manager, caller, today } = context;
  const cycle = await lockCycle(manager, input.cycleId);
  if (!cycle) return refuse(refusals.CYCLE_NOT_FOUND, {}, FIELD);
  const isAgain = cycle.state !== 'DRAFT';
  const step = move(paymentCycleLife, cycle.state, isAgain ? 'recalculate' : 'calculate', caller);
  if (!step.ok) return refuseMove(step, FIELD);
  if (cycle.approvedBy !== null) return refuse(refusals.WORK_UNDER_WAY, {}, FIELD);
  const waiting = await earlierOpenMonth(context, cycle);
  if (waiting) return refuse(refusals.EARLIER_CYCLE_OPEN, { month: waiting }, FIELD);

  const terms = await rulesOn(manager, PAYMENT_TERMS, today, paymentTerms);
  const order = { kind: paymentCalculation.name, subjectId: cycle.id, parameters: terms.value };
  const batchId = await orderIfFree(context, order);
  if (batchId === null) return refuse(refusals.WORK_UNDER_WAY, {}, FIELD);
  await manager.update(
    PaymentCycle,
    { id: cycle.id },
    {
      ...{ state: 'DRAFT', calculatedBy: caller.subject, calculatedAt: null },
      ...{ termsVersion: terms.version, batchId },
    },
  );
  if (isAgain) await recordTransition(context, { subjectId: cycle.id, step });
  return { cycleId: cycle.id, errors: [] };
}

/** The first month before a cycle's whose payments may still change; null when there is none. */
async function earlierOpenMonth(
  { manager }: CommandContext,
  { programmeId, month }: PaymentCycle,
): Promise<PlainDate | null> {
  const [found] = await manager.query<{ month: PlainDate }[]>(
    `select month::text as month from payment_cycle
      where programme_id = $1 and month < $2 and state in ('DRAFT', 'CALCULATED') order by month limit 1`,
    [programmeId, month],
  );
  return found?.month ?? null;
}

/** Orders the approval of a calculated cycle, by somebody other than who had it calculated. */
export function approvePaymentCycle(
  context: CommandContext,
  input: ApprovePaymentCycleInput,
): Promise<CycleResult> {
  const { idempotencyKey } = input;
  return idempotently<CycleResult>(context, 'approvePaymentCycle', idempotencyKey, input, async () => {
    const { manager, caller } = context;
    const cycle = await lockCycle(manager, input.cycleId);
    if (!cycle) return refuse(refusals.CYCLE_NOT_FOUND, {}, FIELD);
    const step = move(paymentCycleLife, cycle.state, 'approve', caller);
    if (!step.ok) return refuseMove(step, FIELD);
    if (cycle.approvedBy !== null) return refuse(refusals.WORK_UNDER_WAY, {}, FIELD);
    if (cycle.calculatedBy === caller.subject) return refuse(refusals.SECOND_PERSON_NEEDED, {}, FIELD);
    const batchId = await orderIfFree(context, { kind: paymentApproval.name, subjectId: cycle.id });
    if (batchId === null) return refuse(refusals.WORK_UNDER_WAY, {}, FIELD);
    await manager.update(PaymentCycle, { id: cycle.id }, { approvedBy: caller.subject, batchId });
    return { cycleId: cycle.id, errors: [] };
  });
}

/** The id of the batch; null when one of the kind is open for this subject. */
async function orderIfFree({ manager }: CommandContext, order: BatchOrder): Promise<string | null> {
  try {
    return await startBatch(manager, order);
  } catch (error) {
    if (isCodedError(error) && error.code === 'CONFLICT') return null;
    throw error;
  }
}
