import { IsNull, type EntityManager } from 'typeorm';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { governorateOfArea } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseAddress, refuseMove, type AddressSince, type GivenAddress } from './address';
import { HouseholdAddress } from './address.entity';
import { Household } from './household.entity';
import type { MoveHouseholdInput } from './household.inputs';
import {
  findArea,
  lockHousehold,
  presentMembers,
  tellOfHousehold,
  type HouseholdResult,
} from './household-record.commands';
import { refusals } from './refusals';

/** The address that a household has from a day on. */
export async function beginAddress(
  manager: EntityManager,
  householdId: string,
  { areaId, line, coordinates }: GivenAddress,
  since: PlainDate,
): Promise<void> {
  const { latitude = null, longitude = null } = coordinates ?? {};
  const place = { areaId, line: line.trim(), latitude, longitude };
  await manager.insert(HouseholdAddress, { householdId, ...place, since, until: null });
}

/** Records that a household has moved; the old address stays in its history. */
export async function moveHousehold(
  context: CommandContext,
  input: MoveHouseholdInput,
): Promise<HouseholdResult> {
  const { manager, today, caller } = context;
  const household = await lockHousehold(manager, input.householdId);
  if (!household) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
  const { id, dissolvedOn } = household;
  if (dissolvedOn !== null) return refuse(refusals.HOUSEHOLD_DISSOLVED, { dissolvedOn }, 'input.householdId');
  const movedOn = input.movedOn ?? today;
  const area = await findArea(manager, input.address.areaId);
  const current = await manager.findOneByOrFail(HouseholdAddress, { householdId: id, until: IsNull() });
  const errors = [
    ...refuseAddress(input.address, area, caller.claims.governorate),
    refuseMove(addressSince(current), input.address, movedOn, today),
  ].filter((refused) => refused !== null);
  if (errors.length > 0) return { errors };

  const { areaId } = input.address;
  await manager.update(HouseholdAddress, { id: current.id }, { until: movedOn });
  await beginAddress(manager, id, input.address, movedOn);
  await manager.update(Household, { id }, { areaId });
  const moved = { ...household, areaId, governorate: governorateOfArea(areaId) ?? household.governorate };
  const members = await presentMembers(manager, id);
  const personIds = members.map(({ personId }) => personId);
  await auditChange(context, { action: 'moved', entity: 'Household', personIds });
  await tellOfHousehold(context, moved, ['MOVED']);
  return { householdId: id, errors: [] };
}

function addressSince({ areaId, line, latitude, longitude, since }: HouseholdAddress): AddressSince {
  const coordinates = latitude === null || longitude === null ? null : { latitude, longitude };
  return { areaId, line, coordinates, since };
}
