import type { EntityManager } from 'typeorm';
import type { AuditedContext } from '../records/audit';
import type { PlainDate } from '../values/plain-date';

/** A value that is kept as JSON. */
export type BatchParameter =
  string | number | boolean | null | readonly BatchParameter[] | { readonly [name: string]: BatchParameter };

/** What a batch was started with: ids, months, rules; never a name and never a national ID. */
export type BatchParameters = Readonly<Record<string, BatchParameter>>;

/** A batch as those who work on it know it. */
export interface Batch {
  readonly id: string;
  /** The name of its kind. */
  readonly kind: string;
  /** What it is about, such as a payment cycle. */
  readonly subjectId: string;
  readonly parameters: BatchParameters;
}

/**
 * What the work of a batch is given. It runs as the system in a transaction of its own; `caller` is who started the
 * batch, so that the context is also what `auditChange` asks for.
 */
export interface BatchContext extends AuditedContext {
  /** Of the step's own transaction. */
  readonly manager: EntityManager;
  readonly batch: Batch;
  /** Today in Cairo. */
  readonly today: PlainDate;
}

/** How a batch may end without having been done. */
export type BatchStop = 'FAILED' | 'CANCELLED';

/**
 * Work of minutes over many rows, such as the calculation of a payment cycle. It is cut into steps; each is done once
 * and whole, whatever happens to the process that does it.
 */
export interface BatchKind {
  /** As in `startBatch`: small letters, digits and hyphens. */
  readonly name: string;
  /** Cuts the work into steps, by names that are its own and differ: '1', 'EG_GZ 3'. Asked once, in a transaction. */
  readonly steps: (context: BatchContext) => Promise<readonly string[]>;
  /**
   * Does one step, all in its transaction: it is committed together with the note that the step is done. Aim at
   * some seconds (a statement over some thousand rows); a step that is longer than 10 minutes is stopped.
   */
  readonly run: (step: string, context: BatchContext) => Promise<void>;
  /** When all steps are done: totals, the subject's next state. In the transaction that makes the batch DONE. */
  readonly finish?: (context: BatchContext) => Promise<void>;
  /**
   * When it failed three times at the same step, or was cancelled: what is to be undone, the subject's state. In the
   * transaction that ends the batch. Steps that were done stay done unless this undoes them.
   */
  readonly stopped?: (context: BatchContext, how: BatchStop) => Promise<void>;
  /** How many steps may be run side by side, when they write nothing in common; 1 unless it is said here. */
  readonly atOnce?: number;
}
