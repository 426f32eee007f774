import { createHash } from 'node:crypto';
import { GOVERNORATES } from '@solidarity/subgraph-kit/values/governorate';
import { ageOn, addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { FACT_KINDS, type FactKind } from './fact-kinds';
import { factOfHousehold, factOfPerson } from './profile-facts';
import type { EligibilityRules, Test, Weight } from './rules';

/** Chance from a seed, so that what failed can be run again. */
export class Chance {
  #calls = 0;

  constructor(private readonly seed: string) {}

  below(end: number): number {
    this.#calls += 1;
    return createHash('sha256').update(`${this.seed} ${this.#calls}`).digest().readUInt32BE() % end;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  once(times: number): boolean {
    return this.below(times) === 0;
  }

  uuid(): string {
    const hex = createHash('md5')
      .update(`${this.seed} ${(this.#calls += 1)}`)
      .digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

type Facts = Record<string, number | boolean | string>;

export interface ModelPerson {
  readonly id: string;
  readonly birthDate: PlainDate;
  readonly sex: string;
  readonly relationship: string;
  readonly facts: Facts;
}

export interface ModelHousehold {
  readonly id: string;
  readonly governorate: string;
  readonly areaId: string;
  readonly facts: Facts;
  readonly people: readonly [ModelPerson, ...ModelPerson[]];
}

const RELATIONSHIPS = ['SPOUSE', 'CHILD', 'CHILD', 'CHILD', 'PARENT', 'SIBLING', 'GRANDCHILD', 'NOT_RELATED'];

function someFacts(chance: Chance, about: FactKind['about']): Facts {
  const facts: Facts = {};
  for (const [code, kind] of Object.entries<FactKind>(FACT_KINDS)) {
    if (kind.about !== about || kind.type === 'DATE' || chance.once(3)) continue;
    if (kind.type === 'NUMBER') facts[code] = code === 'rooms' ? chance.below(7) : chance.below(40) * 50.25;
    else facts[code] = kind.type === 'YES_NO' ? chance.once(2) : chance.of(kind.choices ?? []);
  }
  return facts;
}

/** A household of one to seven people, whose birthdays lie about the limits of age. */
export function aModelHousehold(chance: Chance, on: PlainDate): ModelHousehold {
  const { code, iso } = chance.of(GOVERNORATES);
  const person = (relationship: string): ModelPerson => {
    const years = chance.of([2, 6, 12, 17, 18, 18, 40, 64, 65, 65, 80]);
    const turning = `${Number(on.slice(0, 4)) - years}${on.slice(4)}` as PlainDate;
    return {
      ...{ id: chance.uuid(), relationship, sex: chance.of(['MALE', 'FEMALE']) },
      ...{ birthDate: addDays(turning, chance.below(3) - 1), facts: someFacts(chance, 'PERSON') },
    };
  };
  const others = Array.from({ length: chance.below(7) }, () => person(chance.of(RELATIONSHIPS)));
  return {
    ...{ id: chance.uuid(), governorate: code, areaId: iso, facts: someFacts(chance, 'HOUSEHOLD') },
    people: [person('HEAD'), ...others],
  };
}

const HOUSEHOLD_FACTS = [
  ...Object.keys(FACT_KINDS),
  ...['governorate', 'household_size', 'children', 'older_persons', 'working_age', 'head_age', 'head_sex'],
  ...['head_schooling', 'head_work', 'persons_per_room'],
].filter((name) => factOfHousehold(name) !== undefined);
const PERSON_FACTS = [...Object.keys(FACT_KINDS), 'age', 'sex', 'relationship'].filter(
  (name) => factOfPerson(name) !== undefined,
);

/** Limits that the facts of people and households really meet. */
const LIMITS = ['1', '2', '3', '18', '65', '201', '502.5'];

function someTest(chance: Chance, of: 'HOUSEHOLD' | 'PERSON'): Test {
  const [names, find] =
    of === 'HOUSEHOLD'
      ? ([HOUSEHOLD_FACTS, factOfHousehold] as const)
      : ([PERSON_FACTS, factOfPerson] as const);
  const fact = chance.of(names);
  const known = find(fact);
  if (known?.type === 'NUMBER')
    return chance.once(2) ? { fact, from: chance.of(LIMITS) } : { fact, below: chance.of(LIMITS) };
  if (known?.type === 'YES_NO') return { fact, is: chance.once(2) };
  return { fact, is: [chance.of(known?.choices ?? []), chance.of(known?.choices ?? [])] };
}

function someWeight(chance: Chance): Weight {
  const fact = chance.of(HOUSEHOLD_FACTS);
  const known = factOfHousehold(fact);
  const points = () => String((chance.below(81) - 40) / 4);
  if (known?.type === 'NUMBER')
    return {
      ...{ fact, missing: points() },
      bands: [{ below: '2', points: points() }, { below: '65', points: points() }, { points: points() }],
    };
  if (known?.type === 'YES_NO') return { fact, missing: points(), yes: points(), no: points() };
  const choices = (known?.choices ?? []).filter(() => !chance.once(4));
  return {
    ...{ fact, missing: points() },
    choices: Object.fromEntries(choices.map((choice) => [choice, points()])),
  };
}

const MESSAGE = { ar: 'سبب', en: 'A reason' };

/** Rules with weights, requirements and exclusions of every kind. */
export function someRules(chance: Chance): EligibilityRules {
  const conditions = (name: string) =>
    Array.from({ length: chance.below(3) }, (_each, index) => ({
      ...{ code: `${name}_${index}`, message: MESSAGE },
      tests: Array.from({ length: 1 + chance.below(2) }, () => someTest(chance, 'HOUSEHOLD')),
    }));
  return {
    ...{ needed: chance.once(2) ? ['rooms'] : [], intercept: '10', threshold: '12', nearMissMargin: '7.5' },
    weights: Array.from({ length: 4 + chance.below(8) }, () => someWeight(chance)),
    ...{ requirements: conditions('REQUIRES'), exclusions: conditions('EXCLUDES') },
    persons: {
      message: MESSAGE,
      categories: Array.from({ length: 1 + chance.below(3) }, (_each, index) => ({
        ...{ category: `CATEGORY_${index}`, tests: [someTest(chance, 'PERSON')] },
      })),
    },
  };
}

type Value = number | boolean | string | null;

/** What the rules come to, computed without SQL: the other half of the property test. */
export function modelJudgement(
  rules: EligibilityRules,
  household: ModelHousehold,
  on: PlainDate,
): { outcome: string; score: number; categories: (string | null)[] } {
  const valueOf = (fact: string) => householdValue(household, fact, on);
  const score = rules.weights.reduce(
    (sum, weight) => sum + modelPoints(weight, valueOf(weight.fact)),
    Number(rules.intercept),
  );
  const all = (tests: readonly Test[], find: (fact: string) => Value) =>
    tests.every((test) => modelMeets(test, find(test.fact)));
  const categories = household.people.map(
    (person) =>
      rules.persons.categories.find(({ tests }) => all(tests, (fact) => personValue(person, fact, on)))
        ?.category ?? null,
  );
  const may =
    rules.needed.every((fact) => valueOf(fact) !== null) &&
    rules.requirements.every(({ tests }) => all(tests, valueOf)) &&
    !rules.exclusions.some(({ tests }) => all(tests, valueOf)) &&
    categories.some((category) => category !== null);
  const over = score - Number(rules.threshold);
  const outcome =
    may && over <= 0
      ? 'ELIGIBLE'
      : may && over <= Number(rules.nearMissMargin)
        ? 'NEAR_MISS'
        : 'NOT_ELIGIBLE';
  return { outcome, score, categories };
}

function modelPoints({ missing, bands, yes, no, choices }: Weight, value: Value): number {
  if (value === null) return Number(missing);
  if (typeof value === 'number') {
    const band = bands?.find(({ below }) => below === undefined || value < Number(below));
    return Number(band?.points);
  }
  if (typeof value === 'boolean') return Number(value ? yes : no);
  return Number(choices?.[value] ?? missing);
}

function modelMeets({ from, below, is }: Test, value: Value): boolean {
  if (value === null) return false;
  if (typeof value === 'number')
    return (from === undefined || value >= Number(from)) && (below === undefined || value < Number(below));
  return typeof value === 'boolean' ? is === value : Array.isArray(is) && is.includes(value);
}

function personValue(
  { birthDate, sex, relationship, facts }: ModelPerson,
  fact: string,
  on: PlainDate,
): Value {
  if (fact === 'age') return ageOn(birthDate, on);
  if (fact === 'sex') return sex;
  return fact === 'relationship' ? relationship : (facts[fact] ?? null);
}

function householdValue({ people, facts, governorate }: ModelHousehold, fact: string, on: PlainDate): Value {
  const [head] = people;
  const ages = people.map(({ birthDate }) => ageOn(birthDate, on));
  const rooms = facts['rooms'];
  const known = people.flatMap((person) => person.facts[fact] ?? []);
  const derived: Record<string, () => Value> = {
    governorate: () => governorate,
    household_size: () => people.length,
    children: () =>
      people.filter(
        ({ relationship }, index) => (ages[index] ?? 0) < 18 && !['HEAD', 'SPOUSE'].includes(relationship),
      ).length,
    older_persons: () => ages.filter((age) => age >= 65).length,
    working_age: () => ages.filter((age) => age >= 18 && age < 65).length,
    head_age: () => ages[0] ?? null,
    head_sex: () => head.sex,
    head_schooling: () => head.facts['schooling'] ?? null,
    head_work: () => head.facts['work'] ?? null,
    persons_per_room: () =>
      typeof rooms === 'number' && rooms > 0 ? Math.round((people.length / rooms) * 100) / 100 : null,
  };
  const derive = derived[fact];
  if (derive) return derive();
  if (FACT_KINDS[fact as keyof typeof FACT_KINDS].about === 'HOUSEHOLD') return facts[fact] ?? null;
  if (known.length === 0) return null;
  if (typeof known[0] === 'boolean') return known.includes(true);
  return known.reduce<number>((sum, value) => sum + Number(value), 0);
}
