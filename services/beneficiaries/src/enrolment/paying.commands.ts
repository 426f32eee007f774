import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { ageOn, startOfMonth } from '@solidarity/subgraph-kit/values/plain-date';
import { householdRulesOf } from '../registry/household-record.commands';
import { isWritten, LONGEST_TEXT } from './application-step.commands';
import { Enrolment } from './enrolment.entity';
import type { ChangePayeeInput, ChangePaymentChannelInput } from './enrolment.inputs';
import {
  auditEnrolment,
  beginEnrolmentStep,
  tellOfEnrolment,
  type EnrolmentChange,
  type EnrolmentStep,
} from './enrolment-step.commands';
import { livingMembers } from './members.commands';
import { refusals } from './refusals';

/** Changes how an enrolment is paid. A payment keeps how it was calculated; the next cycle takes what stands then. */
export async function changePaymentChannel(
  context: CommandContext,
  { enrolmentId, channel, reason }: ChangePaymentChannelInput,
): Promise<EnrolmentChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginEnrolmentStep(context, enrolmentId, 'change_channel');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  if (enrolment.channel === channel) return refuse(refusals.NOTHING_CHANGES, {}, 'input.channel');
  const said = `${enrolment.channel} → ${channel}: ${reason.trim()}`;
  return save(context, enrolment, { changed: { channel }, step, reason: said });
}

/** Has another member of the household paid for it, who lives and is of age. */
export async function changePayee(
  context: CommandContext,
  { enrolmentId, personId, reason }: ChangePayeeInput,
): Promise<EnrolmentChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  const begun = await beginEnrolmentStep(context, enrolmentId, 'change_payee');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  const { manager, today } = context;
  const field = 'input.personId';
  const payeeId = knownId(personId, 'uuid');
  const members = await livingMembers(manager, enrolment.householdId);
  const payee = members.find((member) => member.personId === payeeId);
  if (!payee) return refuse(refusals.NOT_A_MEMBER, {}, field);
  const { consentMinimumAge: minimumAge } = await householdRulesOf(context);
  if (ageOn(payee.birthDate, today) < minimumAge)
    return refuse(refusals.PAYEE_TOO_YOUNG, { minimumAge }, field);
  if (payee.personId === enrolment.payeeId) return refuse(refusals.NOTHING_CHANGES, {}, field);
  const changed = { payeeId: payee.personId };
  await tellOfEnrolment(context, { ...enrolment, ...changed }, startOfMonth(today));
  return save(context, enrolment, { changed, step, reason: reason.trim() });
}

interface Change {
  readonly changed: Partial<Pick<Enrolment, 'channel' | 'payeeId'>>;
  readonly step: EnrolmentStep;
  readonly reason: string;
}

async function save(
  context: CommandContext,
  enrolment: Enrolment,
  { changed, step, reason }: Change,
): Promise<EnrolmentChange> {
  const { id } = enrolment;
  await context.manager.update(Enrolment, { id }, changed);
  await recordTransition(context, { subjectId: id, step, reason });
  await auditEnrolment(context, { ...enrolment, ...changed }, step.action);
  return { enrolmentId: id, errors: [] };
}
