import { z } from 'zod';
import { parseMoney, type Money } from '../values/money';
import { isPlainDate, type PlainDate } from '../values/plain-date';
import { defineEvent, type EventType } from './event-type';

/**
 * The facts that cross services, each with its owner. A payload holds ids, states, days and amounts; never a name,
 * a national ID, an address or anything else that tells a person apart.
 */
const id = z.uuid();
/** What passes is a day, which zod's own types cannot say; the same below of an amount. */
const day = z.iso.date().refine(isPlainDate, 'is no day') as unknown as z.ZodType<PlainDate, string>;
const amount = z
  .string()
  .regex(/^-?\d{1,16}\.\d{2}$/)
  .refine(isMoney, 'is no amount of money') as unknown as z.ZodType<Money, string>;
const governorate = z.string().regex(/^EG_[A-Z]{1,3}$/);
const areaId = z.string().regex(/^EG-[A-Z]{1,3}(-\d{2}(-\d{3})?)?$/);

function isMoney(text: string): boolean {
  try {
    return parseMoney(text) === text;
  } catch {
    // What parseMoney refuses is no amount; that is the answer.
    return false;
  }
}

export const ngoStandingChanged = defineEvent(
  'ngo.standing_changed',
  1,
  {
    owner: 'ngos',
    description: {
      en: 'Whether an organisation may act has changed, or is announced to change. The subject is the NGO.',
      ar: 'تغيّر حق الجمعية في مزاولة نشاطها أو أُعلن عن تغيّره. الموضوع هو الجمعية.',
    },
  },
  z.object({
    ngoId: id.describe('The NGO.'),
    standing: z
      .enum(['NOT_REGISTERED', 'GOOD', 'SUSPENDED', 'EXPIRED', 'DISSOLVED'])
      .describe('Only an NGO in GOOD standing may act.'),
    since: day.describe('The day from which this standing holds; it may lie ahead.'),
    licensedUntil: day
      .nullable()
      .describe('The last day of its licence; null with none or an unlimited one.'),
  }),
);

export const personRegistered = defineEvent(
  'person.registered',
  1,
  {
    owner: 'beneficiaries',
    description: {
      en: 'A person has become known to the registry. The subject is the person.',
      ar: 'سُجّل شخص في السجل الموحد. الموضوع هو الشخص.',
    },
  },
  z.object({
    personId: id.describe('The person.'),
    householdId: id.nullable().describe('The household that the person belongs to; null with none.'),
    governorate: governorate.nullable().describe('Where the household lives, such as EG_GZ; null with none.'),
  }),
);

export const personDied = defineEvent(
  'person.died',
  1,
  {
    owner: 'beneficiaries',
    description: {
      en: 'A death has been recorded. The subject is the person.',
      ar: 'سُجّلت وفاة شخص. الموضوع هو الشخص.',
    },
  },
  z.object({ personId: id.describe('The person.'), diedOn: day.describe('The day of death.') }),
);

export const householdChanged = defineEvent(
  'household.changed',
  1,
  {
    owner: 'beneficiaries',
    description: {
      en: 'Who lives in a household, and where, as it is from now on. The subject is the household.',
      ar: 'أفراد الأسرة ومحل إقامتها من الآن فصاعدًا. الموضوع هو الأسرة.',
    },
  },
  z.object({
    householdId: id.describe('The household.'),
    change: z
      .enum(['REGISTERED', 'MEMBER_JOINED', 'MEMBER_LEFT', 'HEAD_CHANGED', 'MOVED', 'CORRECTED', 'DISSOLVED'])
      .describe('What has changed.'),
    headId: id.nullable().describe('The person who heads it; null when dissolved.'),
    memberIds: z.array(id).describe('All who belong to it from now on, the head included.'),
    areaId: areaId.describe('The area where it lives, such as EG-GZ-03-012.'),
    governorate: governorate.describe('The governorate of the area, such as EG_GZ.'),
  }),
);

