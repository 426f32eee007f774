/**
 * The conditions of support (DOMAIN.md, section 1 and first values; the source of the rule is the Takaful programme).
 *
 * What is asked of a household in a month, of those who belong to it on the first:
 * - each child from 6 and below 18 attends school on at least 80 % of the days on which it is open; not in the months of
 *   holiday, nor of who heads a household or is married into it;
 * - of who is from 18 and below 26, again not a head or a spouse, and of whom a result of the school year that ended before
 *   is reported, the year was passed; it counts in one month, September to begin with. Who is not reported is not asked:
 *   not everybody of that age studies;
 * - a child under 6 is seen by a health unit in the months of its schedule;
 * - its mother is seen in the months after a birth that the schedule names.
 *
 * The month is a breach when any of it is reported as not kept; what nobody has reported is not held against the
 * household. The first breach warns, the second withholds a part of one payment, the third stops all of them until a month
 * is kept, and for no longer than the months after which a stopped case is looked at again. A month that is kept sets the
 * steps back to nothing. A month for which nothing is reported, or nothing is asked, changes no step.
 */
import { z } from 'zod';

/** The name of the rules' data. */
export const CONDITIONS = 'conditions';

const age = z.int().nonnegative();
const monthsOfAge = z.array(age);

/** The form of a version of the rules. The view `condition_terms` has the same in columns. */
export const conditions = z.object({
  attendance: z.object({
    /** The least part of the open days, in per cent. */
    percent: z.number().positive().max(100),
    /** From this birthday on. */
    fromAge: age,
    /** Up to, not including, this birthday. */
    toAge: age,
    /** Months of the year, 1 to 12, in which no school is asked for. */
    monthsWithoutSchool: z.array(z.int().min(1).max(12)),
  }),
  year: z.object({
    /** From this birthday on. */
    fromAge: age,
    /** Up to, not including, this birthday. */
    toAge: age,
    /** The month, from June when it is over to December, in which the result of a school year counts. */
    month: z.int().min(6).max(12),
  }),
  visits: z.object({
    /** Up to, not including, this birthday. */
    childToAge: age,
    /** A visit is due in the month in which the child becomes so many months old. */
    childAtMonths: monthsOfAge,
    /** A visit of the mother is due in the month in which the child becomes so many months old. */
    motherAtMonths: monthsOfAge,
    /** How many days before its month a visit counts. */
    earlyDays: z.int().nonnegative(),
    /** How many days after its month a visit counts. */
    lateDays: z.int().nonnegative(),
  }),
  /** What each further breach withholds, in per cent; the last step is that of all later breaches too. */
  steps: z.array(z.object({ withholdPercent: z.number().min(0).max(100) })).min(1),
  /** How many kept months set the steps back. */
  restoredAfterMonths: z.int().positive(),
  /** How long the last step withholds when no month is kept: then the case is looked at again. */
  reviewAfterMonths: z.int().positive(),
});
export type Conditions = z.infer<typeof conditions>;
