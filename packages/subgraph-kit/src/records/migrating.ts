/** What runs a migration's SQL as the owner: TypeORM's QueryRunner. */
export interface Migrating {
  query(text: string, values?: unknown[]): Promise<unknown>;
}
