import type { EntityManager } from 'typeorm';
import type { EventHandlers } from './inbox';

/** A table that holds what others have told, and that can be made anew of their feeds. */
export interface Projection {
  readonly table: string;
  /** The column that names whom a row is about: of whom no event tells, the row is left as it is. */
  readonly key: string;
  /** Keep the table, and do nothing else. */
  readonly handlers: EventHandlers;
  /**
   * Brings into line what else follows from the table, once it was made anew: events that were heard for it are not
   * heard again, so what a service does on hearing them beside keeping the table has to be done here too.
   */
  readonly follow?: (manager: EntityManager) => Promise<void>;
}
