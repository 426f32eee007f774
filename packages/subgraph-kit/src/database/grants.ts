import type { QueryRunner } from 'typeorm';
import type { Role } from '../access/caller';
import { callerRole } from './cluster';

/** For each role the SQL condition that a row must meet; `'true'` is every row. A role left out sees nothing. */
export type RowConditions = Partial<Record<Role, string>>;

/** Who may do what with the rows of a table. Claims are asked as `(select claim('governorate'))`, so once a query. */
export interface Protection {
  readonly read?: RowConditions;
  /** Adds and changes rows; a role that writes rows and shall have them returned needs `read` too. */
  readonly write?: RowConditions;
  /** Adds rows only. */
  readonly insert?: RowConditions;
  /** Changes rows only. */
  readonly update?: RowConditions;
  /** Removes rows; nobody, not even the system, does so unless it stands here. */
  readonly delete?: RowConditions;
  /** Roles that read these columns only; the others read all. */
  readonly columns?: Partial<Record<Role, readonly string[]>>;
  /** Rows are never changed once written: the system too may only add. */
  readonly appendOnly?: boolean;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Puts a table behind row-level security, its owner included: one policy for each role and deed, so that no policy
 * needs an OR. `caller_system` reads, adds and changes every row.
 */
export async function protect(
  queryRunner: QueryRunner,
  table: string,
  protection: Protection,
): Promise<void> {
  const name = quoted(table);
  const run = (sql: string) => queryRunner.query(sql);
  await run(`alter table ${name} enable row level security, force row level security`);
  await run(
    `create policy ${quoted(`${table}_owner`)} on ${name} to current_user using (true) with check (true)`,
  );

  const everything: RowConditions = { system: 'true' };
  const { read, write, insert, update, appendOnly = false } = protection;
  if (appendOnly && (write ?? update)) throw new Error(`Rows of ${table} are never changed, so no role may.`);
  const deeds = [
    ['select', { ...read, ...everything }, (condition: string) => `using (${condition})`],
    ['insert', { ...write, ...insert, ...everything }, (condition: string) => `with check (${condition})`],
    [
      'update',
      appendOnly ? {} : { ...write, ...update, ...everything },
      (condition: string) => `using (${condition}) with check (${condition})`,
    ],
    ['delete', { ...protection.delete }, (condition: string) => `using (${condition})`],
  ] as const;
  for (const [deed, conditions, clause] of deeds) {
    for (const [role, condition] of Object.entries(conditions) as [Role, string][]) {
      const columns = deed === 'select' ? protection.columns?.[role] : undefined;
      const granted = columns ? `select (${columns.map(quoted).join(', ')})` : deed;
      await run(`grant ${granted} on ${name} to ${callerRole(role)}`);
      await run(
        `create policy ${quoted(`${table}_${role}_${deed}`)} on ${name} for ${deed} to ${callerRole(role)} ${clause(condition)}`,
      );
    }
  }
}

/** Takes the policies and grants of `protect` back, for a migration's way down or before new ones are given. */
export async function unprotect(queryRunner: QueryRunner, table: string): Promise<void> {
  const policies = (await queryRunner.query('select policyname from pg_policies where tablename = $1', [
    table,
  ])) as { policyname: string }[];
  for (const { policyname } of policies)
    await queryRunner.query(`drop policy ${quoted(policyname)} on ${quoted(table)}`);
  const grantees = (await queryRunner.query(
    `select distinct grantee from (
       select grantee, table_name from information_schema.role_table_grants
       union all select grantee, table_name from information_schema.column_privileges) as granted
     where table_name = $1 and grantee like 'caller\\_%'`,
    [table],
  )) as { grantee: string }[];
  for (const { grantee } of grantees) {
    await queryRunner.query(`revoke all on ${quoted(table)} from ${quoted(grantee)}`);
  }
}

/** A table that all these roles may read whole: codes, areas, rule texts. Only the system and the owner write it. */
export async function openToAll(
  queryRunner: QueryRunner,
  table: string,
  roles: readonly Role[],
): Promise<void> {
  await protect(queryRunner, table, { read: Object.fromEntries(roles.map((role) => [role, 'true'])) });
}

/**
 * Lets only these roles run a function, say `search_people(text)`. Functions that run with their owner's rights
 * (`security definer`) see every row, so each must apply the caller's claims itself.
 */
export async function allowFunction(
  queryRunner: QueryRunner,
  signature: string,
  roles: readonly Role[],
): Promise<void> {
  await queryRunner.query(`revoke all on function ${signature} from public`);
  await queryRunner.query(`grant execute on function ${signature} to ${roles.map(callerRole).join(', ')}`);
}
