import { z } from 'zod';
import { PaymentChannel } from '../payments/payment';
import { EntitlementCategory } from '../enrolment/terms';
import { DamanBasis } from './daman-case';

export const DAMAN_TRANSFER = 'daman_transfer';

const age = z.int().positive();

/** Where a case goes: every condition that is stated must hold, and the first place that fits is taken. Ages are completed years. */
const damanDestination = z.object({
  programmeId: z.string(),
  /** Why the person is entitled, for a programme that pays persons; null for one that pays the household. */
  category: z.enum(EntitlementCategory).nullable(),
  /** The person has reached this age. */
  fromAge: age.optional(),
  /** The person has not reached this age. */
  belowAge: age.optional(),
  /** Daman granted the pension for one of these. */
  bases: z.array(z.enum(DamanBasis)).optional(),
  /** A child of the household, neither its head nor a spouse, has not reached this age. */
  childBelowAge: age.optional(),
});
export type DamanDestination = z.infer<typeof damanDestination>;

/** The rules' data `daman_transfer`: to which programme a case goes, and on what terms. */
export const damanTransfer = z.object({
  destinations: z.array(damanDestination),
  /** From which age a pensioner collects the money of the household; of a younger one its head does. */
  payeeFromAge: age,
  /** How the money is paid until the household chooses otherwise. */
  channel: z.enum(PaymentChannel),
  /** A case that Daman has not paid for more than so many months is held for a second look. */
  heldWhenUnpaidMonths: age,
  /** So many months after the move the enrolment is looked at for the first time. */
  recertifyAfterMonths: age,
});
export type DamanTransfer = z.infer<typeof damanTransfer>;
