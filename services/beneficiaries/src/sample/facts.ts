/**
 * How the households of the sample live, as they have declared it themselves: the better off they are, the more of what
 * the rules of eligibility count. Who is enrolled is rather among the poorer half. That somebody has a car is known from
 * the register of vehicles, and of nobody who is enrolled.
 */
import { SAMPLE_TODAY } from '@solidarity/subgraph-kit/sample/calendar';
import type { SampleHousehold, SampleMember } from '@solidarity/subgraph-kit/sample/population';
import { randomOf, type Random } from '@solidarity/subgraph-kit/sample/random';
import { ageOn } from '@solidarity/subgraph-kit/values/plain-date';
import type { FactCode, FactSource } from '../eligibility/fact-kinds';
import { enrolmentOf } from './enrolments';

export interface SampleFact {
  readonly kind: FactCode;
  readonly value: string | number | boolean;
  readonly source: FactSource;
}

export interface SampleFacts {
  readonly ofHousehold: readonly SampleFact[];
  readonly ofPersons: readonly { readonly personId: string; readonly facts: readonly SampleFact[] }[];
}

const WORKING_FROM = 18;
const WORKING_BELOW = 65;
/** From this wealth on, of 1 at most, a household has a car. */
const HAS_CAR_FROM = 0.92;
/** The greatest wealth of a household that is enrolled. */
const MOST_OF_ENROLLED = 0.5;

const known = new WeakMap<SampleHousehold, SampleFacts>();

/** The facts of a household and its members; the same however often they are asked for. */
export function factsOf(household: SampleHousehold): SampleFacts {
  let facts = known.get(household);
  if (!facts) known.set(household, (facts = drawFacts(household)));
  return facts;
}

const declared = (kind: FactCode, value: SampleFact['value']): SampleFact => ({
  kind,
  value,
  source: 'DECLARED',
});

function drawFacts(household: SampleHousehold): SampleFacts {
  const random = randomOf('facts', household.index);
  const enrolment = enrolmentOf(household);
  const wealth = random.fraction() * (enrolment ? MOST_OF_ENROLLED : 1);
  const disabled = enrolment?.persons.filter(({ category }) => category === 'DISABILITY') ?? [];
  return {
    ofHousehold: factsOfHousehold(wealth, random),
    ofPersons: household.members
      .map((member) => ({
        personId: member.personId,
        facts: [
          ...factsOfWorker(member, wealth, random),
          ...(disabled.some(({ personId }) => personId === member.personId)
            ? [declared('disability', true)]
            : []),
          ...(member.relation === 'HEAD' && wealth > HAS_CAR_FROM
            ? [{ kind: 'private_car', value: true, source: 'VEHICLES' } as const]
            : []),
        ],
      }))
      .filter(({ facts }) => facts.length > 0),
  };
}

function factsOfHousehold(wealth: number, random: Random): SampleFact[] {
  /** Of steps from the poorest to the richest the one of this household, now and then one beside it. */
  const step = <Value>(values: readonly Value[]): Value => {
    const about = Math.min(0.999, Math.max(0, wealth + (random.fraction() - 0.5) * 0.3));
    return values[Math.floor(about * values.length)] as Value;
  };
  return [
    declared('tenure', random.pick(['OWNED', 'OLD_RENT', 'NEW_RENT', 'SHARED', 'FREE'])),
    declared('rooms', step([1, 2, 2, 3, 3, 4, 5])),
    declared('walls', step(['WOOD_OR_TIN', 'MUD', 'BRICK', 'BRICK', 'BRICK', 'STONE'])),
    declared('floor', step(['EARTH', 'CEMENT', 'CEMENT', 'TILES', 'TILES'])),
    declared('water', step(['NONE', 'OUTSIDE', 'INSIDE', 'INSIDE', 'INSIDE'])),
    declared('sewage', step(['NONE', 'TANK', 'TANK', 'NETWORK', 'NETWORK'])),
    declared('private_toilet', step([false, true, true, true, true])),
    declared('fridge', step([false, false, true, true, true])),
    declared('washing_machine', step([false, false, false, true, true])),
    declared('electricity_use', step([60, 90, 140, 190, 240, 320, 520])),
    declared('cattle', random.chance(0.1) ? random.int(1, 3) : 0),
    declared('ration_card', step([true, true, true, true, false])),
  ];
}

function factsOfWorker({ birthDate, sex }: SampleMember, wealth: number, random: Random): SampleFact[] {
  const age = ageOn(birthDate, SAMPLE_TODAY);
  if (age < WORKING_FROM || age >= WORKING_BELOW) return [];
  const schooling = ['NONE', 'PRIMARY', 'PREPARATORY', 'SECONDARY', 'SECONDARY', 'UNIVERSITY'] as const;
  const works = random.chance(sex === 'MALE' ? 0.85 : 0.2);
  const work = wealth < 0.3 ? 'CASUAL' : random.pick(['SELF_EMPLOYED', 'PRIVATE', 'PUBLIC']);
  return [
    declared('schooling', schooling[Math.floor(wealth * schooling.length)] ?? 'NONE'),
    declared('work', works ? work : 'NONE'),
    ...(works ? [declared('wage', 100 * Math.round(10 + wealth * 90 + random.int(0, 10)))] : []),
  ];
}
