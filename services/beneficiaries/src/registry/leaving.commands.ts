import { IsNull } from 'typeorm';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { afterLeaving } from '../enrolment/after-registry.commands';
import { HouseholdAddress } from './address.entity';
import type { Checked } from './checked';
import { ServiceConsent } from './consent.entity';
import { householdLife, successionOf, type Succession } from './household';
import { Household } from './household.entity';
import {
  householdRulesOf,
  presentMembers,
  type HouseholdChange,
  type PresentMember,
} from './household-record.commands';
import { refuseLeaving, type LeavingReason } from './membership';
import { Headship, Membership } from './membership.entity';
import { laterOf } from './period';

/** That somebody leaves a household, which the caller holds locked. */
export interface Leaving {
  readonly household: Household;
  readonly personId: string;
  readonly leftOn: PlainDate;
  /** Where the day stands in the input. */
  readonly field: string;
  readonly reason: LeavingReason;
  /** Who heads the household afterwards; null when nobody is named. */
  readonly newHeadId: string | null;
}

/** The household after somebody has left it, and what happened to it. */
export interface Left {
  readonly household: Household;
  readonly changes: readonly [HouseholdChange, ...HouseholdChange[]];
}

/** Ends a membership and sees to it that the household has a head afterwards, or is dissolved. */
export async function leaveHousehold(context: CommandContext, leaving: Leaving): Promise<Checked<Left>> {
  const { household, personId, leftOn, field, reason, newHeadId } = leaving;
  const members = await presentMembers(context.manager, household.id);
  const membership = members.find((member) => member.personId === personId) ?? null;
  const refused = refuseLeaving(membership, leftOn, context.today, field);
  if (refused || !membership) return { refusals: refused ? [refused] : [] };
  const remaining = members.filter((member) => member !== membership);
  const departure = {
    leavingId: personId,
    headId: household.headId,
    remaining,
    newHeadId,
    on: context.today,
  };
  const succession = successionOf(departure, await householdRulesOf(context));
  if (!succession.value) return { refusals: succession.refusals };

  await context.manager.update(Membership, { id: membership.id }, { leftOn, leftReason: reason });
  const left = await succeed(context, household, succession.value, remaining, leftOn);
  await afterLeaving(context, {
    ...{ household: left.household, personId, leftOn },
    ...{ isDeath: reason === 'DIED', isDissolved: succession.value.kind === 'DISSOLVED' },
  });
  return { value: left };
}

async function succeed(
  context: CommandContext,
  household: Household,
  succession: Succession,
  remaining: readonly PresentMember[],
  on: PlainDate,
): Promise<Left> {
  switch (succession.kind) {
    case 'UNCHANGED':
      return { household, changes: ['MEMBER_LEFT'] };
    case 'NEW_HEAD': {
      const { headId } = succession;
      // What is recorded late may lie before the heir came: nobody heads a household before joining it.
      const { joinedOn = on } = remaining.find(({ personId }) => personId === headId) ?? {};
      await changeHead(context, household, headId, laterOf(on, joinedOn));
      return { household: { ...household, headId }, changes: ['MEMBER_LEFT', 'HEAD_CHANGED'] };
    }
    case 'DISSOLVED':
      await dissolve(context, household);
      return { household, changes: ['MEMBER_LEFT', 'DISSOLVED'] };
  }
}

async function changeHead(
  context: CommandContext,
  { id }: Household,
  headId: string,
  on: PlainDate,
): Promise<void> {
  const since = await endHeadship(context, id, on);
  await context.manager.insert(Headship, {
    householdId: id,
    personId: headId,
    since,
    until: null,
  });
  await context.manager.update(Household, { id }, { headId });
}

/** A head may have died before the day on which they are recorded to have become it: then they never were. */
async function endHeadship(
  { manager }: CommandContext,
  householdId: string,
  on: PlainDate,
): Promise<PlainDate> {
  const current = await manager.findOneByOrFail(Headship, { householdId, until: IsNull() });
  const until = laterOf(current.since, on);
  await manager.update(Headship, { id: current.id }, { until });
  return until;
}

/** Nobody is left: the household stays in the registry as it was, and nobody serves it any more. */
async function dissolve(context: CommandContext, { id, formedOn }: Household): Promise<void> {
  const { manager } = context;
  // Whose leaving is recorded last need not be who left last.
  const last = await manager.findOneOrFail(Membership, {
    where: { householdId: id },
    order: { leftOn: { direction: 'DESC', nulls: 'LAST' } },
  });
  const dissolvedOn = laterOf(formedOn, last.leftOn ?? formedOn);
  const step = move(householdLife, 'ACTIVE', 'dissolve', { role: context.caller.role });
  if (!step.ok) throw new Error('An active household can always be dissolved.');
  await endHeadship(context, id, dissolvedOn);
  const address = await manager.findOneByOrFail(HouseholdAddress, { householdId: id, until: IsNull() });
  await manager.update(HouseholdAddress, { id: address.id }, { until: laterOf(address.since, dissolvedOn) });
  for (const consent of await manager.findBy(ServiceConsent, { householdId: id, withdrawnOn: IsNull() })) {
    const withdrawnOn = laterOf(consent.givenOn, dissolvedOn);
    await manager.update(
      ServiceConsent,
      { id: consent.id },
      { withdrawnOn, withdrawnReason: 'The household was dissolved.' },
    );
  }
  await manager.update(Household, { id }, { dissolvedOn });
  await recordTransition(context, { subjectId: id, step, onDate: dissolvedOn });
}
