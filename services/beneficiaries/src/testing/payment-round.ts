/** Rows of a table that a round of events writes, and changes of rows: by statement, so that thousands are few. */
export class Round {
  readonly persons: unknown[][] = [];
  readonly memberships: unknown[][] = [];
  readonly left: unknown[][] = [];
  readonly died: unknown[][] = [];
  readonly born: unknown[][] = [];
  readonly headsEnded: unknown[][] = [];
  readonly heads: unknown[][] = [];
  readonly suspensions: unknown[][] = [];
  readonly lifted: unknown[][] = [];
  readonly withheld: unknown[][] = [];
  readonly given: unknown[][] = [];
  readonly ended: unknown[][] = [];
  readonly entitled: unknown[][] = [];
  readonly entitledEnded: unknown[][] = [];
  /** What commands tell of a change: enrolment and first month. */
  readonly noted: unknown[][] = [];
  /** Households and the areas that they have moved to. */
  readonly homes: unknown[][] = [];
  /** Who has left a household for another, and when. */
  readonly moved: unknown[][] = [];
}
