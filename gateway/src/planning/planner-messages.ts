import type { HiddenNames } from './hidden-names';
import type { PlanRefusal } from './plan-refused';
import type { ReservedNames } from './response-names';

/** What the planner's thread is asked; it answers one question after another. */
export type PlannerQuestion =
  /** Reads a supergraph and keeps it under a number. */
  | { readonly kind: 'read'; readonly graph: number; readonly supergraphSdl: string }
  /** Gets ready to plan on a supergraph that has been read. */
  | { readonly kind: 'prepare'; readonly graph: number }
  | {
      readonly kind: 'plan';
      readonly graph: number;
      readonly document: string;
      readonly operationName: string | undefined;
    }
  | { readonly kind: 'forget'; readonly graph: number };

/** What the rest of the gateway needs of a supergraph. */
export interface ReadGraph {
  /** What the clients see. */
  readonly apiSdl: string;
  readonly possibleTypes: ReadonlyMap<string, readonly string[]>;
  readonly reserved: ReservedNames;
  readonly hidden: HiddenNames;
  /** The fields that stand under other keys in the tree because they are required with several arguments, by key. */
  readonly fieldsOfVariants: ReadonlyMap<string, string>;
}

export type PlannerAnswer =
  | { readonly kind: 'read'; readonly graph: ReadGraph }
  /** The plan as JSON text, what it took, and whether it is another one than Apollo's planner makes. */
  | {
      readonly kind: 'planned';
      readonly plan: string;
      readonly millis: number;
      readonly isMended: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: PlanRefusal }
  | { readonly kind: 'done' }
  /** The supergraph is broken. */
  | { readonly kind: 'failed'; readonly message: string };
