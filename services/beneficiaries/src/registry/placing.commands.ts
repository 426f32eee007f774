import type { EntityManager } from 'typeorm';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Relationship } from './household';
import type { PersonToPlace } from './identity';
import type { Joiner } from './membership';
import { Membership } from './membership.entity';
import { Person } from './person.entity';
import { peopleOf, type PlaceRow } from './placed-people';

/**
 * Registers those who are not registered yet and gives their ids. Of two callers who register the same person at
 * once the second waits for the first and then finds the person there; all insert in one order, so none waits for
 * the other in a circle.
 */
export async function registerUnknown(
  { manager, clock }: CommandContext,
  people: readonly PersonToPlace[],
  areaId: string,
): Promise<string[]> {
  const registeredAt = clock.now().toISOString();
  const rows = [...people]
    .sort((a, b) => (a.personId < b.personId ? -1 : 1))
    .map(({ personId, ...person }) => ({
      ...{ ...person, document: person.document ?? undefined },
      ...{ id: personId, areaId, registeredAt },
    }));
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(Person)
    .values(rows)
    .orIgnore()
    .returning('id')
    .execute();
  return (inserted.raw as { id: string }[]).map(({ id }) => id);
}

/**
 * What has to be known of people before they join a household, also of those whom the caller cannot see. They are
 * held until the end of the command, so that nobody places them elsewhere meanwhile.
 */
export async function peopleToPlace(
  manager: EntityManager,
  personIds: readonly string[],
  householdId: string,
): Promise<Map<string, Joiner>> {
  const rows = await manager.query<PlaceRow[]>('select * from people_to_place($1, $2)', [
    personIds,
    householdId,
  ]);
  return peopleOf(rows);
}

/** A membership that begins. */
export interface NewMembership {
  readonly householdId: string;
  readonly personId: string;
  readonly relationship: Relationship;
  /** The head on that day. */
  readonly relativeToId: string;
  readonly joinedOn: PlainDate;
}

export async function beginMemberships(
  manager: EntityManager,
  memberships: readonly NewMembership[],
): Promise<void> {
  await manager.insert(
    Membership,
    memberships.map((membership) => ({ leftOn: null, leftReason: null, ...membership })),
  );
}
