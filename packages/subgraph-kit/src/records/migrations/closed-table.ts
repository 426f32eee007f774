import type { Role } from '../../access/caller';
import { callerRole } from '../../database/cluster';
import type { Migrating } from '../migrating';

/**
 * Closes a table to every caller: row-level security is forced, only the owner has a policy, and so rows come and
 * go through functions that run with the owner's rights. Who may read it is granted on top.
 */
export async function closeTable(queryRunner: Migrating, table: string): Promise<void> {
  await queryRunner.query(`alter table ${table} enable row level security, force row level security`);
  await queryRunner.query(
    `create policy ${table}_owner on ${table} to current_user using (true) with check (true)`,
  );
}

/** Lets a role read the rows of a closed table that meet the condition; without one, all of them. */
export async function letRead(
  queryRunner: Migrating,
  table: string,
  role: Role,
  condition = 'true',
  part = 'select',
): Promise<void> {
  await queryRunner.query(`grant select on ${table} to ${callerRole(role)}`);
  await queryRunner.query(
    `create policy ${table}_${role}_${part} on ${table} for select to ${callerRole(role)} using (${condition})`,
  );
}

/** Has PostgreSQL refuse, to the owner too, that a row of the table is ever changed or removed. */
export async function neverChange(queryRunner: Migrating, table: string): Promise<void> {
  await queryRunner.query(
    `create trigger ${table}_never_changes before update or delete on ${table} for each row execute function refuse_change()`,
  );
  await queryRunner.query(
    `create trigger ${table}_never_emptied before truncate on ${table} for each statement execute function refuse_change()`,
  );
}

/** The function behind `neverChange`. */
export const REFUSE_CHANGE = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$`;
