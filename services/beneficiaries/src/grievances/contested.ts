import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** What a grievance may be filed against. */
export const CONTESTED_KINDS = [
  'APPLICATION',
  'SUSPENSION',
  'EXIT',
  'WITHHOLDING',
  'PAYMENT',
  'COLLECTION',
] as const;
export type ContestedKind = (typeof CONTESTED_KINDS)[number];

/** A decision that somebody objects to, as the capability that made it knows it. */
export interface Contested {
  readonly householdId: string;
  readonly decidedOn: PlainDate;
  /** The subjects of all who took part in the decision: none of them may decide the grievance. */
  readonly deciders: readonly string[];
}

/** How a capability lets its decisions be contested. */
export interface Contestable {
  readonly kind: ContestedKind;
  /** The decision as the caller may see it; null when there is none that can be contested. */
  find(manager: CommandContext['manager'], id: string): Promise<Contested | null>;
  /**
   * Undoes it, since a grievance was upheld: reopens, reverses, pays arrears. Called in the transaction that upholds.
   * Gives null; or why it cannot be undone, and then nothing of the transaction is kept.
   */
  uphold(context: CommandContext, id: string, grievanceId: string): Promise<Refusal | null>;
}
