import { z } from 'zod';
import type { HouseholdRules } from './household';

/** The name of the rules' data of households, and the form of its rows of `rule_version`. */
export const HOUSEHOLD_RULES = 'household';

const age = z.int().nonnegative();

export const householdRules = z.object({
  headMinimumAge: age,
  consentMinimumAge: age,
}) satisfies z.ZodType<HouseholdRules>;
