import { randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { isWritten, LONGEST_TEXT, termsOn } from './application-step.commands';
import { isMonth, monthAfter, notBefore } from './enrolment';
import type { LiftSuspensionInput, SuspendEnrolmentInput } from './enrolment.inputs';
import {
  auditEnrolment,
  beginEnrolmentStep,
  lockEnrolment,
  takeEnrolmentStep,
  type EnrolmentChange,
} from './enrolment-step.commands';
import { refusals } from './refusals';
import { Suspension } from './suspension.entity';

/** Suspends an enrolment from a month on, the next one when none is named; past months are not taken back by it. */
export async function suspendEnrolment(
  context: CommandContext,
  input: SuspendEnrolmentInput,
): Promise<EnrolmentChange> {
  const { manager, caller, today } = context;
  const { reasonCode, reason } = input;
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginEnrolmentStep(context, input.enrolmentId, 'suspend');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  const last = notBefore(monthAfter(today), enrolment.entitledFrom);
  const fromMonth = input.fromMonth ?? last;
  const first = await firstMonthToSuspend(context, enrolment);
  if (!isMonth(fromMonth) || fromMonth < first || fromMonth > last) {
    return refuse(refusals.MONTH_OUT_OF_RANGE, { from: first, to: last }, 'input.fromMonth');
  }
  const { suspensionReviewMonths } = await termsOn(context, today);
  await manager.insert(Suspension, {
    ...{ id: randomUUID(), enrolmentId: enrolment.id, fromMonth, untilMonth: null, reasonCode },
    ...{ reason: reason.trim(), decidedOn: today, decidedBy: caller.subject, isAnnulled: false },
    ...{ reviewOn: addMonths(today, suspensionReviewMonths), liftedOn: null, liftedBy: null },
  });
  const taken = { step, since: fromMonth, dueChangesFrom: fromMonth, reason: reason.trim() };
  return takeEnrolmentStep(context, enrolment, taken);
}

/** The current month, unless it was decided already by a suspension that ends after it. */
async function firstMonthToSuspend(
  { manager, today }: CommandContext,
  { id, entitledFrom }: { readonly id: string; readonly entitledFrom: PlainDate },
): Promise<PlainDate> {
  const [last] = await manager.find(Suspension, {
    where: { enrolmentId: id, isAnnulled: false },
    order: { untilMonth: 'DESC' },
    take: 1,
  });
  const earliest = notBefore(startOfMonth(today), entitledFrom);
  return last?.untilMonth ? notBefore(last.untilMonth, earliest) : earliest;
}

/** Ends a suspension: months are due again from one on, the current one when none is named. */
export async function liftSuspension(
  context: CommandContext,
  { enrolmentId, dueAgainFrom, annul, reason }: LiftSuspensionInput,
): Promise<EnrolmentChange> {
  const { today } = context;
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  if (annul) return annulSuspension(context, enrolmentId, reason.trim());
  const begun = await beginEnrolmentStep(context, enrolmentId, 'lift');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  const suspension = await openSuspension(context, enrolment.id);
  const { fromMonth } = suspension;
  const last = notBefore(monthAfter(today), fromMonth);
  const untilMonth = dueAgainFrom ?? notBefore(startOfMonth(today), fromMonth);
  if (!isMonth(untilMonth) || untilMonth < fromMonth || untilMonth > last) {
    return refuse(refusals.MONTH_OUT_OF_RANGE, { from: fromMonth, to: last }, 'input.dueAgainFrom');
  }
  await close(context, suspension.id, { untilMonth, isAnnulled: false });
  const taken = { step, since: untilMonth, dueChangesFrom: untilMonth, reason: reason.trim() };
  return takeEnrolmentStep(context, enrolment, taken);
}

async function annulSuspension(
  context: CommandContext,
  enrolmentId: string,
  reason: string,
): Promise<EnrolmentChange> {
  const begun = await beginEnrolmentStep(context, enrolmentId, 'annul');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  const { id, fromMonth } = await openSuspension(context, enrolment.id);
  await close(context, id, { untilMonth: notBefore(monthAfter(context.today), fromMonth), isAnnulled: true });
  return takeEnrolmentStep(context, enrolment, { step, since: fromMonth, dueChangesFrom: fromMonth, reason });
}

/** Annuls a suspension, also one that was lifted: all its months are due after all. A grievance was upheld. */
export async function annulSuspensionById(
  context: CommandContext,
  suspensionId: string,
  reason: string,
): Promise<void> {
  const { manager } = context;
  const { enrolmentId } = await manager.findOneByOrFail(Suspension, { id: suspensionId });
  const enrolment = await lockEnrolment(manager, enrolmentId);
  const suspension = await manager.findOneByOrFail(Suspension, { id: suspensionId });
  if (!enrolment || suspension.isAnnulled) return;
  if (suspension.untilMonth === null && enrolment.state === 'SUSPENDED') {
    const { errors } = await annulSuspension(context, enrolmentId, reason);
    if (errors.length > 0) throw new Error('A suspended enrolment can be reinstated.');
    return;
  }
  // Lifted already, or open when the enrolment ended: who lifted it and when stays as it was.
  await manager.update(Suspension, { id: suspensionId }, { isAnnulled: true });
  if (suspension.untilMonth === null) {
    const untilMonth = notBefore(monthAfter(context.today), suspension.fromMonth);
    await close(context, suspensionId, { untilMonth, isAnnulled: true });
  }
  await noteEntitlementChange(manager, [enrolmentId], suspension.fromMonth, 'ANNUL');
  await auditEnrolment(context, enrolment, 'annul');
}

async function openSuspension({ manager }: CommandContext, enrolmentId: string): Promise<Suspension> {
  return manager.findOneByOrFail(Suspension, { enrolmentId, untilMonth: IsNull() });
}

async function close(
  { manager, caller, today }: CommandContext,
  id: string,
  closed: Pick<Suspension, 'untilMonth' | 'isAnnulled'>,
): Promise<void> {
  await manager.update(Suspension, { id }, { ...closed, liftedOn: today, liftedBy: caller.subject });
}
