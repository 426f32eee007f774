import { GOVERNORATES, type Governorate } from '../../values/governorate';
import type { Sex } from '../../values/national-id';
import { years } from '../calendar';
import { drawGivenName, drawLineage, lineageOfChildren, type Lineage } from '../names';
import { BERTHS, birthDayIn, NEWCOMER_INTERVAL, shiftOf, type Bearer } from './births';
import { CHANCE_BORN_ABROAD, chanceOfNewcomer, headships, yearsSince, type Headship } from './demography';
import { bearerInGovernorate, memberOf, type FamilyMember, type MaritalStatus } from './member';
import type { FamilyPlace } from './place';

/** What is known of the parents when the children are made. */
export interface Parenthood {
  readonly motherBirthDay: number;
  /** What the father hands down, whether he lives with them or not. */
  readonly lineage: Lineage;
  /** No child is born later: the marriage has ended. */
  readonly lastDay: number;
  /** No more children than these. */
  readonly most: number;
}

/** Who heads the family. */
export interface Heads {
  readonly head: FamilyMember;
  readonly spouse: FamilyMember | null;
  readonly marriedDay: number | null;
  /** Null when the head never was married. */
  readonly parenthood: Parenthood | null;
}

interface HeadFacts {
  readonly sex: Sex;
  readonly maritalStatus: MaritalStatus;
  /** Years since a marriage ended, at least. */
  readonly aloneForYears: number;
  readonly mostChildren: number;
}

const HEAD_FACTS: Readonly<Record<Headship, HeadFacts>> = {
  COUPLE: { sex: 'MALE', maritalStatus: 'MARRIED', aloneForYears: 0, mostChildren: 6 },
  WIDOW: { sex: 'FEMALE', maritalStatus: 'WIDOWED', aloneForYears: 1, mostChildren: 6 },
  WIDOWER: { sex: 'MALE', maritalStatus: 'WIDOWED', aloneForYears: 1, mostChildren: 6 },
  DIVORCED_WOMAN: { sex: 'FEMALE', maritalStatus: 'DIVORCED', aloneForYears: 2, mostChildren: 3 },
  SINGLE_WOMAN: { sex: 'FEMALE', maritalStatus: 'NEVER_MARRIED', aloneForYears: 0, mostChildren: 0 },
  SINGLE_MAN: { sex: 'MALE', maritalStatus: 'NEVER_MARRIED', aloneForYears: 0, mostChildren: 0 },
};

/** Age of a head, in years, when the family begins: at most; at least it is sixteen years less. */
const OLDEST_AT_BEGINNING: Readonly<Record<Sex, number>> = { MALE: 38, FEMALE: 36 };

const BIRTHPLACES = GOVERNORATES.map(({ code, populationThousands }) => [code, populationThousands] as const);

export function headsOf(place: FamilyPlace): Heads {
  const { random, began, religion } = place;
  const headship = place.isDemo ? 'COUPLE' : random.weighted(headships(yearsSince(place.cohort)));
  const { sex, maritalStatus, aloneForYears, mostChildren } = HEAD_FACTS[headship];
  const lineage = drawLineage(random, religion);
  const { bearer, born } = headBearerOf(place);
  const head = memberOf(
    place,
    bearer,
    {
      relation: 'HEAD',
      sex,
      maritalStatus,
      birthDay: birthDayIn(began - years(OLDEST_AT_BEGINNING[sex]), bearer),
      given: drawGivenName(random, lineage, sex),
      lineage,
    },
    born,
  );
  if (maritalStatus === 'NEVER_MARRIED') return { head, spouse: null, marriedDay: null, parenthood: null };

  const spouse = headship === 'COUPLE' ? wifeOf(place, head) : null;
  const father = sex === 'MALE' ? head : absentFatherOf(place);
  const mother = sex === 'FEMALE' ? head : spouse;
  return {
    head,
    spouse,
    marriedDay: began - random.int(120, 700),
    parenthood: {
      // Of a widower's late wife no more is known than that she was of a usual age.
      motherBirthDay: mother?.birthDay ?? began - years(25),
      lineage: lineageOfChildren(father.given, father.lineage),
      lastDay: place.today - years(aloneForYears),
      most: mostChildren,
    },
  };
}

/** One in six heads may have come from elsewhere; they are counted by themselves. */
function headBearerOf(place: FamilyPlace): { bearer: Bearer; born: Governorate | null } {
  const { index, governorate, random, seed } = place;
  const mayHaveMoved = index % NEWCOMER_INTERVAL === NEWCOMER_INTERVAL - 1;
  if (!mayHaveMoved || !random.chance(chanceOfNewcomer(governorate))) {
    return { bearer: bearerInGovernorate(BERTHS.head, place), born: governorate };
  }
  const berth = BERTHS.newcomer;
  return {
    bearer: { berth, rank: Math.floor(index / NEWCOMER_INTERVAL), shift: shiftOf(seed, berth) },
    born: random.chance(CHANCE_BORN_ABROAD) ? null : random.weighted(BIRTHPLACES),
  };
}

/** At most two years older than her husband, and from 20 to 34 when the family begins. */
function wifeOf(place: FamilyPlace, husband: FamilyMember): FamilyMember {
  const { random, began, religion } = place;
  const lineage = drawLineage(random, religion);
  const bearer = bearerInGovernorate(BERTHS.spouse, place);
  const earliest = Math.min(Math.max(husband.birthDay - years(2), began - years(34)), began - years(30));
  return memberOf(place, bearer, {
    relation: 'SPOUSE',
    sex: 'FEMALE',
    maritalStatus: 'MARRIED',
    birthDay: birthDayIn(earliest, bearer),
    given: drawGivenName(random, lineage, 'FEMALE'),
    lineage,
  });
}

/** The children's father who has died or left. */
function absentFatherOf({ random, religion }: FamilyPlace): Pick<FamilyMember, 'given' | 'lineage'> {
  const lineage = drawLineage(random, religion);
  return { given: drawGivenName(random, lineage, 'MALE'), lineage };
}
