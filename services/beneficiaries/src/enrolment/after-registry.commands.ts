/**
 * What becomes of enrolments when somebody leaves a household, by death or otherwise: a programme that pays persons pays
 * this one no longer from the next month on, a payee is replaced by the head, and an enrolment of which nobody is left
 * ends. The registry calls it in the transaction that records the leaving, after the household has its new head.
 */
import { In, IsNull, Not } from 'typeorm';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import type { Household } from '../registry/household.entity';
import { enrolmentLife, monthAfter, notBefore, type ExitReason } from './enrolment';
import { Enrolment, EnrolmentPerson } from './enrolment.entity';
import { auditEnrolment, tellOfEnrolment } from './enrolment-step.commands';
import { exit } from './exit.commands';

/** That somebody has left a household. */
export interface LeftHousehold {
  /** The household, held, with the head that it has from now on. */
  readonly household: Pick<Household, 'id' | 'headId'>;
  readonly personId: string;
  readonly leftOn: PlainDate;
  readonly isDeath: boolean;
  /** Whether nobody is left in it. */
  readonly isDissolved: boolean;
}

/** Lets the enrolments of a household follow. */
export async function afterLeaving(context: CommandContext, left: LeftHousehold): Promise<void> {
  const { manager } = context;
  const { household, isDissolved } = left;
  const enrolments = await manager.find(Enrolment, {
    where: { householdId: household.id, state: Not('EXITED') },
    lock: { mode: 'for_no_key_update' },
    order: { id: 'ASC' },
  });
  if (enrolments.length === 0) return;
  const ended = await endPersons(context, enrolments, left);
  for (const enrolment of enrolments) {
    const isForNobody = ended.has(enrolment.id) && !(await hasEntitled(context, enrolment.id));
    if (isDissolved) await exitBy(context, enrolment, 'HOUSEHOLD_DISSOLVED', left.leftOn);
    else if (isForNobody) await exitBy(context, enrolment, 'NOBODY_ENTITLED', left.leftOn);
    else await follow(context, enrolment, left, ended.has(enrolment.id));
  }
}

/** Ends what the person is entitled to by these enrolments; gives those of which it did. */
async function endPersons(
  { manager }: CommandContext,
  enrolments: readonly Enrolment[],
  { personId, leftOn, isDeath }: LeftHousehold,
): Promise<Set<string>> {
  const ended = await manager.findBy(EnrolmentPerson, {
    ...{ enrolmentId: In(enrolments.map(({ id }) => id)), personId, entitledUntil: IsNull() },
  });
  for (const { id, entitledFrom } of ended) {
    await manager.update(
      EnrolmentPerson,
      { id },
      { entitledUntil: notBefore(monthAfter(leftOn), entitledFrom), endReason: isDeath ? 'DIED' : 'LEFT' },
    );
  }
  return new Set(ended.map(({ enrolmentId }) => enrolmentId));
}

function hasEntitled({ manager }: CommandContext, enrolmentId: string): Promise<boolean> {
  return manager.existsBy(EnrolmentPerson, { enrolmentId, entitledUntil: IsNull() });
}

async function exitBy(
  context: CommandContext,
  enrolment: Enrolment,
  exitReason: ExitReason,
  leftOn: PlainDate,
): Promise<void> {
  const step = move(enrolmentLife, enrolment.state, 'end', { role: context.caller.role });
  if (!step.ok) throw new Error('Who records that a household is left ends its enrolments.');
  await exit(context, enrolment, { step, exitReason, until: monthAfter(leftOn), reason: null });
}

/** It goes on, for those who stay: with the head as payee when the payee has left. */
async function follow(
  context: CommandContext,
  enrolment: Enrolment,
  { household, personId, leftOn }: LeftHousehold,
  hasEnded: boolean,
): Promise<void> {
  const isPayee = enrolment.payeeId === personId;
  const month = startOfMonth(leftOn);
  const { id, payeeId } = enrolment;
  const now = { ...enrolment, payeeId: isPayee ? household.headId : payeeId };
  if (isPayee) {
    await context.manager.update(Enrolment, { id }, { payeeId: now.payeeId });
    await auditEnrolment(context, now, 'replace payee');
  }
  // What a membership changes of a household's due PostgreSQL notes itself.
  if (hasEnded) await noteEntitlementChange(context.manager, [id], month, 'PERSON_LEFT');
  if (isPayee || hasEnded) await tellOfEnrolment(context, now, startOfMonth(context.today));
}
