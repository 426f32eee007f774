import { GOVERNORATES, governorateOfArea } from '../values/governorate';
import { nationalIdFacts, parseNationalId } from '../values/national-id';
import { personIdOf } from '../values/person-id';
import { ageOn } from '../values/plain-date';
import { dayOf, SAMPLE_TODAY } from './calendar';
import { Population, type SampleHousehold, type SampleMember } from './population';

const pepper = 'a pepper that is used in tests only';
const population = new Population({ households: 5_000, pepper });
const households = [...population.households()];
const people = households.flatMap(({ members }) => members);

const ageOf = ({ birthDate }: SampleMember) => ageOn(birthDate, SAMPLE_TODAY);
const withRelation = ({ members }: SampleHousehold, relation: string) =>
  members.filter((member) => member.relation === relation);
const share = <T>(all: readonly T[], holds: (one: T) => boolean) => all.filter(holds).length / all.length;

describe('the same population again', () => {
  test('has the same households', () => {
    const again = new Population({ households: 5_000, pepper });

    expect([...again.households()]).toEqual(households);
  });

  test('makes any household without those before it', () => {
    const again = new Population({ households: 5_000, pepper });

    expect([4_999, 17, 2_500].map((index) => again.household(index))).toEqual(
      [4_999, 17, 2_500].map((index) => households[index]),
    );
  });

  test('is the beginning of a larger one', () => {
    const larger = new Population({ households: 2_000_000, pepper });

    expect(larger.household(4_321)).toEqual(households[4_321]);
  });

  test('gives the 300,000th household the national IDs that it always had', () => {
    const larger = new Population({ households: 2_000_000, pepper });

    expect(larger.household(299_999).members.map(({ nationalId }) => nationalId)).toEqual([
      '27505170299930',
      '28001060199286',
      '30505010199498',
      '30712090199550',
    ]);
  });

  test('is another one with another seed', () => {
    const other = new Population({ households: 5_000, pepper, seed: 'other' });

    expect(other.household(1).members[0].nationalId).not.toBe(households[1]?.members[0].nationalId);
  });
});

test.each([0, -1, 1.5, 2_000_001])('there is no population of %d households', (count) => {
  expect(() => new Population({ households: count, pepper })).toThrow(RangeError);
});

test.each([-1, 5_000, 0.5])('there is no household %d among 5,000', (index) => {
  expect(() => population.household(index)).toThrow(RangeError);
});

test('the demo citizen heads household 0, a couple with three children in Giza', () => {
  const household = population.household(0);

  expect(household.governorate).toBe('EG_GZ');
  expect(household.id).toBe('0a000000-0000-4000-8000-000000000001');
  expect(household.members.map(({ relation }) => relation)).toEqual([
    'HEAD',
    'SPOUSE',
    'CHILD',
    'CHILD',
    'CHILD',
  ]);
});

describe('national IDs', () => {
  test('are such as can be, and agree with birth, sex and governorate of birth', () => {
    const isRight = ({ nationalId, birthDate, sex, birthGovernorate }: SampleMember) => {
      const facts = nationalIdFacts(nationalId);
      return (
        parseNationalId(nationalId, SAMPLE_TODAY).nationalId === nationalId &&
        facts.birthDate === birthDate &&
        facts.sex === sex &&
        facts.governorate === birthGovernorate
      );
    };

    expect(people.filter((person) => !isRight(person))).toEqual([]);
  });

  test('are of the sequences that no real person has, and no two are alike', () => {
    expect(people.every(({ nationalId }) => nationalId.slice(9, 11) === '99')).toBe(true);
    expect(new Set(people.map(({ nationalId }) => nationalId)).size).toBe(people.length);
  });

  test('give the id that the person has in all services', () => {
    const { personId, nationalId } = population.household(3).members[0];

    expect(personId).toBe(personIdOf(nationalId, pepper));
  });
});

describe('governorates', () => {
  const total = GOVERNORATES.reduce((sum, { populationThousands }) => sum + populationThousands, 0);

  test.each(GOVERNORATES)('$en has the share of households that it has of the people', (governorate) => {
    const expected = (households.length * governorate.populationThousands) / total;
    const found = households.filter((household) => household.governorate === governorate.code).length;

    expect(Math.abs(found - expected)).toBeLessThan(4);
  });

  test('are those of the areas in which the households live', () => {
    expect(households.filter(({ areaId, governorate }) => governorateOfArea(areaId) !== governorate)).toEqual(
      [],
    );
  });

  test('have larger families in Upper Egypt than in the cities', () => {
    const meanSize = (...codes: string[]) => {
      const there = households.filter(({ governorate }) => codes.includes(governorate));
      return there.reduce((sum, { members }) => sum + members.length, 0) / there.length;
    };

    expect(people.length / households.length).toBeCloseTo(4, 0);
    expect(meanSize('EG_SHG', 'EG_AST', 'EG_MN')).toBeGreaterThan(meanSize('EG_C', 'EG_ALX') + 0.4);
  });
});

