import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { householdChanged } from '@solidarity/subgraph-kit/events/catalogue';
import type { NewEvent } from '@solidarity/subgraph-kit/events/event-type';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { Area } from './area.entity';
import type { Candidate, HouseholdRules } from './household';
import { Household } from './household.entity';
import { HOUSEHOLD_RULES, householdRules } from './household-rules';
import { Membership } from './membership.entity';
import { Person } from './person.entity';

/** What a command about a household has done: the id to read it by, or why nothing was done. */
export interface HouseholdResult {
  householdId?: string;
  errors: Refusal[];
}

/** The household, held until the end of the command; null when there is none for this caller. */
export async function lockHousehold(manager: EntityManager, id: string): Promise<Household | null> {
  if (knownId(id, 'uuid') === null) return null;
  return manager.findOne(Household, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** The person, held until the end of the command; null when there is none for this caller. */
export async function lockPerson(manager: EntityManager, id: string): Promise<Person | null> {
  if (knownId(id, 'uuid') === null) return null;
  return manager.findOne(Person, { where: { id }, lock: { mode: 'for_no_key_update' } });
}

/** The person; null when there is none for this caller. */
export async function findPerson(manager: EntityManager, id: string): Promise<Person | null> {
  return knownId(id, 'uuid') === null ? null : manager.findOneBy(Person, { id });
}

/** The area with a code; null when there is none. */
export async function findArea(manager: EntityManager, id: string): Promise<Area | null> {
  return levelOfArea(id) === null ? null : manager.findOneBy(Area, { id });
}

/** The rules of households as they hold today, on which day a decision is made whatever day it is about. */
export async function householdRulesOf({ manager, today }: CommandContext): Promise<HouseholdRules> {
  return (await rulesOn(manager, HOUSEHOLD_RULES, today, householdRules)).value;
}

/** A member of a household today. */
export type PresentMember = Candidate & Pick<Membership, 'id' | 'joinedOn' | 'leftOn'>;

/** Those who belong to a household today. */
export async function presentMembers(manager: EntityManager, householdId: string): Promise<PresentMember[]> {
  return manager
    .createQueryBuilder(Membership, 'membership')
    .innerJoin(Person, 'person', 'person.id = membership.person_id')
    .select('membership.id', 'id')
    .addSelect('membership.person_id', 'personId')
    .addSelect('membership.joined_on', 'joinedOn')
    .addSelect('membership.left_on', 'leftOn')
    .addSelect('person.birth_date', 'birthDate')
    .where('membership.household_id = :householdId and membership.left_on is null', { householdId })
    .orderBy('membership.joined_on')
    .addOrderBy('membership.id')
    .getRawMany<PresentMember>();
}

/** What happened to a household, as its event says. */
export type HouseholdChange = Parameters<typeof householdChanged.of>[1]['change'];

/** Tells other services of a change that was made: one event for each, after those about people. Call it last. */
export async function tellOfHousehold(
  { manager }: CommandContext,
  { id, headId, areaId, governorate }: Pick<Household, 'id' | 'headId' | 'areaId' | 'governorate'>,
  changes: readonly HouseholdChange[],
  before: readonly NewEvent[] = [],
): Promise<void> {
  const memberIds = (await presentMembers(manager, id)).map(({ personId }) => personId);
  const told = changes.map((change) =>
    householdChanged.of(id, { householdId: id, change, headId, memberIds, areaId, governorate }),
  );
  const [first, ...others] = [...before, ...told];
  if (first) await emit(manager, first, ...others);
}
