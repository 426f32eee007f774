import { z } from 'zod';
import type { CollectionRules } from './collection';

/** The name of the rules' data of collecting money, and the form of its rows of `rule_version`. */
export const COLLECTION_RULES = 'payment_collection';

export const collectionRules = z.object({
  collectionDays: z.int().positive(),
  mostUncollectedInARow: z.int().positive(),
}) satisfies z.ZodType<CollectionRules>;
