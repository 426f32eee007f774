import type { Governorate } from '../../values/governorate';
import type { NationalId, Sex } from '../../values/national-id';
import { DAYS_OF_YEAR } from '../calendar';
import type { Lineage } from '../names';
import type { SampleText } from '../text';
import { sampleNationalId, shiftOf, type Bearer, type Berth } from './births';
import type { FamilyPlace } from './place';

/** What a member is to the head of the household. */
export type Relation = 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'SIBLING' | 'GRANDCHILD';

export type MaritalStatus = 'NEVER_MARRIED' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';

export interface FamilyMember {
  readonly relation: Relation;
  readonly sex: Sex;
  readonly maritalStatus: MaritalStatus;
  /** Counted from 1 January 1970. */
  readonly birthDay: number;
  /** Where born; null for abroad. */
  readonly born: Governorate | null;
  readonly nationalId: NationalId;
  readonly given: SampleText;
  readonly lineage: Lineage;
}

/** What is decided of a member before the national ID is. */
export type MemberFacts = Omit<FamilyMember, 'nationalId' | 'born'>;

/** The bearer of a berth among all households of the governorate. */
export function bearerInGovernorate(berth: Berth, { seed, governorate, rank }: FamilyPlace): Bearer {
  return { berth, rank, shift: shiftOf(seed, berth, governorate) };
}

/** A member who was born where the family lives, unless `born` says otherwise. */
export function memberOf(
  { governorate, random }: FamilyPlace,
  bearer: Bearer,
  facts: MemberFacts,
  born: Governorate | null = governorate,
): FamilyMember {
  const nationalId = sampleNationalId(bearer, facts.birthDay, born, facts.sex, random.int(0, 9));
  return { ...facts, born, nationalId };
}

/** Years from one day to a later one, in average years and with a fraction. */
export function yearsFrom(earlier: number, later: number): number {
  return (later - earlier) / DAYS_OF_YEAR;
}
