import type { Fault } from './faults';

/** One operation on one federation, with what goes wrong meanwhile: all that is needed to run it again. */
export interface Case {
  readonly supergraph: string;
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/** A case of the folder `saved-cases`. */
export interface SavedCase extends Case {
  /** Why the compiled executor's answer is known to be wrong; absent when it has to be right. */
  readonly stillWrong?: string;
}
