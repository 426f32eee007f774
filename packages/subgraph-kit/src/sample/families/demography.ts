/**
 * How families of the sample are made up: round figures in the spirit of the 2017 census and the 2021 family health
 * survey, chosen so that a household has four members on average, more in Upper Egypt and fewer in the cities.
 */
import { GOVERNORATES, type Governorate } from '../../values/governorate';
import { countrysideOf, type Countryside } from '../countryside';
import { Quota } from '../quota';
import type { Weighted } from '../random';

/** The governorate of a household by its index, in proportion to the population. Household 0 lives in Giza. */
export const GOVERNORATE_QUOTA = new Quota<Governorate>(
  GOVERNORATES.map(({ code, populationThousands }) => [code, populationThousands] as const),
  10_000,
  'EG_GZ',
);

/** Families that begin within these days are counted together: it is the period of the children's berths. */
export const DAYS_OF_COHORT = 730;

/** Newly married, whose first child is still to come; and those whose first child came within the last two years. */
export const NEWLYWEDS = -1;
const LATEST_COHORT = 0;
const OLDEST_COHORT = 22;

/** Years ago that a family of the cohort began, at least. */
export const yearsSince = (cohort: number): number => cohort * 2;

/** Which share of families began how long ago; fewer of the older are still together. */
const COHORT_WEIGHTS: Weighted<number> = [
  [NEWLYWEDS, 0.7],
  ...Array.from({ length: OLDEST_COHORT - LATEST_COHORT + 1 }, (_, cohort) => {
    const begun = yearsSince(cohort);
    return [
      cohort,
      begun < 10 ? 1 : begun < 20 ? 0.95 : begun < 30 ? 0.7 : begun < 40 ? 0.36 : 0.16,
    ] as const;
  }),
];

/** After so many families of a governorate the row of cohorts begins again. */
export const COHORT_CYCLE = 500;

/** The cohort of a family by how many of its governorate come before it. The first began eight to ten years ago. */
export const COHORT_QUOTA = new Quota<number>(COHORT_WEIGHTS, COHORT_CYCLE, 4);

/** Who heads a family, by how many years ago it began. */
export type Headship = 'COUPLE' | 'WIDOW' | 'WIDOWER' | 'DIVORCED_WOMAN' | 'SINGLE_WOMAN' | 'SINGLE_MAN';

export function headships(begunYearsAgo: number): Weighted<Headship> {
  if (begunYearsAgo < 0) {
    return [
      ['COUPLE', 0.9],
      ['SINGLE_MAN', 0.1],
    ];
  }
  return [
    ['COUPLE', 1],
    ['WIDOW', 0.01 + 0.0004 * begunYearsAgo ** 2],
    ['WIDOWER', 0.0001 * begunYearsAgo ** 2],
    ['DIVORCED_WOMAN', 0.045],
    ['SINGLE_WOMAN', begunYearsAgo < 8 ? 0 : 0.02],
  ];
}

/** How many children are born to a family in all, when time is left. */
export const CHILDREN_BORN: Readonly<Record<Countryside, Weighted<number>>> = {
  CITY: weightsOf(5, 13, 36, 31, 11, 3, 1),
  DELTA: weightsOf(3, 8, 24, 36, 20, 7, 2),
  VALLEY: weightsOf(3, 5, 14, 27, 27, 15, 9),
  DESERT: weightsOf(3, 6, 17, 29, 25, 13, 7),
};

/** Older families had more children. */
export const MORE_CHILDREN_BEFORE = { yearsAgo: 18, chance: 0.6 } as const;

/** Days from the beginning of a family's cohort to that of the days in which its n-th child is born. */
export const daysUntilChild = (order: number): number => order * 1030;

/** No child of the sample is born to a mother who is older, in years. */
export const OLDEST_MOTHER = 44;

/** Whether children of an age still live with their parents. */
export function chanceAtHome(sex: 'MALE' | 'FEMALE', age: number): number {
  const [first, last] = sex === 'FEMALE' ? [18, 29] : [22, 34];
  if (age <= first) return 1;
  return Math.max(0.05, 1 - (age - first) / (last - first));
}

/** Whether a parent, or a brother, sister or grandchild of the head lives with the family. */
export const CHANCE_OF_PARENT: Readonly<Record<Countryside, number>> = {
  CITY: 0.04,
  DELTA: 0.07,
  VALLEY: 0.1,
  DESERT: 0.08,
};
export const CHANCE_OF_SIBLING = 0.02;
export const CHANCE_OF_GRANDCHILD = 0.07;

/** Whether the head moved here from elsewhere, given that the household may have one who did. */
export function chanceOfNewcomer(governorate: Governorate): number {
  return countrysideOf(governorate) === 'CITY' || countrysideOf(governorate) === 'DESERT' ? 0.8 : 0.3;
}

/** Of those who moved, who was born abroad. */
export const CHANCE_BORN_ABROAD = 0.04;

/** Which share of a governorate's families is Christian. */
export function chanceOfChristian(governorate: Governorate): number {
  switch (countrysideOf(governorate)) {
    case 'VALLEY':
      return 0.16;
    case 'CITY':
      return 0.1;
    case 'DELTA':
      return 0.05;
    case 'DESERT':
      return 0.04;
  }
}

function weightsOf(...weights: readonly number[]): Weighted<number> {
  return weights.map((weight, count) => [count, weight] as const);
}
