import type { EntityManager } from 'typeorm';
import { Membership } from '../registry/membership.entity';
import { Person } from '../registry/person.entity';
import type { LivingMember } from './payee';

/** Those who belong to a household today and live, in the order of joining. */
export function livingMembers(manager: EntityManager, householdId: string): Promise<LivingMember[]> {
  return manager
    .createQueryBuilder(Membership, 'membership')
    .innerJoin(Person, 'person', 'person.id = membership.person_id and person.died_on is null')
    .select('membership.person_id', 'personId')
    .addSelect('membership.relationship', 'relationship')
    .addSelect('membership.relative_to_id', 'relativeToId')
    .addSelect('person.birth_date', 'birthDate')
    .addSelect('person.sex', 'sex')
    .where('membership.household_id = :householdId and membership.left_on is null', { householdId })
    .orderBy('membership.joined_on')
    .addOrderBy('membership.id')
    .getRawMany<LivingMember>();
}