describe('families', () => {
  test('have one head, of 22 to 85 years, and a spouse if the head is married', () => {
    const isRight = (household: SampleHousehold) => {
      const [head] = household.members;
      const spouses = withRelation(household, 'SPOUSE').length;
      return (
        withRelation(household, 'HEAD').length === 1 &&
        head.relation === 'HEAD' &&
        ageOf(head) >= 22 &&
        ageOf(head) <= 85 &&
        spouses === (head.maritalStatus === 'MARRIED' ? 1 : 0)
      );
    };

    expect(households.filter((household) => !isRight(household))).toEqual([]);
  });

  test('are headed by women in about one case of six, most of them widows', () => {
    const heads = households.map(({ members }) => members[0]);
    const women = heads.filter(({ sex }) => sex === 'FEMALE');

    expect(share(heads, ({ sex }) => sex === 'FEMALE')).toBeCloseTo(0.16, 1);
    expect(share(women, ({ maritalStatus }) => maritalStatus === 'WIDOWED')).toBeGreaterThan(0.5);
  });

  test('have children who are at least 16 years younger than their parents', () => {
    const differences = households.flatMap((household) => {
      const parents = [household.members[0], ...withRelation(household, 'SPOUSE')];
      return withRelation(household, 'CHILD').flatMap((child) =>
        parents.map((one) => ageOf(one) - ageOf(child)),
      );
    });

    expect(Math.min(...differences)).toBeGreaterThanOrEqual(16);
  });

  test('call their children after the father, and each by a name of its own', () => {
    const isRight = (household: SampleHousehold) => {
      const [head] = household.members;
      const children = withRelation(household, 'CHILD');
      const areCalledAfter = ({ name, givenName }: SampleMember) =>
        head.sex === 'FEMALE' || name.ar.startsWith(`${givenName.ar} ${head.givenName.ar} `);
      return (
        children.every(areCalledAfter) &&
        new Set(children.map(({ givenName }) => givenName.ar)).size === children.length
      );
    };

    expect(households.filter((household) => !isRight(household))).toEqual([]);
  });

  test('have children who were born months apart', () => {
    const daysBetween = households.flatMap((household) => {
      const births = withRelation(household, 'CHILD').map(({ birthDate }) => dayOf(birthDate));
      return births.slice(1).map((birth, elder) => birth - (births[elder] ?? 0));
    });

    expect(Math.min(...daysBetween)).toBeGreaterThanOrEqual(280);
  });

  test('have parents of the head who are at least 16 years older', () => {
    const grandparents = households.flatMap((household) =>
      withRelation(household, 'PARENT').map((parent) => ageOf(parent) - ageOf(household.members[0])),
    );

    expect(grandparents.length).toBeGreaterThan(100);
    expect(Math.min(...grandparents)).toBeGreaterThanOrEqual(16);
  });

  test('were married of age', () => {
    const ages = households.flatMap(({ members, marriedOn }) =>
      members.flatMap(({ maritalStatus, birthDate }) =>
        maritalStatus === 'MARRIED' && marriedOn ? [ageOn(birthDate, marriedOn)] : [],
      ),
    );

    expect(Math.min(...ages)).toBeGreaterThanOrEqual(18);
  });

  test('live together since the family was formed, or since a later birth', () => {
    const isRight = ({ formedOn, members }: SampleHousehold) =>
      members.every(({ joinedOn, birthDate }) => joinedOn === (birthDate > formedOn ? birthDate : formedOn));

    expect(households.filter((household) => !isRight(household))).toEqual([]);
  });

  test('were registered after they were formed, within the last six years', () => {
    const isRight = ({ formedOn, registeredOn }: SampleHousehold) =>
      formedOn <= registeredOn && registeredOn < SAMPLE_TODAY && ageOn(registeredOn, SAMPLE_TODAY) <= 6;

    expect(households.filter((household) => !isRight(household))).toEqual([]);
  });

  test('are of all ages', () => {
    expect(share(people, (one) => ageOf(one) < 18)).toBeGreaterThan(0.33);
    expect(share(people, (one) => ageOf(one) < 18)).toBeLessThan(0.45);
    expect(share(people, (one) => ageOf(one) >= 65)).toBeGreaterThan(0.03);
    expect(share(people, ({ sex }) => sex === 'FEMALE')).toBeCloseTo(0.5, 1);
  });
});

test('the first families of small governorates have begun at different times', () => {
  const firstOf = (code: string) =>
    households.find(({ governorate }) => governorate === code)?.formedOn.slice(0, 4);

  expect(new Set(['EG_GZ', 'EG_LX', 'EG_BA', 'EG_JS', 'EG_WAD', 'EG_SIN'].map(firstOf)).size).toBeGreaterThan(
    3,
  );
});
