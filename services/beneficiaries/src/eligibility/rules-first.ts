/**
 * The first rules of Takaful and Karama. The ministry publishes neither weights nor threshold, so these are plausible
 * samples; only the vehicles that exclude, and Karama's ages and categories, are published. They are read once, by the
 * migration that seeds them: what holds now stands in the rules' data.
 */
import type { Condition, EligibilityRules, Weight } from './rules';

const bands = (
  fact: string,
  missing: string,
  ...steps: readonly (readonly [below: string, points: string] | readonly [points: string])[]
): Weight => ({
  ...{ fact, missing },
  bands: steps.map(([first, points]) =>
    points === undefined ? { points: first } : { below: first, points },
  ),
});
const yesNo = (fact: string, yes: string, no: string): Weight => ({ fact, missing: '0', yes, no });
const choices = (fact: string, points: Readonly<Record<string, string>>): Weight => ({
  ...{ fact, missing: '0', choices: points },
});

const WEIGHTS: Weight[] = [
  bands('household_size', '0', ['3', '8'], ['5', '3'], ['7', '0'], ['-5']),
  bands('persons_per_room', '0', ['1', '8'], ['2', '3'], ['3', '0'], ['-5']),
  choices('tenure', { OWNED: '2', OLD_RENT: '0', NEW_RENT: '3', SHARED: '-4', FREE: '-2' }),
  choices('walls', { BRICK: '2', STONE: '1', MUD: '-4', WOOD_OR_TIN: '-6' }),
  choices('floor', { TILES: '3', CEMENT: '0', EARTH: '-5' }),
  choices('water', { INSIDE: '2', OUTSIDE: '-2', NONE: '-4' }),
  choices('sewage', { NETWORK: '3', TANK: '0', NONE: '-3' }),
  yesNo('private_toilet', '1', '-4'),
  yesNo('fridge', '2', '-4'),
  yesNo('washing_machine', '5', '-1'),
  yesNo('water_heater', '4', '-1'),
  yesNo('computer', '7', '0'),
  yesNo('air_conditioner', '14', '0'),
  bands('electricity_use', '0', ['100', '-3'], ['250', '0'], ['500', '5'], ['12']),
  bands('wage', '0', ['2000', '-4'], ['5000', '3'], ['9000', '12'], ['30']),
  choices('head_schooling', {
    NONE: '-4',
    PRIMARY: '-1',
    PREPARATORY: '1',
    SECONDARY: '4',
    UNIVERSITY: '11',
  }),
  choices('head_work', { NONE: '-6', CASUAL: '-4', SELF_EMPLOYED: '2', PRIVATE: '6', PUBLIC: '10' }),
  bands('cattle', '0', ['1', '-1'], ['3', '3'], ['8']),
  yesNo('remittances', '9', '0'),
  choices('governorate', { EG_AST: '-3', EG_SHG: '-3', EG_MN: '-2', EG_BNS: '-2', EG_FYM: '-2', EG_C: '2' }),
];

const vehicle = (fact: string, code: string, ar: string, en: string): Condition => ({
  code,
  tests: [{ fact, is: true }],
  message: { ar: `لدى الأسرة ${ar}.`, en: `The household has a ${en}.` },
});

const EXCLUSIONS: Condition[] = [
  vehicle('private_car', 'HAS_PRIVATE_CAR', 'سيارة ملاكي', 'private car'),
  vehicle('taxi', 'HAS_TAXI', 'سيارة أجرة', 'taxi'),
  vehicle('transport_vehicle', 'HAS_TRANSPORT_VEHICLE', 'سيارة نقل', 'transport vehicle'),
  vehicle('tractor', 'HAS_TRACTOR', 'جرار زراعي', 'tractor'),
  {
    code: 'PENSION_TOO_HIGH',
    tests: [{ fact: 'pension', from: '1500' }],
    message: {
      ar: 'تتقاضى الأسرة معاشات قدرها {fact} جنيه شهريًا؛ ويجب أن تقل عن {limit}.',
      en: 'The household draws pensions of {fact} pounds a month; they have to be below {limit}.',
    },
  },
  {
    code: 'LAND_TOO_LARGE',
    tests: [{ fact: 'land', from: '1' }],
    message: {
      ar: 'لدى الأسرة {fact} فدان من الأرض الزراعية؛ ويجب أن تقل عن {limit}.',
      en: 'The household has {fact} feddans of farm land; it has to be less than {limit}.',
    },
  },
  {
    code: 'TRAVELLED_ABROAD',
    tests: [{ fact: 'travelled_abroad', is: true }],
    message: {
      ar: 'سافر أحد أفراد الأسرة إلى الخارج خلال العام الماضي.',
      en: 'A member of the household has travelled abroad within a year.',
    },
  },
];

const COMMON = { needed: ['rooms', 'tenure'], intercept: '40', weights: WEIGHTS, exclusions: EXCLUSIONS };

/** Families with children. */
export const FIRST_TAKAFUL: EligibilityRules = {
  ...{ ...COMMON, threshold: '45', nearMissMargin: '5', requirements: [] },
  persons: {
    categories: [
      {
        category: 'CHILD',
        tests: [
          { fact: 'age', below: '18' },
          {
            fact: 'relationship',
            is: ['CHILD', 'SIBLING', 'GRANDCHILD', 'OTHER_RELATIVE', 'NOT_RELATED'],
          },
        ],
      },
    ],
    message: {
      ar: 'لا يوجد في الأسرة أطفال دون الثامنة عشرة.',
      en: 'There are no children below 18 in the household.',
    },
  },
};

/** Older people from 65, persons with disabilities, orphans. */
export const FIRST_KARAMA: EligibilityRules = {
  ...{ ...COMMON, threshold: '50', nearMissMargin: '5', requirements: [] },
  persons: {
    categories: [
      { category: 'DISABILITY', tests: [{ fact: 'disability', is: true }] },
      { category: 'OLDER_PERSON', tests: [{ fact: 'age', from: '65' }] },
      {
        category: 'ORPHAN',
        tests: [
          { fact: 'orphan', is: true },
          { fact: 'age', below: '18' },
        ],
      },
    ],
    message: {
      ar: 'لا يوجد في الأسرة من بلغ 65 عامًا ولا شخص ذو إعاقة ولا يتيم دون الثامنة عشرة.',
      en: 'Nobody in the household is 65 or older, has a disability or is an orphan below 18.',
    },
  },
};
