import type { Sex } from '../../values/national-id';
import { drawGivenName } from '../names';
import type { SampleText } from '../text';
import { BERTHS, birthDayIn, shiftOf, type Berth } from './births';
import {
  chanceAtHome,
  CHILDREN_BORN,
  daysUntilChild,
  MORE_CHILDREN_BEFORE,
  OLDEST_MOTHER,
  yearsSince,
} from './demography';
import type { Parenthood } from './heads';
import { memberOf, yearsFrom, type FamilyMember } from './member';
import type { FamilyPlace } from './place';

const CHILDREN_OF_DEMO = 3;

/** The children who live with their parents, the eldest first. */
export function childrenOf(place: FamilyPlace, parenthood: Parenthood): FamilyMember[] {
  const { random, today } = place;
  const given: SampleText[] = [];
  return BERTHS.children.slice(0, numberBorn(place, parenthood)).flatMap((berth, order) => {
    const sex: Sex = random.chance(0.512) ? 'MALE' : 'FEMALE';
    const child = childOf(place, parenthood, berth, order, sex, given);
    given.push(child.given);
    const isBorn =
      child.birthDay <= parenthood.lastDay &&
      yearsFrom(parenthood.motherBirthDay, child.birthDay) < OLDEST_MOTHER + 1;
    const livesHere = random.chance(chanceAtHome(sex, yearsFrom(child.birthDay, today)));
    return isBorn && livesHere ? [child] : [];
  });
}

function childOf(
  place: FamilyPlace,
  { lineage }: Parenthood,
  berth: Berth,
  order: number,
  sex: Sex,
  brothersAndSisters: readonly SampleText[],
): FamilyMember {
  const { seed, governorate, cohort, rankInCohort, began, random } = place;
  const bearer = { berth, rank: rankInCohort, shift: shiftOf(seed, berth, governorate, String(cohort)) };
  return memberOf(place, bearer, {
    relation: 'CHILD',
    sex,
    maritalStatus: 'NEVER_MARRIED',
    birthDay: birthDayIn(began + daysUntilChild(order), bearer),
    given: drawGivenName(random, lineage, sex, brothersAndSisters),
    lineage,
  });
}

function numberBorn({ isDemo, cohort, countryside, random }: FamilyPlace, { most }: Parenthood): number {
  if (isDemo) return CHILDREN_OF_DEMO;
  const isOlder = yearsSince(cohort) >= MORE_CHILDREN_BEFORE.yearsAgo;
  const more = isOlder && random.chance(MORE_CHILDREN_BEFORE.chance) ? 1 : 0;
  return Math.min(random.weighted(CHILDREN_BORN[countryside]) + more, most);
}
