import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  correctionLife,
  refuseCorrection,
  refusePaidTwice,
  refuseWords,
  type CorrectedPayment,
} from './correction';
import { CollectionCorrection } from './correction.entity';
import type { CorrectCollectionInput, DecideCollectionCorrectionInput } from './correction.inputs';
import { refusals } from './refusals';

/** What a command about a correction has done: the id to read it by, or why nothing was done. */
export interface CorrectionResult {
  correctionId?: string;
  errors: Refusal[];
}

/** Proposes what became of a payment of which something else was said. */
export function correctCollection(
  context: CommandContext,
  input: CorrectCollectionInput,
): Promise<CorrectionResult> {
  return idempotently<CorrectionResult>(context, 'correctCollection', input.idempotencyKey, input, () =>
    propose(context, input),
  );
}

const PROPOSE = `
insert into payment_correction (payment_id, was_state, was_settled_on, was_code, result, settled_on, reason_code, words,
                                state, proposed_by, proposed_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'PROPOSED', $9, $10) returning id`;

async function propose(
  context: CommandContext,
  { paymentId, result, settledOn, reasonCode = null, reason }: CorrectCollectionInput,
): Promise<CorrectionResult> {
  const { manager, caller, today } = context;
  const payment = await holdPayment(context, paymentId);
  if (!payment) return refuse(refusals.PAYMENT_NOT_FOUND, {}, 'input.paymentId');
  const unreadable = refuseWords(reason);
  if (unreadable) return { errors: [unreadable] };
  const open = await manager.findOneBy(CollectionCorrection, { paymentId: payment.id, state: 'PROPOSED' });
  if (open) return refuse(refusals.CORRECTION_OPEN, {}, 'input.paymentId');
  const refused = refuseCorrection(payment, { result, settledOn, reasonCode }, today);
  if (refused) return { errors: [refused] };
  // Its id is given by PostgreSQL, so that ids follow time.
  const [{ id }] = await manager.query<[{ id: string }]>(PROPOSE, [
    ...[payment.id, payment.state, payment.settledOn, payment.settlementCode],
    ...[result, settledOn, reasonCode, reason.trim(), caller.subject, today],
  ]);
  await auditPayment(context, 'correction proposed', payment);
  return { correctionId: id, errors: [] };
}

/** Confirms a correction, which changes the payment and the ledger with it, or declines it. */
export function decideCollectionCorrection(
  context: CommandContext,
  input: DecideCollectionCorrectionInput,
): Promise<CorrectionResult> {
  const { idempotencyKey } = input;
  return idempotently<CorrectionResult>(context, 'decideCollectionCorrection', idempotencyKey, input, () =>
    decide(context, input),
  );
}

async function decide(
  context: CommandContext,
  { correctionId, confirm }: DecideCollectionCorrectionInput,
): Promise<CorrectionResult> {
  const { manager, caller, today } = context;
  const field = 'input.correctionId';
  const id = knownId(correctionId, 'uuid');
  const asked = id === null ? null : await manager.findOneBy(CollectionCorrection, { id });
  const payment = asked && (await holdPayment(context, asked.paymentId));
  // Read once more: whoever has decided it meanwhile held the payment.
  const correction = asked && (await manager.findOneBy(CollectionCorrection, { id: asked.id }));
  if (!correction || !payment) return refuse(refusals.CORRECTION_NOT_FOUND, {}, field);
  const step = move(correctionLife, correction.state, confirm ? 'confirm' : 'decline', caller);
  if (!step.ok) return refuseMove(step, field);
  if (correction.proposedBy === caller.subject) return refuse(refusals.SECOND_PERSON_NEEDED, {}, field);
  const { wasState, wasSettledOn, wasCode } = correction;
  const { state, settledOn, settlementCode } = payment;
  const isAsFound = state === wasState && settledOn === wasSettledOn && settlementCode === wasCode;
  if (confirm && !isAsFound) return refuse(refusals.PAYMENT_CHANGED, {}, field);
  const refused = confirm ? refusePaidTwice(payment, correction.result, field) : null;
  if (refused) return { errors: [refused] };
  const values = [correction.id, confirm, caller.subject, today];
  await manager.query('select decide_payment_correction($1, $2, $3, $4)', values);
  await auditPayment(context, confirm ? 'corrected' : 'correction declined', payment);
  return { correctionId: correction.id, errors: [] };
}

interface HeldPayment extends CorrectedPayment {
  readonly id: string;
  readonly payeeId: string;
}

const PAYMENT = `
select payment.id, payment.payee_id as "payeeId", payment.state, payment.settled_on::text as "settledOn",
       payment.settlement_code as "settlementCode", (cycle.sent_at at time zone 'Africa/Cairo')::date::text as "sentOn",
       again.month::text as "paidAgainIn"
  from payment join payment_cycle cycle on cycle.id = payment.cycle_id
  left join payment later on later.id = payment.carried_into
  left join payment_cycle again on again.id = later.cycle_id
       and (again.state not in ('DRAFT', 'CALCULATED') or again.approved_by is not null)
 where payment.id = $1`;

/** The payment, held against whatever else would settle or carry it; null when there is none for this caller. */
async function holdPayment({ manager }: CommandContext, paymentId: string): Promise<HeldPayment | null> {
  const id = knownId(paymentId, 'uuid');
  if (id === null) return null;
  await manager.query('select hold_settled_payment($1)', [id]);
  const [payment] = await manager.query<HeldPayment[]>(PAYMENT, [id]);
  return payment ?? null;
}

function auditPayment(context: CommandContext, action: string, { payeeId }: HeldPayment): Promise<void> {
  return auditChange(context, { action, entity: 'Payment', personIds: [payeeId] });
}
