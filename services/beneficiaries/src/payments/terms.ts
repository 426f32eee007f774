import { z } from 'zod';

/** The name of the rules' data of payments, and the form of its rows of `rule_version`. */
export const PAYMENT_TERMS = 'payment_terms';

export const paymentTerms = z.object({
  /** How much of a month's due is deducted at most for what was paid too much, in percent; all when it is the last. */
  mostDeductedPercent: z.number().min(0).max(100),
});
export type PaymentTerms = z.infer<typeof paymentTerms>;
