import { eligibilityRules, problemOfCategories } from './rules';
import { FIRST_KARAMA, FIRST_TAKAFUL } from './rules-first';

describe('the categories of rules', () => {
  const of = (...categories: readonly string[]) => ({
    ...FIRST_KARAMA,
    persons: {
      ...FIRST_KARAMA.persons,
      categories: categories.map((category) => ({ category, tests: [{ fact: 'age', from: '65' }] })),
    },
  });
  const refused = (place: number) => ({
    place: `persons.categories.${place}.category`,
    said: 'where persons are paid, one of OLDER_PERSON, DISABILITY, ORPHAN',
  });

  it.each([
    ['PERSON', ['OLDER_PERSON', 'DISABILITY', 'ORPHAN'], null],
    ['PERSON', ['VERY_OLD'], refused(0)],
    ['PERSON', ['ORPHAN', 'CHILD'], refused(1)],
    ['HOUSEHOLD', ['CHILD', 'VERY_OLD'], null],
  ] as const)('where the programme pays %s: %j', (pays, categories, problem) => {
    expect(problemOfCategories(of(...categories), pays)).toEqual(problem);
  });
});

describe('rules of eligibility', () => {
  it('are what Takaful and Karama begin with', () => {
    expect(eligibilityRules.safeParse(FIRST_TAKAFUL).error).toBeUndefined();
    expect(eligibilityRules.safeParse(FIRST_KARAMA).error).toBeUndefined();
  });

  it.each([
    ['a fact that nobody knows', { weights: [{ fact: 'wealth', missing: '0', yes: '1', no: '0' }] }],
    ['yes and no for a number', { weights: [{ fact: 'rooms', missing: '0', yes: '1', no: '0' }] }],
    [
      'a choice that the fact has not',
      { weights: [{ fact: 'walls', missing: '0', choices: { GLASS: '1' } }] },
    ],
    [
      'bands that fall',
      {
        weights: [
          {
            fact: 'rooms',
            missing: '0',
            bands: [{ below: '3', points: '1' }, { below: '2', points: '1' }, { points: '0' }],
          },
        ],
      },
    ],
    [
      'bands without an end',
      { weights: [{ fact: 'rooms', missing: '0', bands: [{ below: '3', points: '1' }] }] },
    ],
    ['points that are SQL', { intercept: '0) as score; --' }],
    ['a margin below zero', { nearMissMargin: '-1' }],
    [
      'a fact of a person for a household',
      { weights: [{ fact: 'in_school', missing: '0', yes: '1', no: '0' }] },
    ],
    ['a needed fact that nobody knows', { needed: ['wealth'] }],
    [
      'a limit for yes and no',
      { exclusions: [{ code: 'TAXI', tests: [{ fact: 'taxi', from: '1' }], message: { ar: 'س', en: 'x' } }] },
    ],
    [
      'a code that is SQL',
      {
        exclusions: [
          { code: "X' or true", tests: [{ fact: 'taxi', is: true }], message: { ar: 'س', en: 'x' } },
        ],
      },
    ],
    [
      'persons told by a fact of the household',
      {
        persons: {
          ...FIRST_KARAMA.persons,
          categories: [{ category: 'X2', tests: [{ fact: 'land', from: '1' }] }],
        },
      },
    ],
    ['what no rule is called', { bonus: '1' }],
  ])('refuse %s', (_name, part) => {
    expect(eligibilityRules.safeParse({ ...FIRST_TAKAFUL, ...part }).success).toBe(false);
  });
});