export const enrolmentChanged = defineEvent(
  'enrolment.changed',
  1,
  {
    owner: 'beneficiaries',
    description: {
      en: 'A household is enrolled in a programme of cash support, or that has changed. The subject is the enrolment.',
      ar: 'قيد أسرة في برنامج دعم نقدي أو تغيّر حالة القيد. الموضوع هو القيد.',
    },
  },
  z.object({
    enrolmentId: id.describe('The enrolment.'),
    householdId: id.describe('The household.'),
    programmeId: z
      .string()
      .regex(/^[A-Z][A-Z_]{1,30}$/)
      .describe('The programme, such as TAKAFUL.'),
    state: z.enum(['ACTIVE', 'SUSPENDED', 'EXITED']).describe('Only who is ACTIVE is paid.'),
    since: day.describe(
      'The first month for which this holds, as its first day; of EXITED the first month not paid.',
    ),
    personIds: z
      .array(id)
      .describe('Who is paid, and in programmes that pay persons those who are entitled.'),
  }),
);

export const careHomeLicenceChanged = defineEvent(
  'care_home.licence_changed',
  1,
  {
    owner: 'care_homes',
    description: {
      en: 'Whether a home may take residents in. The subject is the home.',
      ar: 'تغيّر ترخيص دار رعاية. الموضوع هو الدار.',
    },
  },
  z.object({
    careHomeId: id.describe('The home.'),
    operatorNgoId: id.describe('The NGO that runs it.'),
    licence: z
      .enum(['APPLIED', 'INSPECTED', 'LICENSED', 'REFUSED', 'EXPIRED', 'SUSPENDED', 'CLOSED'])
      .describe('Only a LICENSED home may take residents in.'),
    since: day.describe('The day from which this holds.'),
    licensedUntil: day.nullable().describe('The last day of the licence; null without one.'),
    capacity: z.int().nonnegative().describe('Places in all.'),
    areaId: areaId.describe('The area where it stands, such as EG-GZ-03.'),
  }),
);

export const loanChanged = defineEvent(
  'loan.changed',
  1,
  {
    owner: 'microfinance',
    description: {
      en: 'A loan as it stands from now on. The subject is the loan.',
      ar: 'حالة القرض من الآن فصاعدًا. الموضوع هو القرض.',
    },
  },
  z.object({
    loanId: id.describe('The loan.'),
    borrowerId: id.describe('The person who owes it.'),
    lenderId: id.describe('The lender.'),
    state: z
      .enum(['APPROVED', 'DISBURSED', 'ACTIVE', 'RESCHEDULED', 'CLOSED', 'WRITTEN_OFF'])
      .describe('Where it stands.'),
    principal: amount.describe('What was lent, in Egyptian pounds.'),
    outstanding: amount.describe('What of the principal is still owed, in Egyptian pounds.'),
    overdueSince: day
      .nullable()
      .describe('The day on which the oldest unpaid instalment was due; null when none is overdue.'),
  }),
);

export const productChanged = defineEvent(
  'product.changed',
  1,
  {
    owner: 'microfinance',
    description: {
      en: 'A product of Diarna as it is offered from now on. The subject is the product.',
      ar: 'حالة منتج من منتجات ديارنا من الآن فصاعدًا. الموضوع هو المنتج.',
    },
  },
  z.object({
    productId: id.describe('The product.'),
    producerId: id.describe('Who makes it.'),
    state: z.enum(['DRAFT', 'OFFERED', 'WITHDRAWN']).describe('Only an OFFERED product may be sold.'),
    price: amount.describe('The price of a piece, in Egyptian pounds.'),
    available: z.int().nonnegative().describe('Pieces that can be sold now.'),
  }),
);

/** Every kind of event there is. */
export const EVENT_TYPES: readonly EventType<unknown>[] = [
  ngoStandingChanged,
  personRegistered,
  personDied,
  householdChanged,
  enrolmentChanged,
  careHomeLicenceChanged,
  loanChanged,
  productChanged,
];

/** The kind of event by its name and version. Throws when there is none such. */
export function eventTypeOf(type: string, version: number): EventType<unknown> {
  const known = EVENT_TYPES.find((one) => one.type === type && one.version === version);
  if (!known) throw new Error(`No event "${type}" of version ${version} is in the catalogue.`);
  return known;
}
