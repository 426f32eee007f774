import type { Role } from '../access/caller';
import { callerRole } from '../database/cluster';
import type { Migrating } from '../records/migrating';

/** Who sees which events of a type in the feed. The system, auditors and ministry admins see all. */
export interface EventSight {
  /** Such as `household.changed`. */
  readonly type: string;
  readonly roles: readonly Role[];
  /**
   * The condition that an event must meet, in SQL over the columns of `event`; `seenIn` for those whose subject the
   * caller may see. Without one, all of the type.
   */
  readonly when?: string;
}

/**
 * The subject is a row of the table that the caller may see as things stand now: so when a right ends, as with a
 * consent that is withdrawn, what happened before is gone from its feed as well. `offset 0` keeps PostgreSQL from
 * first collecting all that the caller may see to answer for one event.
 */
export const seenIn = (table: string): string =>
  `exists (select from ${table} seen where seen.id = event.subject::uuid offset 0)`;

const policy = (type: string, role: Role) => `event_${type.replaceAll('.', '_')}_${role}`;

/** Lets roles see events of a type. Of the payload they see all: it holds ids, states, days and amounts alone. */
export async function letSeeEvents(
  queryRunner: Migrating,
  { type, roles, when = 'true' }: EventSight,
): Promise<void> {
  for (const role of roles) {
    await queryRunner.query(
      `create policy ${policy(type, role)} on event for select to ${callerRole(role)} using (type = '${type}' and (${when}))`,
    );
    await queryRunner.query('insert into event_reader (role, type) values ($1, $2)', [role, type]);
  }
}

/** Takes back what `letSeeEvents` gave, for a migration's way down. */
export async function hideEvents(
  queryRunner: Migrating,
  { type, roles }: Omit<EventSight, 'when'>,
): Promise<void> {
  for (const role of roles) {
    await queryRunner.query(`drop policy ${policy(type, role)} on event`);
    await queryRunner.query('delete from event_reader where role = $1 and type = $2', [role, type]);
  }
}
