import type { Role } from '../access/caller';
import { callerRole } from '../database/cluster';
import { snakeCase } from '../database/naming';
import type { Migrating } from '../records/migrating';
import type { ImportKind } from './import-kind';

/** Where rows of a file stand between check and commit. Nobody but the system may look into it. */
export const STAGING_SCHEMA = 'import_staging';

/** The table of a kind's rows. COPY does not pass row-level security, so it has grants to the system alone instead. */
export function stagingTable({ name }: Pick<ImportKind, 'name'>): string {
  return `${STAGING_SCHEMA}.${sqlName(name)}`;
}

/** What a check or commit sees of it: the rows of the job in the setting `app.import_job` that are not refused. */
export function stagedView({ name }: Pick<ImportKind, 'name'>): string {
  return `staged_${sqlName(name)}`;
}

/** A column's name in the staging table. */
export const stagedColumn = snakeCase;

/** Whoever may upload or commit the kind. */
export function rolesOf({ roles, committers = [] }: Pick<ImportKind, 'roles' | 'committers'>): Role[] {
  return [...new Set([...roles, ...committers])];
}

/** Makes the staging table of a kind; for a migration of the service that has the kind. */
export async function createStaging(queryRunner: Migrating, kind: ImportKind): Promise<void> {
  const table = stagingTable(kind);
  const view = stagedView(kind);
  const columns = [...kind.columns, ...(kind.derived ?? [])];
  await queryRunner.query(`
    create table ${table} (
      job_id uuid not null,
      line int not null,
      group_key text collate "C",
      is_refused boolean not null default false,
      is_unchanged boolean not null default false,
      ${columns.map(({ name, sqlType }) => `${stagedColumn(name)} ${sqlType},`).join('\n      ')}
      primary key (job_id, line)
    )`);
  if (kind.groupBy) await queryRunner.query(`create index on ${table} (job_id, group_key, line)`);
  for (const names of kind.stagingIndexes ?? []) {
    await queryRunner.query(`create index on ${table} (job_id, ${names.map(stagedColumn).join(', ')})`);
  }
  await queryRunner.query(
    `grant select, insert, update, delete, maintain on ${table} to ${callerRole('system')}`,
  );
  await queryRunner.query(viewOf(kind, 'create view'));
  const readers = [...new Set<Role>([...rolesOf(kind), 'system'])];
  await queryRunner.query(`grant select on ${view} to ${readers.map(callerRole).join(', ')}`);
}

const viewOf = (kind: ImportKind, create: 'create view' | 'create or replace view'): string =>
  `${create} ${stagedView(kind)} as
     select * from ${stagingTable(kind)} where job_id = claim_uuid('import_job') and not is_refused`;

/** Adds the columns to the staging table of a kind that it has won since the table was made. */
export async function addStagedColumns(queryRunner: Migrating, kind: ImportKind): Promise<void> {
  for (const { name, sqlType } of [...kind.columns, ...(kind.derived ?? [])]) {
    await queryRunner.query(
      `alter table ${stagingTable(kind)} add column if not exists ${stagedColumn(name)} ${sqlType}`,
    );
  }
  await queryRunner.query(viewOf(kind, 'create or replace view'));
}

/** Takes the staging table of a kind away, with what is in it. */
export async function dropStaging(queryRunner: Migrating, kind: Pick<ImportKind, 'name'>): Promise<void> {
  await queryRunner.query(`drop view ${stagedView(kind)}`);
  await queryRunner.query(`drop table ${stagingTable(kind)}`);
}

function sqlName(name: string): string {
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(name)) throw new Error(`An import kind cannot be named "${name}".`);
  return name.replaceAll('-', '_');
}
