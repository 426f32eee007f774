import { GOVERNORATES, type Governorate } from '../../values/governorate';
import { countrysideOf, type Countryside } from '../countryside';
import type { Religion } from '../given-names';
import { randomOf, type Random } from '../random';
import {
  COHORT_CYCLE,
  COHORT_QUOTA,
  DAYS_OF_COHORT,
  GOVERNORATE_QUOTA,
  chanceOfChristian,
} from './demography';

/** The household of the demo citizen: a married couple with three children in Giza. */
export const DEMO_HOUSEHOLD = 0;

/** Each governorate begins elsewhere in the row of cohorts, or the first families of all would be of one age. */
const COHORTS_SKIPPED: ReadonlyMap<Governorate, number> = new Map(
  GOVERNORATES.map(({ code }) => [
    code,
    code === GOVERNORATE_QUOTA.at(DEMO_HOUSEHOLD).kind
      ? 0
      : randomOf('cohorts', code).int(0, COHORT_CYCLE - 1),
  ]),
);

/** Which family it is: all that its members are made from. */
export interface FamilyPlace {
  readonly seed: string;
  /** The sample's day, counted from 1 January 1970. */
  readonly today: number;
  readonly isDemo: boolean;
  /** The household's index. */
  readonly index: number;
  readonly governorate: Governorate;
  readonly countryside: Countryside;
  readonly religion: Religion;
  /** How many households of the same governorate come before it. */
  readonly rank: number;
  /** How many periods of two years ago it began, and how many of its governorate's families of then come before it. */
  readonly cohort: number;
  readonly rankInCohort: number;
  /** First of the days in which its first child is born. */
  readonly began: number;
  readonly random: Random;
}

/** The place of a household by its index, without looking at any other. */
export function familyPlaceOf(seed: string, today: number, index: number): FamilyPlace {
  const { kind: governorate, rank } = GOVERNORATE_QUOTA.at(index);
  const { kind: cohort, rank: rankInCohort } = COHORT_QUOTA.at(
    rank + (COHORTS_SKIPPED.get(governorate) ?? 0),
  );
  const random = randomOf(seed, 'family', index);
  return {
    seed,
    today,
    isDemo: index === DEMO_HOUSEHOLD,
    index,
    governorate,
    countryside: countrysideOf(governorate),
    religion: random.chance(chanceOfChristian(governorate)) ? 'CHRISTIAN' : 'MUSLIM',
    rank,
    cohort,
    rankInCohort,
    began: today - DAYS_OF_COHORT * (cohort + 1),
    random,
  };
}
