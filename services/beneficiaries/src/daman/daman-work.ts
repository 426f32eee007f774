/**
 * Work over a whole batch of Daman, of which there are up to 400,000 cases: it is ordered by a command and done in the
 * background, some thousand cases at a time. One at a time over a batch, so that nobody moves what is being looked up.
 */
import type { DamanFinding } from './daman-case';

/** What is done with the cases of a batch. */
export const DamanWorkKind = { VERIFY: 'VERIFY', MOVE: 'MOVE', CLOSE: 'CLOSE' } as const;
export type DamanWorkKind = keyof typeof DamanWorkKind;

/** By which kind of work in the background each is done. */
export const DAMAN_BATCHES = {
  VERIFY: 'daman-verifying',
  MOVE: 'daman-moving',
  CLOSE: 'daman-closing',
} as const satisfies Record<DamanWorkKind, string>;

/** What was found of cases that can be closed together. */
export const ClosableFinding = {
  NOT_FOUND: 'NOT_FOUND',
  DUPLICATE: 'DUPLICATE',
  DECEASED: 'DECEASED',
} as const satisfies Partial<Record<DamanFinding, string>>;
export type ClosableFinding = keyof typeof ClosableFinding;

/** What came of a case that was worked on. */
export const DamanWorkOutcome = {
  VERIFIED: 'VERIFIED',
  NOT_FOUND: 'NOT_FOUND',
  DUPLICATE: 'DUPLICATE',
  DECEASED: 'DECEASED',
  HELD: 'HELD',
  MOVED: 'MOVED',
  LEFT_TO_ANOTHER: 'LEFT_TO_ANOTHER',
  LEFT_WITHOUT_PROGRAMME: 'LEFT_WITHOUT_PROGRAMME',
  LEFT_TO_VERIFY: 'LEFT_TO_VERIFY',
  CLOSED: 'CLOSED',
} as const;
export type DamanWorkOutcome = keyof typeof DamanWorkOutcome;

/** A case and what came of it. */
export interface CaseOutcome {
  readonly id: string;
  readonly outcome: DamanWorkOutcome;
}
