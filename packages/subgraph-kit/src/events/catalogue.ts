import { z } from 'zod';
import { parseMoney, type Money } from '../values/money';
import { isPlainDate, type PlainDate } from '../values/plain-date';
import { defineEvent, type EventType } from './event-type';

/**
 * The facts that cross services, each with its owner. A payload holds ids, states, days and amounts; never a name,
 * a national ID, an address or anything else that tells a person apart.
 */
const id = z.uuid();
const day = z.custom<PlainDate>((value) => typeof value === 'string' && isPlainDate(value), 'is no day');
const amount = z.custom<Money>(
  (value) => typeof value === 'string' && isMoney(value),
  'is no amount of money',
);
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

/** ngos: whether an organisation may act. `subject` is the NGO's id. */
export const ngoStandingChanged = defineEvent(
  'ngo.standing_changed',
  1,
  z.object({
    ngoId: id,
    standing: z.enum(['NOT_REGISTERED', 'GOOD', 'SUSPENDED', 'EXPIRED', 'DISSOLVED']),
    /** The day from which this standing holds. */
    since: day,
    /** The last day of its licence; null when it has none or an unlimited one. */
    licensedUntil: day.nullable(),
  }),
);

/** beneficiaries: a person is known to the registry. `subject` is the person's id. */
export const personRegistered = defineEvent(
  'person.registered',
  1,
  z.object({ personId: id, householdId: id.nullable(), governorate: governorate.nullable() }),
);

/** beneficiaries: a person has died. `subject` is the person's id. */
export const personDied = defineEvent('person.died', 1, z.object({ personId: id, diedOn: day }));

/** beneficiaries: who lives in a household, and where, as it is from now on. `subject` is the household's id. */
export const householdChanged = defineEvent(
  'household.changed',
  1,
  z.object({
    householdId: id,
    change: z.enum([
      'REGISTERED',
      'MEMBER_JOINED',
      'MEMBER_LEFT',
      'HEAD_CHANGED',
      'MOVED',
      'CORRECTED',
      'DISSOLVED',
    ]),
    headId: id.nullable(),
    memberIds: z.array(id),
    areaId,
    governorate,
  }),
);

/** care-homes: whether a home may take residents in. `subject` is the home's id. */
export const careHomeLicenceChanged = defineEvent(
  'care_home.licence_changed',
  1,
  z.object({
    careHomeId: id,
    operatorNgoId: id,
    licence: z.enum(['APPLIED', 'INSPECTED', 'LICENSED', 'REFUSED', 'EXPIRED', 'SUSPENDED', 'CLOSED']),
    since: day,
    /** The last day of the licence; null without one. */
    licensedUntil: day.nullable(),
    capacity: z.int().nonnegative(),
    areaId,
  }),
);

/** microfinance: a loan as it stands from now on. `subject` is the loan's id. */
export const loanChanged = defineEvent(
  'loan.changed',
  1,
  z.object({
    loanId: id,
    borrowerId: id,
    lenderId: id,
    state: z.enum(['APPROVED', 'DISBURSED', 'ACTIVE', 'RESCHEDULED', 'CLOSED', 'WRITTEN_OFF']),
    principal: amount,
    outstanding: amount,
    /** Since when an instalment is unpaid; null when none is overdue. */
    overdueSince: day.nullable(),
  }),
);

/** microfinance: a product of Diarna as it is offered from now on. `subject` is the product's id. */
export const productChanged = defineEvent(
  'product.changed',
  1,
  z.object({
    productId: id,
    producerId: id,
    state: z.enum(['DRAFT', 'OFFERED', 'WITHDRAWN']),
    price: amount,
    /** Pieces that can be sold now. */
    available: z.int().nonnegative(),
  }),
);

const TYPES: readonly EventType<unknown>[] = [
  ngoStandingChanged,
  personRegistered,
  personDied,
  householdChanged,
  careHomeLicenceChanged,
  loanChanged,
  productChanged,
];

/** The kind of event by its name and version. Throws when there is none such. */
export function eventTypeOf(type: string, version: number): EventType<unknown> {
  const known = TYPES.find((one) => one.type === type && one.version === version);
  if (!known) throw new Error(`No event "${type}" of version ${version} is in the catalogue.`);
  return known;
}
