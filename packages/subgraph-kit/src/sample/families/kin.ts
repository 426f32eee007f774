import type { Sex } from '../../values/national-id';
import { years } from '../calendar';
import { drawGivenName, drawLineage, lineageOfChildren } from '../names';
import { BERTHS, birthDayIn } from './births';
import { CHANCE_OF_GRANDCHILD, CHANCE_OF_PARENT, CHANCE_OF_SIBLING } from './demography';
import { bearerInGovernorate, memberOf, yearsFrom, type FamilyMember, type MemberFacts } from './member';
import type { FamilyPlace } from './place';

/** A relation who lives with the family; at most one, since the berth of kin has room for one. */
export function kinOf(
  place: FamilyPlace,
  head: FamilyMember,
  children: readonly FamilyMember[],
): FamilyMember | null {
  const { random, countryside, today, isDemo } = place;
  if (isDemo) return null;
  const age = yearsFrom(head.birthDay, today);
  if (age < 58 && random.chance(CHANCE_OF_PARENT[countryside])) return parentOf(place, head);
  if (age < 45 && random.chance(CHANCE_OF_SIBLING)) return siblingOf(place, head);
  const hasOldChildren = age >= 58 && head.maritalStatus !== 'NEVER_MARRIED' && children.length < 3;
  if (hasOldChildren && random.chance(CHANCE_OF_GRANDCHILD)) return grandchildOf(place, head);
  return null;
}

/** Mostly a mother who lost her husband. She is 18 to 38 years older than the head. */
function parentOf(place: FamilyPlace, head: FamilyMember): FamilyMember {
  const { random, religion } = place;
  const isMother = random.chance(0.8);
  const mothers = drawLineage(random, religion);
  const { father, grandfather, family } = head.lineage;
  return kin(place, head.birthDay - years(38), {
    relation: 'PARENT',
    sex: isMother ? 'FEMALE' : 'MALE',
    maritalStatus: 'WIDOWED',
    given: isMother ? drawGivenName(random, mothers, 'FEMALE') : father,
    lineage: isMother
      ? mothers
      : { religion, father: grandfather, grandfather: drawGivenName(random, head.lineage, 'MALE'), family },
  });
}

/** An unmarried brother or sister; none when the days between the two births could not be. */
function siblingOf(place: FamilyPlace, head: FamilyMember): FamilyMember | null {
  const sex = drawSex(place);
  const sibling = kin(place, head.birthDay - years(10), {
    relation: 'SIBLING',
    sex,
    maritalStatus: 'NEVER_MARRIED',
    given: drawGivenName(place.random, head.lineage, sex, [head.given]),
    lineage: head.lineage,
  });
  return Math.abs(sibling.birthDay - head.birthDay) < 300 ? null : sibling;
}

/** A child of a son of the head, who lives elsewhere. */
function grandchildOf(place: FamilyPlace, head: FamilyMember): FamilyMember | null {
  const { random, today, religion } = place;
  const sex = drawSex(place);
  const married = head.sex === 'MALE' ? head : husbandOf(place);
  const sons = lineageOfChildren(married.given, married.lineage);
  const lineage = lineageOfChildren(drawGivenName(random, sons, 'MALE'), sons);
  const grandchild = kin(place, today - BERTHS.kin.period + 1, {
    relation: 'GRANDCHILD',
    sex,
    maritalStatus: 'NEVER_MARRIED',
    given: drawGivenName(random, { ...lineage, religion }, sex),
    lineage,
  });
  return yearsFrom(head.birthDay, grandchild.birthDay) < 40 ? null : grandchild;
}

function husbandOf({ random, religion }: FamilyPlace): Pick<FamilyMember, 'given' | 'lineage'> {
  const lineage = drawLineage(random, religion);
  return { given: drawGivenName(random, lineage, 'MALE'), lineage };
}

function drawSex({ random }: FamilyPlace): Sex {
  return random.chance(0.5) ? 'MALE' : 'FEMALE';
}

function kin(place: FamilyPlace, earliest: number, facts: Omit<MemberFacts, 'birthDay'>): FamilyMember {
  const bearer = bearerInGovernorate(BERTHS.kin, place);
  return memberOf(place, bearer, { ...facts, birthDay: birthDayIn(earliest, bearer) });
}
