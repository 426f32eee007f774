import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { personRegistered } from '@solidarity/subgraph-kit/events/catalogue';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Relationship } from './household';
import type { Household } from './household.entity';
import {
  findPerson,
  lockHousehold,
  tellOfHousehold,
  type HouseholdResult,
} from './household-record.commands';
import { withPersonId } from './identity';
import { leaveHousehold } from './leaving.commands';
import { refuseJoining, type Joiner, type Joining } from './membership';
import type { AddHouseholdMemberInput, EndMembershipInput, MoveMemberInput } from './membership.inputs';
import { identifyPerson } from './person';
import { beginMemberships, peopleToPlace, registerUnknown } from './placing.commands';
import { refusals } from './refusals';

/** Records that somebody joins a household; who is not registered yet is. */
export function addHouseholdMember(
  context: CommandContext,
  input: AddHouseholdMemberInput,
): Promise<HouseholdResult> {
  return idempotently(context, 'addHouseholdMember', input.idempotencyKey, input, async () => {
    const { manager, today } = context;
    const identified = identifyPerson(input.person, today, 'input.person');
    if (!identified.value) return { errors: identified.refusals };
    const household = await lockHousehold(manager, input.householdId);
    if (!household) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
    const person = withPersonId(context, identified.value);
    const newIds = await registerUnknown(context, [person], household.areaId);
    const { personId } = person;
    const errors = await join(context, household, {
      ...{ personId, relationship: input.relationship, joinedOn: input.joinedOn ?? today },
      fields: { person: 'input.person', joinedOn: 'input.joinedOn' },
    });
    if (errors.length > 0) return { errors };
    const { id: householdId, governorate } = household;
    await auditChange(context, { action: 'joined', entity: 'Household', personIds: [personId] });
    const registered = newIds.map((id) =>
      personRegistered.of(id, { personId: id, householdId, governorate }),
    );
    await tellOfHousehold(context, household, ['MEMBER_JOINED'], registered);
    return { householdId, errors: [] };
  });
}

interface NewMember {
  readonly personId: string;
  readonly relationship: Relationship;
  readonly joinedOn: PlainDate;
  readonly fields: Joining['fields'];
}

/** Begins a membership in a household that the caller holds locked, or says why not. */
async function join(
  { manager, today }: CommandContext,
  household: Household,
  member: NewMember,
): Promise<Refusal[]> {
  const { personId, relationship, joinedOn, fields } = member;
  const person: Joiner | undefined = (await peopleToPlace(manager, [personId], household.id)).get(personId);
  if (!person) return [refusal(refusals.PERSON_NOT_FOUND, {}, fields.person)];
  const errors = refuseJoining({ person, household, relationship, joinedOn, fields }, today);
  if (errors.length > 0) return errors;
  const { id: householdId, headId: relativeToId } = household;
  await beginMemberships(manager, [{ householdId, personId, relationship, relativeToId, joinedOn }]);
  return [];
}

/** Records that somebody belongs to a household no longer, and to no other. */
export async function endMembership(
  context: CommandContext,
  input: EndMembershipInput,
): Promise<HouseholdResult> {
  const { personId, reason } = input;
  if (reason === 'DIED' || reason === 'MOVED_TO_HOUSEHOLD') {
    return refuse(refusals.REASON_IS_ANOTHER_MUTATION, {}, 'input.reason');
  }
  const household = await lockHousehold(context.manager, input.householdId);
  if (!household) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
  const left = await leaveHousehold(context, {
    ...{ household, personId, reason, field: 'input.leftOn' },
    leftOn: input.leftOn ?? context.today,
    newHeadId: input.newHeadId ?? null,
  });
  if (!left.value) return { errors: left.refusals };
  await auditChange(context, { action: 'left', entity: 'Household', personIds: [personId] });
  await tellOfHousehold(context, left.value.household, left.value.changes);
  return { householdId: household.id, errors: [] };
}

/** What moving a member has done: the ids of both households, or why nothing was done. */
export interface MemberMoved {
  fromHouseholdId?: string;
  toHouseholdId?: string;
  errors: Refusal[];
}

/** Records that somebody moves to another household: leaves the one and joins the other on the same day. */
export async function moveMember(context: CommandContext, input: MoveMemberInput): Promise<MemberMoved> {
  const { manager, today } = context;
  const { personId, relationship, toHouseholdId } = input;
  const person = await findPerson(manager, personId);
  if (!person) return refuse(refusals.PERSON_NOT_FOUND, {}, 'input.personId');
  const { from, to } = await lockBoth(context, person.householdId, toHouseholdId);
  if (!to) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.toHouseholdId');
  if (!from) return refuse(refusals.NOT_A_MEMBER, {}, 'input.personId');
  if (from.id === to.id) return refuse(refusals.PERSON_ALREADY_MEMBER, {}, 'input.toHouseholdId');

  const movedOn = input.movedOn ?? today;
  const left = await leaveHousehold(context, {
    ...{ household: from, personId, leftOn: movedOn, field: 'input.movedOn' },
    ...{ reason: 'MOVED_TO_HOUSEHOLD', newHeadId: input.newHeadId ?? null },
  });
  if (!left.value) return { errors: left.refusals };
  const fields = { person: 'input.personId', joinedOn: 'input.movedOn' };
  const errors = await join(context, to, { personId, relationship, joinedOn: movedOn, fields });
  if (errors.length > 0) return { errors };
  await auditChange(context, { action: 'moved', entity: 'Household', personIds: [personId] });
  await tellOfHousehold(context, left.value.household, left.value.changes);
  await tellOfHousehold(context, to, ['MEMBER_JOINED']);
  return { fromHouseholdId: from.id, toHouseholdId: to.id, errors: [] };
}

/** In the order of their ids, so that two who move members between the same households do not wait in a circle. */
async function lockBoth(
  { manager }: CommandContext,
  fromId: string | null,
  toId: string,
): Promise<{ from: Household | null; to: Household | null }> {
  const locked = new Map<string, Household | null>();
  const ids = [fromId, knownId(toId, 'uuid')].filter((id) => id !== null).sort();
  for (const id of new Set(ids)) locked.set(id, await lockHousehold(manager, id));
  const of = (id: string | null) => (id === null ? null : (locked.get(id) ?? null));
  return { from: of(fromId), to: of(knownId(toId, 'uuid')) };
}
