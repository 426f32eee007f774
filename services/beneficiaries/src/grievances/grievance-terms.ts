import { z } from 'zod';

/** The name of the rules' data of grievances, and the form of its rows of `rule_version`. */
export const GRIEVANCE_TERMS = 'grievance_terms';

export const grievanceTerms = z.object({
  /** Days after the decision within which it may be contested. Those that held on the day of the decision count. */
  daysToFile: z.int().positive(),
  /** Days after the filing within which it is to be decided. Those that held on the day of the filing count. */
  daysToDecide: z.int().positive(),
});
export type GrievanceTerms = z.infer<typeof grievanceTerms>;
