/** The rules' data of foster families: what the law asks of a family, and how the ministry goes about it. */
import { z } from 'zod';
import { DocumentKind } from './documents';
import { Schooling } from './eligibility';
import { FosterState } from './foster-application';

/** Rules data `foster_eligibility`: what the by-laws of the child law ask of a family. Ages are completed years. */
export const fosterEligibility = z.object({
  /** How long a couple must have been married, unless infertility is proven. */
  marriedYears: z.int().nonnegative(),
  /** The ages of both of a couple; the committee may agree to an older one. */
  coupleAge: z.object({ from: z.int().positive(), to: z.int().positive() }),
  /** From which age a woman may apply by herself. */
  womanAgeFrom: z.int().positive(),
  /** What at least one of the applicants must have completed. */
  schooling: z.enum(Schooling),
});
export type FosterEligibility = z.infer<typeof fosterEligibility>;

/** Rules data `foster_procedure`: what the ministry asks for beyond the by-laws, and the terms of its own steps. */
export const fosterProcedure = z.object({
  /** In pounds a month, of all applicants together. */
  lowestMonthlyIncome: z.string().regex(/^\d{1,16}\.\d{2}$/),
  documents: z.object({
    ofApplication: z.array(z.enum(DocumentKind)),
    ofEachApplicant: z.array(z.enum(DocumentKind)),
    ofCouple: z.array(z.enum(DocumentKind)),
    ofSingleWoman: z.array(z.enum(DocumentKind)),
  }),
  /** How old these documents may be, in months, when they are handed in; others may be of any age. */
  oldestInMonths: z.partialRecord(z.enum(DocumentKind), z.int().positive()),
  /** Days for the step that comes after a state; a state that is not here waits for nobody by a day. */
  daysForNextStep: z.partialRecord(z.enum(FosterState), z.int().positive()),
  /** How many members a committee has at least. */
  leastCommitteeMembers: z.int().min(3),
});
export type FosterProcedure = z.infer<typeof fosterProcedure>;
