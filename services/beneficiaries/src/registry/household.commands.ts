import { randomUUID } from 'node:crypto';
import { personRegistered } from '@solidarity/subgraph-kit/events/catalogue';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseAddress, type GivenAddress } from './address';
import { beginAddress } from './address.commands';
import type { Checked } from './checked';
import {
  foundingHead,
  householdLife,
  refuseForming,
  refuseNumber,
  repeatedMembers,
  type FoundingMember,
} from './household';
import { Household } from './household.entity';
import type { RegisterHouseholdInput } from './household.inputs';
import {
  findArea,
  householdRulesOf,
  tellOfHousehold,
  type HouseholdResult,
} from './household-record.commands';
import { withPersonId, type PersonToPlace } from './identity';
import { refusePerson } from './membership';
import { Headship } from './membership.entity';
import { laterOf } from './period';
import { identifyPerson } from './person';
import { beginMemberships, peopleToPlace, registerUnknown } from './placing.commands';

type NewMember = PersonToPlace & Pick<FoundingMember, 'relationship'>;

/** Registers a household with its members; those who are known already are found by their documents. */
export function registerHousehold(
  context: CommandContext,
  input: RegisterHouseholdInput,
): Promise<HouseholdResult> {
  return idempotently(context, 'registerHousehold', input.idempotencyKey, input, async () => {
    const members = declaredMembers(context, input);
    const area = await findArea(context.manager, input.address.areaId);
    const errors = [
      ...(members.refusals ?? []),
      ...refuseAddress(input.address, area, context.caller.claims.governorate),
    ];
    if (errors.length > 0 || !members.value) return { errors };
    return placeHousehold(context, members.value, input.address, input.formedOn ?? context.today);
  });
}

function declaredMembers(context: CommandContext, { members }: RegisterHouseholdInput): Checked<NewMember[]> {
  const tooMany = refuseNumber(members.length);
  if (tooMany) return { refusals: [tooMany] };
  const identified = members.map(({ person }, index) =>
    identifyPerson(person, context.today, `input.members.${index}.person`),
  );
  const problems = identified.flatMap((checked) => checked.refusals ?? []);
  if (problems.length > 0) return { refusals: problems };
  const people = identified.flatMap(({ value }, index) => {
    const relationship = members[index]?.relationship;
    return value && relationship ? [{ ...withPersonId(context, value), relationship }] : [];
  });
  const repeated = repeatedMembers(people);
  return repeated.length > 0 ? { refusals: repeated } : { value: people };
}

async function placeHousehold(
  context: CommandContext,
  members: readonly NewMember[],
  address: GivenAddress,
  formedOn: PlainDate,
): Promise<HouseholdResult> {
  const { manager, today } = context;
  const householdId = randomUUID();
  const personIds = members.map(({ personId }) => personId);
  const newIds = await registerUnknown(context, members, address.areaId);
  const known = await peopleToPlace(manager, personIds, householdId);
  // Of who is registered already the recorded birth date counts, not the declared one.
  const founding = members.map(({ personId, birthDate, relationship }) => {
    const recorded = known.get(personId)?.birthDate ?? birthDate;
    return { personId, relationship, birthDate: recorded, joinedOn: laterOf(formedOn, recorded) };
  });
  const head = foundingHead(founding, await householdRulesOf(context), today);
  const errors = [
    ...founding.map(({ personId, joinedOn }, index) => {
      const person = known.get(personId);
      return person ? refusePerson(person, joinedOn, `input.members.${index}.person`) : null;
    }),
    ...(head.refusals ?? []),
    head.value ? refuseForming(formedOn, head.value, today) : null,
  ].filter((refused) => refused !== null);
  if (errors.length > 0 || !head.value) return { errors };

  const headId = head.value.personId;
  await saveHousehold(context, { householdId, headId, formedOn, address });
  await beginMemberships(
    manager,
    founding.map(({ personId, relationship, joinedOn }) => ({
      ...{ householdId, personId, relationship, joinedOn },
      relativeToId: headId,
    })),
  );
  const household = await manager.findOneByOrFail(Household, { id: householdId });
  const { governorate } = household;
  await auditChange(context, { action: 'registered', entity: 'Household', personIds });
  const registered = newIds.map((personId) =>
    personRegistered.of(personId, { personId, householdId, governorate }),
  );
  await tellOfHousehold(context, household, ['REGISTERED'], registered);
  return { householdId, errors: [] };
}

interface NewHousehold {
  readonly householdId: string;
  readonly headId: string;
  readonly formedOn: PlainDate;
  readonly address: GivenAddress;
}

async function saveHousehold(
  context: CommandContext,
  { householdId, headId, formedOn, address }: NewHousehold,
): Promise<void> {
  const { manager, clock } = context;
  const registeredAt = clock.now().toISOString();
  const { areaId } = address;
  await manager.insert(Household, {
    id: householdId,
    headId,
    areaId,
    formedOn,
    registeredAt,
    dissolvedOn: null,
  });
  await manager.insert(Headship, {
    householdId,
    personId: headId,
    since: formedOn,
    until: null,
  });
  await beginAddress(manager, householdId, address, formedOn);
  const step = { subjectType: householdLife.subjectType, from: null, action: 'register', to: 'ACTIVE' };
  await recordTransition(context, { subjectId: householdId, step });
}
