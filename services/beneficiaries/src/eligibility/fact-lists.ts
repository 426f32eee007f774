/** The registries whose lists come in, and what each of them tells. */
import {
  choiceColumn,
  dateColumn,
  moneyColumn,
  wholeNumberColumn,
  yesNoColumn,
  type ColumnTexts,
} from '@solidarity/subgraph-kit/imports/columns';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { MOST_A_MONTH } from '../programmes/amount';
import { factListImport, factListRefusals } from './fact-list';
import { EARLIEST_DEATH, FACT_KINDS, type FactCode } from './fact-kinds';

/** A column of a fact has the catalogue's name as its heading. */
const texts = (name: string, kind: FactCode, example: string, description: MessageTexts): ColumnTexts => ({
  ...{ name, isRequired: false, example, description },
  heading: FACT_KINDS[kind].name,
});

const yesNo = (name: string, kind: FactCode, ar: string, en: string) =>
  yesNoColumn(texts(name, kind, 'لا', { ar, en }));

export const rationCards = factListImport({
  name: 'ration-cards',
  title: { ar: 'بطاقات التموين', en: 'Ration cards' },
  description: {
    ar: 'لكل صاحب بطاقة سطر؛ يُسجل البيان لأسرته بمصدره وتاريخه.',
    en: 'A row for each holder; what it says is kept for the household, with its source and day.',
  },
  roles: ['ministry_admin', 'case_worker'],
  ...{ from: 'RATION_CARD', about: 'household' },
  facts: [
    yesNo('rationCard', 'ration_card', 'نعم لمن له بطاقة سارية.', 'Yes for who has a card in force.'),
    wholeNumberColumn(
      texts('rationCardPersons', 'ration_card_persons', '4', {
        ar: 'عدد الأفراد المقيدين على البطاقة.',
        en: 'How many persons stand on the card.',
      }),
      FACT_KINDS.ration_card_persons.range,
    ),
  ],
});

const MARITAL_STATUS = {
  SINGLE: { ar: 'أعزب', en: 'Single' },
  MARRIED: { ar: 'متزوج', en: 'Married' },
  DIVORCED: { ar: 'مطلق', en: 'Divorced' },
  WIDOWED: { ar: 'أرمل', en: 'Widowed' },
} satisfies Record<string, MessageTexts>;

export const civilStatus = factListImport({
  name: 'civil-status',
  title: { ar: 'الأحوال المدنية', en: 'Civil status' },
  description: {
    ar: 'بيانات الأحوال المدنية للأفراد. الوفاة تُعلّم الأسرة للتحقق ولا تُسجل تلقائيًا.',
    en: 'What civil status knows of people. A death marks the household for a visit; it is not recorded by the list.',
  },
  roles: ['ministry_admin'],
  ...{ from: 'CIVIL_STATUS', about: 'person' },
  facts: [
    choiceColumn(
      texts('maritalStatus', 'marital_status', 'أرمل', {
        ar: 'الحالة الاجتماعية في السجل.',
        en: 'The marital status in the register.',
      }),
      MARITAL_STATUS,
    ),
    yesNo('orphan', 'orphan', 'نعم لمن توفي أحد والديه أو كلاهما.', 'Yes when a parent, or both, have died.'),
    yesNo('travelledAbroad', 'travelled_abroad', 'نعم لمن سافر خلال عام.', 'Yes for travel within a year.'),
    dateColumn(
      texts('diedOn', 'died_on', '2026-10-15', {
        ar: 'يوم الوفاة إن وُجدت.',
        en: 'The day of death, if any.',
      }),
      { earliest: EARLIEST_DEATH },
    ),
  ],
  refuse: (run) =>
    run.refuse(
      factListRefusals.DIED_BEFORE_BIRTH,
      'diedOn',
      `select line, jsonb_build_object('born', person.birth_date) as facts
         from ${run.rows} as staged join person on person.id = staged.person_id
        where staged.died_on < person.birth_date`,
    ),
});

export const vehicles = factListImport({
  name: 'vehicles',
  title: { ar: 'المركبات المرخصة', en: 'Licensed vehicles' },
  description: {
    ar: 'لكل شخص سطر بما هو مرخص باسمه.',
    en: 'A row for each person, with what is licensed in their name.',
  },
  roles: ['ministry_admin'],
  ...{ from: 'VEHICLES', about: 'person' },
  facts: [
    yesNo('privateCar', 'private_car', 'سيارة ملاكي باسمه.', 'A private car in their name.'),
    yesNo('taxi', 'taxi', 'سيارة أجرة باسمه.', 'A taxi in their name.'),
    yesNo('transportVehicle', 'transport_vehicle', 'سيارة نقل باسمه.', 'A transport vehicle in their name.'),
    yesNo('tractor', 'tractor', 'جرار زراعي باسمه.', 'A tractor in their name.'),
  ],
});

export const pensions = factListImport({
  name: 'pensions',
  title: { ar: 'المعاشات', en: 'Pensions' },
  description: {
    ar: 'لكل صاحب معاش سطر بما يتقاضاه شهريًا.',
    en: 'A row for each pensioner, with what they draw a month.',
  },
  roles: ['ministry_admin'],
  ...{ from: 'PENSIONS', about: 'person' },
  facts: [
    moneyColumn(texts('pension', 'pension', '1250.50', { ar: 'بالجنيه شهريًا.', en: 'In pounds a month.' }), {
      most: MOST_A_MONTH,
    }),
  ],
});

export const FACT_LISTS = [rationCards, civilStatus, vehicles, pensions];
