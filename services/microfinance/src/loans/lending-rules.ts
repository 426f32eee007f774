import { parseMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { z } from 'zod';

/** The rules' data of lending, as rows of `rule_version` hold it. */
const amount = z.string().transform((text): Money => parseMoney(text));

/** Rules `lending`: what every loan of every lender is held against. */
export const lendingRules = z.object({
  /** The regulator's limit: what one person may owe all lenders together. */
  borrowerLimit: amount,
  /** More days late than this with any lender, and there is no further loan. */
  mostDaysLate: z.int().nonnegative(),
  /** The share of the monthly income, in per cent, that the loan may cost in an average month. */
  largestBurdenPercent: z.number().positive(),
});
export type LendingRules = z.infer<typeof lendingRules>;

/** Rules `lender_category`: the portfolio from which a lender belongs to category A and to B; below it is C. */
export const lenderCategoryRules = z.object({ fromA: amount, fromB: amount });
export type LenderCategoryRules = z.infer<typeof lenderCategoryRules>;
