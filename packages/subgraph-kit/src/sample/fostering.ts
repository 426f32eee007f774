import type { Sex } from '../values/national-id';
import { money, type Money } from '../values/money';
import { addYears, type PlainDate } from '../values/plain-date';
import { dateOf, dayOf } from './calendar';
import { chooseHousehold, type Row } from './choosing';
import { fosterApplicationId } from './ids';
import type { SampleHousehold, SampleMember } from './population';
import { randomOf, type Random, type Weighted } from './random';
import { servedBy } from './served-households';
import type { Sample } from './size';

/** How far an application has come; APPROVED ones are on the waiting list. */
export type FosterProgress = 'SUBMITTED' | 'STUDIED' | 'TRAINED' | 'APPROVED' | 'REFUSED';

export type Schooling = 'NONE' | 'PRIMARY' | 'PREPARATORY' | 'SECONDARY' | 'UNIVERSITY';

/** A family that wants to take a child in (كفالة). */
export interface SampleFosterApplication {
  readonly index: number;
  readonly id: string;
  /** Governorate, area, religion and day of marriage stand there. */
  readonly household: SampleHousehold;
  /** The head, who applies; with the spouse, if there is one. */
  readonly applicant: SampleMember;
  readonly spouse: SampleMember | null;
  /** The NGO that serves the household and helps it to apply; null when none does. */
  readonly assistingNgoIndex: number | null;
  readonly submittedOn: PlainDate;
  readonly applicantSchooling: Schooling;
  readonly spouseSchooling: Schooling | null;
  /** Of both together. */
  readonly monthlyIncome: Money;
  /** Which child they ask for; null when either. */
  readonly childSex: Sex | null;
  /** Completed years. */
  readonly childAgeFrom: number;
  readonly childAgeTo: number;
  /** Whether age, marriage, schooling and income are such that the rules of foster families are met. */
  readonly meetsRules: boolean;
  readonly progress: FosterProgress;
}

/** Of every six applications one is by a household that NGO 0 serves, and one of NGO 1. */
const EVERY = 6;

/** In years: what the by-laws of the child law ask of a couple and of a single woman, with a year to spare on either side. */
const COUPLE = { marriedFor: 3, from: 26, to: 59 } as const;
const SINGLE_WOMAN_FROM = 31;

const CHANCE_OF_FAILING_RULES = 0.15;

const PROGRESS: Weighted<FosterProgress> = [
  ['SUBMITTED', 30],
  ['STUDIED', 18],
  ['TRAINED', 14],
  ['APPROVED', 34],
  ['REFUSED', 4],
];

const PROGRESS_OF_OTHERS: Weighted<FosterProgress> = [
  ['SUBMITTED', 40],
  ['REFUSED', 60],
];

/** No application has come so far in fewer days. */
const DAYS_TO_COME_SO_FAR: Readonly<Record<FosterProgress, number>> = {
  SUBMITTED: 10,
  STUDIED: 45,
  TRAINED: 90,
  APPROVED: 150,
  REFUSED: 60,
};

const ENOUGH_SCHOOLING: Weighted<Schooling> = [
  ['SECONDARY', 60],
  ['UNIVERSITY', 40],
];

const TOO_LITTLE_SCHOOLING: Weighted<Schooling> = [
  ['NONE', 20],
  ['PRIMARY', 40],
  ['PREPARATORY', 40],
];

/** The application of an index from 0. Application 0 is the demo citizen's, with the help of NGO 0. */
export function fosterApplicationOf({ population, size }: Sample, index: number): SampleFosterApplication {
  const random = randomOf(population.seed, 'foster application', index);
  const isToMeetRules = index === 0 || !random.chance(CHANCE_OF_FAILING_RULES);
  const planned = random.weighted(isToMeetRules ? PROGRESS : PROGRESS_OF_OTHERS);
  const submittedOn = dateOf(dayOf(population.today) - random.int(DAYS_TO_COME_SO_FAR[planned], 700));
  const row: Row = { length: size.fosterApplications, every: EVERY };
  const household = chooseHousehold(population, row, index, (candidate) => mayFoster(candidate, submittedOn));
  const [applicant] = household.members;
  const spouse = household.members.find(({ relation }) => relation === 'SPOUSE') ?? null;
  const meetsRules = isToMeetRules && mayFoster(household, submittedOn);
  const schooling = meetsRules ? ENOUGH_SCHOOLING : TOO_LITTLE_SCHOOLING;
  const childAgeFrom = random.int(0, 6);
  return {
    index,
    id: fosterApplicationId(index),
    household,
    applicant,
    spouse,
    assistingNgoIndex: servedBy(household.index),
    submittedOn,
    applicantSchooling: random.weighted(schooling),
    spouseSchooling: spouse ? random.weighted(schooling) : null,
    monthlyIncome: drawIncome(random, meetsRules),
    childSex: random.weighted<Sex | null>([
      [null, 50],
      ['FEMALE', 30],
      ['MALE', 20],
    ]),
    childAgeFrom,
    childAgeTo: childAgeFrom + random.int(2, 6),
    meetsRules,
    // Where nobody suits, what was to be approved cannot be.
    progress: meetsRules || planned === 'SUBMITTED' ? planned : 'REFUSED',
  };
}

/** A couple, or a woman by herself, of an age that allows it. */
function mayFoster({ members, marriedOn }: SampleHousehold, on: PlainDate): boolean {
  const [head, ...others] = members;
  const spouse = others.find(({ relation }) => relation === 'SPOUSE');
  const isOfAge = ({ birthDate }: SampleMember, from: number, to: number) =>
    addYears(birthDate, from) <= on && addYears(birthDate, to) > on;
  if (!spouse) return head.sex === 'FEMALE' && isOfAge(head, SINGLE_WOMAN_FROM, COUPLE.to);
  const areMarriedLongEnough = marriedOn !== null && addYears(marriedOn, COUPLE.marriedFor) <= on;
  return areMarriedLongEnough && [head, spouse].every((one) => isOfAge(one, COUPLE.from, COUPLE.to));
}

function drawIncome(random: Random, isEnough: boolean): Money {
  return money(isEnough ? random.int(16, 60) * 500 : random.int(4, 10) * 250);
}
