import { governorateFacts, type Governorate } from '../values/governorate';
import type { NationalId, Sex } from '../values/national-id';
import { personIdsWith, type PersonIds } from '../values/person-id';
import type { PlainDate } from '../values/plain-date';
import { drawAddress } from './addresses';
import { pointNear, villagesIn, type Point } from './areas';
import { dateOf, dayOf, SAMPLE_TODAY, years } from './calendar';
import { MOST_HOUSEHOLDS } from './families/births';
import { familyOf } from './families/family';
import type { FamilyMember, MaritalStatus, Relation } from './families/member';
import type { Religion } from './given-names';
import { householdId } from './ids';
import { fullName } from './names';
import { randomOf } from './random';
import type { SampleText } from './text';

/** The seed of the sample that `npm start` loads. */
export const DEFAULT_SEED = 'solidarity';

/** A member of a household, who is a person of the registry. */
export interface SampleMember {
  /** The same in all services. */
  readonly personId: string;
  /** Belongs to nobody real (see `families/births.ts`). */
  readonly nationalId: NationalId;
  /** Given name, father's, grandfather's and family's. */
  readonly name: SampleText;
  readonly givenName: SampleText;
  readonly sex: Sex;
  readonly birthDate: PlainDate;
  /** Null for abroad. */
  readonly birthGovernorate: Governorate | null;
  /** What the member is to the head. */
  readonly relation: Relation;
  readonly maritalStatus: MaritalStatus;
  /** Since when a member lives with the family: since it was formed, or since a later birth. */
  readonly joinedOn: PlainDate;
}

export interface SampleHousehold extends Point {
  readonly index: number;
  readonly id: string;
  readonly governorate: Governorate;
  /** The village or neighbourhood that it lives in. */
  readonly areaId: string;
  /** In Arabic. */
  readonly address: string;
  /** When the head married, or began to live alone. */
  readonly formedOn: PlainDate;
  /** When it came to the registry: within the last six years. */
  readonly registeredOn: PlainDate;
  readonly religion: Religion;
  /** Null when the head never was married. */
  readonly marriedOn: PlainDate | null;
  /** The head first, then the spouse, children by age, and others. */
  readonly members: readonly [head: SampleMember, ...others: SampleMember[]];
}

export interface PopulationOptions {
  /** Which population: the same seed gives the same households on every machine. */
  readonly seed?: string;
  /** How many households, from 1 to 2,000,000. A smaller population is the beginning of a larger one. */
  readonly households: number;
  /** The services' secret that person ids are made with. */
  readonly pepper: string;
  /** The day on which the population stands still. */
  readonly today?: PlainDate;
}

/** How far a household lives from the centre of its village, in degrees. */
const REACH_OF_VILLAGE = 0.006;
const YEARS_OF_REGISTRATION = 6;

/**
 * The people of the sample, the same for all services: households of plausible size and age, in proportion to the
 * population of the governorates. Any household is made by its index alone; none is kept.
 */
export class Population {
  readonly seed: string;
  readonly size: number;
  readonly today: PlainDate;
  readonly #today: number;
  readonly #personIds: PersonIds;

  constructor({ seed = DEFAULT_SEED, households, pepper, today = SAMPLE_TODAY }: PopulationOptions) {
    if (!Number.isInteger(households) || households < 1 || households > MOST_HOUSEHOLDS) {
      throw new RangeError(`A sample has 1 to ${MOST_HOUSEHOLDS} households.`);
    }
    this.seed = seed;
    this.size = households;
    this.today = today;
    this.#today = dayOf(today);
    this.#personIds = personIdsWith(pepper);
  }

  /** The household of an index from 0. */
  household(index: number): SampleHousehold {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) {
      throw new RangeError(`The sample has households 0 to ${this.size - 1}.`);
    }
    const random = randomOf(this.seed, 'household', index);
    const family = familyOf(this.seed, this.#today, index);
    const village = random.pick(villagesIn(family.governorate));
    const [head, ...others] = family.members;
    const formed = family.marriedDay ?? head.birthDay + years(21);
    const earliest = Math.max(formed, this.#today - years(YEARS_OF_REGISTRATION));
    return {
      index,
      id: householdId(index),
      governorate: family.governorate,
      areaId: village.id,
      address: drawAddress(random, village, governorateFacts(family.governorate).ar),
      ...pointNear(village, REACH_OF_VILLAGE, random),
      formedOn: dateOf(formed),
      registeredOn: dateOf(random.int(earliest, this.#today - 1)),
      religion: family.religion,
      marriedOn: family.marriedDay === null ? null : dateOf(family.marriedDay),
      members: [this.#member(head, formed), ...others.map((member) => this.#member(member, formed))],
    };
  }

  /** All of them, one after the other. */
  *households(): Generator<SampleHousehold, void, undefined> {
    for (let index = 0; index < this.size; index += 1) yield this.household(index);
  }

  #member(member: FamilyMember, formed: number): SampleMember {
    const { nationalId, given, lineage, sex, birthDay, born, relation, maritalStatus } = member;
    return {
      personId: this.#personIds.ofNationalId(nationalId),
      nationalId,
      name: fullName(given, lineage),
      givenName: given,
      sex,
      birthDate: dateOf(birthDay),
      birthGovernorate: born,
      relation,
      maritalStatus,
      joinedOn: dateOf(Math.max(formed, birthDay)),
    };
  }
}
