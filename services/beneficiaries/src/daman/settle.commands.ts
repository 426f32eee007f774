import { randomUUID } from 'node:crypto';
import { refuse, refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { startOfMonth } from '@solidarity/subgraph-kit/values/plain-date';
import {
  auditCases,
  findBatch,
  lockCase,
  lockTransfer,
  recordSteps,
  type ListedCase,
  type TransferContext,
} from './case-record.commands';
import { DamanCase, DamanCaseCorrection } from './case.entity';
import {
  damanCase,
  EARLIEST_PAID_MONTH,
  latestPaidMonth,
  WAITING,
  type DamanCloseReason,
  type DamanState,
} from './daman-case';
import type { CaseOutcome } from './daman-work';
import type { CloseDamanCaseInput, CloseDamanCasesInput, CorrectDamanCaseInput } from './daman.inputs';
import type { DamanCaseChange } from './move.commands';
import { damanRefusals, isReason, LONGEST_REASON } from './refusals';
import { hasCases, orderWork, type OrderedWork } from './work.commands';
import type { DamanWork } from './work.entity';

/** What a condition of a move would look at, so that none speaks against it; other steps have none. */
export const NO_FACTS = {
  hasProgramme: true,
  isVerifiedByCaller: false,
  isStillSo: true,
  unverifiedMember: null,
};

export const refuseReason = (): { errors: Refusal[] } =>
  refuse(damanRefusals.REASON_MISSING, { most: LONGEST_REASON }, 'input.reason');

/** Ends a case that is not moved. */
export async function closeDamanCase(
  context: CommandContext,
  { caseId, reasonCode, reason }: CloseDamanCaseInput,
): Promise<DamanCaseChange> {
  const { manager, caller } = context;
  const found = await lockCase(manager, caseId);
  if (!found) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
  const step = move(damanCase, found.state, 'close', { role: caller.role, facts: NO_FACTS });
  if (!step.ok) return refuseMove(step, 'input.caseId');
  if (!isReason(reason)) return refuseReason();
  await close(context, [{ id: found.id, state: found.state }], reasonCode, reason.trim());
  await auditCases(context, 'closed', [found.personId]);
  return { caseId: found.id, errors: [] };
}

/** Orders that all cases of a batch end that were found alike: the dead, the duplicates, those whom nobody found. */
export async function closeDamanCases(
  context: CommandContext,
  { batchId, state, reason }: CloseDamanCasesInput,
): Promise<OrderedWork> {
  const { manager } = context;
  const batch = await findBatch(manager, batchId);
  if (!batch) return refuse(damanRefusals.DAMAN_BATCH_NOT_FOUND, {}, 'input.batchId');
  if (!isReason(reason)) return refuseReason();
  if (!(await hasCases(manager, batch.id, [state])))
    return refuse(damanRefusals.NOTHING_TO_CLOSE, {}, 'input.state');
  return orderWork(context, { kind: 'CLOSE', batchId: batch.id, finding: state, reason: reason.trim() });
}

/** Ends these cases for the reason that was found of them all. */
export async function closeCases(
  context: TransferContext,
  cases: readonly ListedCase[],
  { finding, reason }: Pick<DamanWork, 'finding' | 'reason'>,
): Promise<CaseOutcome[]> {
  if (finding === null || reason === null) throw new Error('Cases are closed for a reason.');
  await close(context, cases, finding, reason);
  await auditCases(
    context,
    'closed',
    cases.map(({ personId }) => personId),
  );
  return cases.map(({ id }) => ({ id, outcome: 'CLOSED' }));
}

async function close(
  context: TransferContext,
  cases: readonly { readonly id: string; readonly state: DamanState }[],
  reasonCode: DamanCloseReason,
  reason: string,
): Promise<void> {
  const { manager, caller, today } = context;
  await manager.query(
    `update daman_case set state = 'CLOSED', closed_on = $2, closed_by = $3, close_reason = $4 where id = any ($1)`,
    [cases.map(({ id }) => id), today, caller.subject, reasonCode],
  );
  const steps = cases.map(({ id, state }) => ({ id, from: state, to: 'CLOSED', action: 'close' }) as const);
  await recordSteps(context, damanCase.subjectType, steps, reason);
}

/** Corrects up to which month Daman has paid, while the case waits. */
export async function correctDamanCase(
  context: CommandContext,
  { caseId, lastPaidMonth, reason }: CorrectDamanCaseInput,
): Promise<DamanCaseChange> {
  const { manager, today } = context;
  await lockTransfer(manager);
  const found = await lockCase(manager, caseId);
  if (!found) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
  const { id, state, lastPaidMonth: known } = found;
  if (!WAITING.includes(state)) return refuse(damanRefusals.CASE_SETTLED, { state }, 'input.caseId');
  const [moved] = await manager.query<{ isPaid: boolean }[]>(
    `select coalesce((daman_moved_with(waiting)).entitled_from, daman_followed_by(waiting)) is not null as "isPaid"
       from daman_case waiting where id = $1`,
    [id],
  );
  if (moved?.isPaid) return refuse(damanRefusals.MOVED_ALREADY, {}, 'input.caseId');
  const field = 'input.lastPaidMonth';
  const latest = latestPaidMonth(today);
  const errors = [
    startOfMonth(lastPaidMonth) === lastPaidMonth ? null : refusal(damanRefusals.NOT_A_MONTH, {}, field),
    lastPaidMonth < EARLIEST_PAID_MONTH
      ? refusal(damanRefusals.MONTH_TOO_EARLY, { earliest: EARLIEST_PAID_MONTH }, field)
      : null,
    lastPaidMonth > latest ? refusal(damanRefusals.MONTH_TOO_LATE, { latest }, field) : null,
    lastPaidMonth === known ? refusal(damanRefusals.MONTH_THE_SAME, {}, field) : null,
    ...(isReason(reason) ? [] : refuseReason().errors),
  ].filter((error) => error !== null);
  if (errors.length > 0) return { errors };
  await manager.update(DamanCase, { id }, { lastPaidMonth });
  await keepCorrection(context, {
    ...{ caseId: id, field: 'LAST_PAID_MONTH', oldValue: known, newValue: lastPaidMonth },
    reason,
  });
  await auditCases(context, 'corrected', [found.personId]);
  return { caseId: id, errors: [] };
}

/** Keeps what was changed of a case that waits, and why. */
export async function keepCorrection(
  { manager, caller, clock }: CommandContext,
  { reason, ...changed }: Pick<DamanCaseCorrection, 'caseId' | 'field' | 'oldValue' | 'newValue' | 'reason'>,
): Promise<void> {
  await manager.insert(DamanCaseCorrection, {
    ...{ id: randomUUID(), ...changed, reason: reason.trim(), at: clock.now().toISOString() },
    ...{ bySubject: caller.subject, byRole: caller.role },
  });
}
