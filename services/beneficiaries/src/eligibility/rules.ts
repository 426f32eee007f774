/**
 * Rules data `eligibility_<programme>`: who may have a programme (DOMAIN.md, eligibility). A proxy means test first:
 * each fact about how a household lives adds points, and more points mean better off. At most `threshold` points, and
 * the household is poor enough; up to `nearMissMargin` more, and it is a near miss, to which economic empowerment is
 * offered instead. What must be known before anybody is judged stands in `needed`. Then the categories: somebody in it must be whom the programme is for (a child; somebody from 65,
 * with a disability, an orphan), what is required must hold, and nothing that excludes may (a car, a pension or land
 * beyond a limit, travel abroad). Points are decimals as text, so that nothing is lost.
 */
import { z } from 'zod';
import { EntitlementCategory } from '../enrolment/terms';
import type { ProgrammePays } from '../programmes/programme';
import { factOfHousehold, factOfPerson, type ProfileFact } from './profile-facts';

const decimal = z.string().regex(/^-?\d{1,6}(\.\d{1,4})?$/, 'a decimal as text, such as "12.5"');
const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/, 'a code in capital letters');
const fact = z.string().max(60);
const texts = z.strictObject({ ar: z.string().min(1).max(500), en: z.string().min(1).max(500) });

/** A fact against limits. What is not known meets no test. */
const test = z.strictObject({
  fact,
  /** The least number that meets it. */
  from: decimal.optional(),
  /** The least number that meets it no longer. */
  below: decimal.optional(),
  /** Yes or no, or one of these codes. */
  is: z.union([z.boolean(), z.array(code).min(1)]).optional(),
});
export type Test = z.infer<typeof test>;

const weight = z.strictObject({
  fact,
  /** Points of what is not known. */
  missing: decimal,
  /** Of a number: the first band whose `below` is greater counts; the last has none. */
  bands: z
    .array(z.strictObject({ below: decimal.optional(), points: decimal }))
    .min(1)
    .optional(),
  /** Of yes and no. */
  yes: decimal.optional(),
  no: decimal.optional(),
  /** Of a choice, by its codes; a code that is not here has the points of `missing`. */
  choices: z.record(code, decimal).optional(),
});
export type Weight = z.infer<typeof weight>;

/** What excludes, or is required: all its tests hold. The reason is part of it, with {fact} and {limit} in it. */
const condition = z.strictObject({ code, tests: z.array(test).min(1), message: texts });
export type Condition = z.infer<typeof condition>;

const persons = z.strictObject({
  categories: z.array(z.strictObject({ category: code, tests: z.array(test).min(1) })).min(1),
  /** The reason when there is nobody. */
  message: texts,
});

export const eligibilityRules = z
  .strictObject({
    /** Facts without which nobody can be judged. */
    needed: z.array(fact).max(20),
    intercept: decimal,
    threshold: decimal,
    nearMissMargin: decimal.refine((margin) => !margin.startsWith('-'), 'not below zero'),
    weights: z.array(weight).max(60),
    requirements: z.array(condition).max(40),
    exclusions: z.array(condition).max(40),
    persons,
  })
  .superRefine((rules, context) => {
    const say = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    rules.needed.forEach((name, index) => {
      if (!factOfHousehold(name)) say(['needed', index], `no fact of a household is called ${name}`);
    });
    rules.weights.forEach((each, index) => {
      const problem = problemOfWeight(each);
      if (problem) say(['weights', index], problem);
    });
    for (const list of ['requirements', 'exclusions'] as const) {
      rules[list].forEach(({ tests }, index) =>
        tests.forEach((each, at) => {
          const problem = problemOfTest(each, factOfHousehold(each.fact));
          if (problem) say([list, index, 'tests', at], problem);
        }),
      );
    }
    rules.persons.categories.forEach(({ tests }, index) =>
      tests.forEach((each, at) => {
        const problem = problemOfTest(each, factOfPerson(each.fact));
        if (problem) say(['persons', 'categories', index, 'tests', at], problem);
      }),
    );
  });
export type EligibilityRules = z.infer<typeof eligibilityRules>;

/** What is wrong with rules, and where in them. */
export interface RulesProblem {
  /** The keys and places that lead to it, with dots between; empty for the whole. */
  readonly place: string;
  readonly said: string;
}

/**
 * What is wrong with the categories of rules for a programme that pays so; null when nothing is. One that pays persons
 * enrols them by their category, so it can be for no other than enrolments know.
 */
export function problemOfCategories({ persons }: EligibilityRules, pays: ProgrammePays): RulesProblem | null {
  if (pays !== 'PERSON') return null;
  const strange = persons.categories.findIndex(
    ({ category }) => !Object.hasOwn(EntitlementCategory, category),
  );
  if (strange < 0) return null;
  const known = Object.keys(EntitlementCategory).join(', ');
  return {
    place: `persons.categories.${strange}.category`,
    said: `where persons are paid, one of ${known}`,
  };
}

/** The name of a programme's rules. */
export function rulesName(programmeId: string): string {
  return `eligibility_${programmeId.toLowerCase()}`;
}

const SHAPES = { NUMBER: ['bands'], YES_NO: ['yes', 'no'], CHOICE: ['choices'] } as const;

function problemOfWeight(given: Weight): string | null {
  const known = factOfHousehold(given.fact);
  if (!known) return `no fact of a household is called ${given.fact}`;
  const shape = SHAPES[known.type];
  const keys = Object.keys(given).filter((key) => key !== 'fact' && key !== 'missing');
  if (keys.length !== shape.length || !shape.every((key) => keys.includes(key)))
    return `a fact of type ${known.type} is weighed by ${shape.join(' and ')}`;
  const { bands, choices } = given;
  if (bands && !areBands(bands.map(({ below }) => below))) return 'bands rise, and only the last has no end';
  const strange = Object.keys(choices ?? {}).find((choice) => !known.choices?.includes(choice));
  return strange === undefined ? null : `${given.fact} has no choice ${strange}`;
}

function areBands(ends: readonly (string | undefined)[]): boolean {
  const limits = ends.slice(0, -1).map(Number);
  return (
    ends.at(-1) === undefined &&
    !ends.slice(0, -1).includes(undefined) &&
    limits.every((limit, index) => index === 0 || limit > (limits[index - 1] ?? limit))
  );
}

function problemOfTest({ fact: name, from, below, is }: Test, known: ProfileFact | undefined): string | null {
  if (!known) return `no fact is called ${name} here`;
  if (known.type === 'NUMBER')
    return is === undefined && (from !== undefined || below !== undefined)
      ? null
      : `${name} is a number: give from or below`;
  if (from !== undefined || below !== undefined) return `${name} is no number`;
  if (known.type === 'YES_NO') return typeof is === 'boolean' ? null : `${name} is true or false`;
  if (!Array.isArray(is)) return `${name} is one of its codes`;
  const strange = is.find((choice) => !known.choices?.includes(choice));
  return strange === undefined ? null : `${name} has no choice ${strange}`;
}
