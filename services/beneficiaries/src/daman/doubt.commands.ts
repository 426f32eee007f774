/** What a person settles of a case that looking it up cannot: a doubt about name or month, and where the person lives. */
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { auditCases, lockCase, lockTransfer, recordSteps } from './case-record.commands';
import { DamanCase } from './case.entity';
import { damanCase, WAITING } from './daman-case';
import type { ConfirmDamanCaseInput, HandOverDamanCaseInput } from './daman.inputs';
import type { DamanCaseChange } from './move.commands';
import { damanRefusals, isReason } from './refusals';
import { keepCorrection, NO_FACTS, refuseReason } from './settle.commands';

/** Says of a case that is held that its name and month are right as they stand; then it is verified again. */
export async function confirmDamanCase(
  context: CommandContext,
  { caseId, reason }: ConfirmDamanCaseInput,
): Promise<DamanCaseChange> {
  const { manager, caller } = context;
  const found = await lockCase(manager, caseId);
  if (!found) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
  const { id, state, name, lastPaidMonth, personId } = found;
  const step = move(damanCase, state, 'confirm', { role: caller.role, facts: NO_FACTS });
  if (!step.ok) return refuseMove(step, 'input.caseId');
  if (!isReason(reason)) return refuseReason();
  const confirmed = { confirmedName: name, confirmedMonth: lastPaidMonth };
  const unverified = { state: step.to, decision: null, verifiedOn: null, verifiedBy: null };
  await manager.update(DamanCase, { id }, { ...confirmed, ...unverified });
  const steps = [{ id, from: state, to: step.to, action: 'confirm' } as const];
  await recordSteps(context, damanCase.subjectType, steps, reason.trim());
  await auditCases(context, 'confirmed', [personId]);
  return { caseId: id, errors: [] };
}

/** Gives a case that waits to the governorate where its person lives, which then has it verified. */
export async function handOverDamanCase(
  context: CommandContext,
  { caseId, governorate, reason }: HandOverDamanCaseInput,
): Promise<DamanCaseChange> {
  const { manager, caller } = context;
  await lockTransfer(manager);
  const found = await lockCase(manager, caseId);
  if (!found) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
  if (caller.role !== 'ministry_admin') return refuse(damanRefusals.MINISTRY_HANDS_OVER, {}, null);
  const { id, state, governorate: known } = found;
  if (!WAITING.includes(state)) return refuse(damanRefusals.CASE_SETTLED, { state }, 'input.caseId');
  if (governorate === known) return refuse(damanRefusals.GOVERNORATE_THE_SAME, {}, 'input.governorate');
  if (!isReason(reason)) return refuseReason();
  await manager.update(DamanCase, { id }, { governorate });
  await keepCorrection(context, {
    ...{ caseId: id, field: 'GOVERNORATE', oldValue: known, newValue: governorate },
    reason,
  });
  await auditCases(context, 'handed over', [found.personId]);
  return { caseId: id, errors: [] };
}
