/** What a family may declare at all, before the rules look at it. */
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { isNegative } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { isWritten, LONGEST_NAME } from '../institutions/written';
import type { FosterFamilyInput } from './foster-application.inputs';
import { refusals } from './refusals';

const EARLIEST_BIRTH = '1900-01-01' as PlainDate;
const OLDEST_CHILD = 17;

/** All that is wrong with what is declared; nothing when it can be taken in. */
export function familyProblems(family: FosterFamilyInput, today: PlainDate): Refusal[] {
  const { applicants, marriedOn = null, areaId, address, monthlyIncome, wish } = family;
  const at = 'input.family';
  const problems: Refusal[] = [];
  applicants.forEach(({ personId, birthDate }, index) => {
    const field = `${at}.applicants.${index}`;
    if (knownId(personId, 'uuid') === null) {
      problems.push(refusal(refusals.PERSON_ID_UNKNOWN, {}, `${field}.personId`));
    }
    if (birthDate < EARLIEST_BIRTH || birthDate > today) {
      const range = { from: EARLIEST_BIRTH, to: today };
      problems.push(refusal(refusals.DAY_OUT_OF_RANGE, range, `${field}.birthDate`));
    }
  });
  if (!isCouple(family) && !isWoman(family)) {
    problems.push(refusal(refusals.APPLICANTS_WRONG, {}, `${at}.applicants`));
  }
  const isMarriageTold = isCouple(family) ? marriedOn !== null && marriedOn <= today : marriedOn === null;
  if (!isMarriageTold) problems.push(refusal(refusals.MARRIED_ON_WRONG, {}, `${at}.marriedOn`));
  if (levelOfArea(areaId) === null) problems.push(refusal(refusals.AREA_UNKNOWN, {}, `${at}.areaId`));
  if (!isWritten(address, LONGEST_NAME)) {
    problems.push(refusal(refusals.TEXT_MISSING, { most: LONGEST_NAME }, `${at}.address`));
  }
  if (isNegative(monthlyIncome)) {
    problems.push(refusal(refusals.AMOUNT_NEGATIVE, {}, `${at}.monthlyIncome`));
  }
  if (wish.ageFrom < 0 || wish.ageTo < wish.ageFrom || wish.ageTo > OLDEST_CHILD) {
    problems.push(refusal(refusals.WISH_AGES_WRONG, { most: OLDEST_CHILD }, `${at}.wish`));
  }
  return problems;
}

/** A man and a woman, both married. */
export function isCouple({ applicants }: FosterFamilyInput): boolean {
  const people = new Set(applicants.map(({ personId }) => personId.toLowerCase()));
  const sexes = new Set(applicants.map(({ sex }) => sex));
  const areMarried = applicants.every(({ maritalStatus }) => maritalStatus === 'MARRIED');
  return applicants.length === 2 && people.size === 2 && sexes.size === 2 && areMarried;
}

function isWoman({ applicants }: FosterFamilyInput): boolean {
  return applicants.length === 1 && applicants[0]?.sex === 'FEMALE';
}
