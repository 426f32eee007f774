/**
 * The facts that eligibility is judged by. A fact is about a household or about a person; those about persons count
 * for the household as the catalogue says: that anybody has it, or the sum over all. A new kind is a line here; what
 * a kind weighs, and what it excludes from, is rules' data.
 */
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { MOST_A_MONTH } from '../programmes/amount';

/** How the value of a fact is written: a number, yes or no, one of a list of codes, a day. */
export type FactType = 'NUMBER' | 'YES_NO' | 'CHOICE' | 'DATE';

/** From the least to the most that makes sense: what is beyond is a slip of the pen. */
export interface FactRange {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

/** Nothing that was so before tells how a family lives today. */
export const EARLIEST_OBSERVED = '2000-01-01' as PlainDate;

/** Nobody whom the registry knows was born before. */
export const EARLIEST_DEATH = '1900-01-01' as PlainDate;

export interface FactKind {
  readonly about: 'HOUSEHOLD' | 'PERSON';
  readonly type: FactType;
  readonly name: MessageTexts;
  readonly unit?: MessageTexts;
  /** The bounds of a NUMBER. */
  readonly range?: FactRange;
  /** The codes of a CHOICE. */
  readonly choices?: readonly string[];
  /** How a person's fact counts for the household; not at all when it is left out. */
  readonly forHousehold?: 'ANY' | 'SUM';
}

const whole = (least: number, most: number) => ({ range: { least, most, isWhole: true } });
const upTo = (most: number) => ({ range: { least: 0, most, isWhole: false } });
const POUNDS_A_MONTH = { ar: 'جنيه شهريًا', en: 'pounds a month' };

const household = (type: FactType, ar: string, en: string, more: Partial<FactKind> = {}): FactKind => ({
  ...{ about: 'HOUSEHOLD', type, name: { ar, en } },
  ...more,
});
const person = (type: FactType, ar: string, en: string, more: Partial<FactKind> = {}): FactKind => ({
  ...{ about: 'PERSON', type, name: { ar, en } },
  ...more,
});
const ofAny = { forHousehold: 'ANY' } as const;

export const FACT_KINDS = {
  tenure: household('CHOICE', 'حيازة المسكن', 'Tenure of the dwelling', {
    choices: ['OWNED', 'OLD_RENT', 'NEW_RENT', 'SHARED', 'FREE'],
  }),
  rooms: household('NUMBER', 'عدد الغرف', 'Rooms', {
    ...{ unit: { ar: 'غرفة', en: 'rooms' }, ...whole(1, 50) },
  }),
  walls: household('CHOICE', 'الحوائط', 'Walls', { choices: ['BRICK', 'STONE', 'MUD', 'WOOD_OR_TIN'] }),
  floor: household('CHOICE', 'الأرضية', 'Floor', { choices: ['TILES', 'CEMENT', 'EARTH'] }),
  water: household('CHOICE', 'مصدر المياه', 'Water', { choices: ['INSIDE', 'OUTSIDE', 'NONE'] }),
  sewage: household('CHOICE', 'الصرف', 'Sewage', { choices: ['NETWORK', 'TANK', 'NONE'] }),
  electricity: household('YES_NO', 'كهرباء', 'Electricity'),
  electricity_use: household('NUMBER', 'استهلاك الكهرباء', 'Use of electricity', {
    ...{ unit: { ar: 'كيلووات ساعة شهريًا', en: 'kWh a month' }, ...upTo(100_000) },
  }),
  private_toilet: household('YES_NO', 'دورة مياه خاصة', 'A toilet of its own'),
  fridge: household('YES_NO', 'ثلاجة', 'Fridge'),
  washing_machine: household('YES_NO', 'غسالة أوتوماتيك', 'Automatic washing machine'),
  water_heater: household('YES_NO', 'سخان مياه', 'Water heater'),
  computer: household('YES_NO', 'حاسب آلي', 'Computer'),
  air_conditioner: household('YES_NO', 'مكيف هواء', 'Air conditioner'),
  land: household('NUMBER', 'أرض زراعية', 'Farm land', {
    ...{ unit: { ar: 'فدان', en: 'feddans' }, ...upTo(10_000) },
  }),
  cattle: household('NUMBER', 'رؤوس الماشية الكبيرة', 'Cattle and buffaloes', {
    ...{ unit: { ar: 'رأس', en: 'animals' }, ...whole(0, 10_000) },
  }),
  remittances: household('YES_NO', 'تحويلات من الخارج', 'Money sent from abroad'),
  ration_card: household('YES_NO', 'بطاقة تموين', 'Ration card'),
  ration_card_persons: household('NUMBER', 'أفراد بطاقة التموين', 'Persons on the ration card', {
    ...{ unit: { ar: 'فرد', en: 'persons' }, ...whole(0, 50) },
  }),
  schooling: person('CHOICE', 'المؤهل', 'Schooling', {
    choices: ['NONE', 'PRIMARY', 'PREPARATORY', 'SECONDARY', 'UNIVERSITY'],
  }),
  work: person('CHOICE', 'العمل', 'Work', {
    choices: ['NONE', 'CASUAL', 'SELF_EMPLOYED', 'PRIVATE', 'PUBLIC'],
  }),
  wage: person('NUMBER', 'الأجر', 'Wage', {
    ...{ unit: POUNDS_A_MONTH, ...upTo(1_000_000), forHousehold: 'SUM' },
  }),
  pension: person('NUMBER', 'المعاش', 'Pension', {
    ...{ unit: POUNDS_A_MONTH, ...upTo(Number(MOST_A_MONTH)), forHousehold: 'SUM' },
  }),
  private_car: person('YES_NO', 'سيارة ملاكي', 'Private car', ofAny),
  taxi: person('YES_NO', 'سيارة أجرة', 'Taxi', ofAny),
  transport_vehicle: person('YES_NO', 'سيارة نقل', 'Transport vehicle', ofAny),
  tractor: person('YES_NO', 'جرار زراعي', 'Tractor', ofAny),
  travelled_abroad: person('YES_NO', 'سفر للخارج خلال عام', 'Travel abroad within a year', ofAny),
  disability: person('YES_NO', 'إعاقة', 'Disability', ofAny),
  orphan: person('YES_NO', 'يتم', 'Orphanhood', ofAny),
  chronic_illness: person('YES_NO', 'مرض مزمن', 'Chronic illness', ofAny),
  in_school: person('YES_NO', 'مقيد بالمدرسة', 'Enrolled at school'),
  marital_status: person('CHOICE', 'الحالة الاجتماعية', 'Marital status', {
    choices: ['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED'],
  }),
  died_on: person('DATE', 'تاريخ الوفاة', 'Day of death'),
} as const satisfies Readonly<Record<string, FactKind>>;

export type FactCode = keyof typeof FACT_KINDS;

/** The kind of a code; undefined when there is none of this name. */
export function factKind(code: string): FactKind | undefined {
  return Object.hasOwn(FACT_KINDS, code) ? FACT_KINDS[code as FactCode] : undefined;
}

/** Where a fact comes from. */
export const FactSource = {
  DECLARED: 'DECLARED',
  FIELD_VISIT: 'FIELD_VISIT',
  EDUCATION: 'EDUCATION',
  HEALTH: 'HEALTH',
  RATION_CARD: 'RATION_CARD',
  CIVIL_STATUS: 'CIVIL_STATUS',
  VEHICLES: 'VEHICLES',
  PENSIONS: 'PENSIONS',
} as const;
export type FactSource = (typeof FactSource)[keyof typeof FactSource];
