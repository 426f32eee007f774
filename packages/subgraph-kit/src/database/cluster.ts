import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { ROLE_NAMES, type Role } from '../access/caller';
import { scramVerifier } from './scram';

/** The passwords of a service's two logins: the owner migrates, the app serves. */
export interface ServicePasswords {
  readonly ownerPassword: string;
  readonly appPassword: string;
}

/** Where a service's database is, for each of its two logins. */
export interface ServiceUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

const EXTENSIONS = ['pg_trgm', 'btree_gist', 'pgcrypto'] as const;
const ATTEMPTS = 5;
/** duplicate_object, duplicate_database, unique_violation, object_in_use, internal_error ("tuple concurrently updated"). */
const LOST_RACES: ReadonlySet<string | undefined> = new Set(['42710', '42P04', '23505', '55006', 'XX000']);

/** The PostgreSQL role that carries a caller's rights. */
export const callerRole = (role: Role): string => `caller_${role}`;
export const ownerRole = (service: string): string => `${service}_owner`;
export const appRole = (service: string): string => `${service}_app`;
const callerRoles = ROLE_NAMES.map(callerRole).join(', ');

/**
 * Makes what a service needs of a PostgreSQL server: its owner, its app login, the callers' roles, its database.
 * May run any number of times and at once for all services; the admin needs CREATEROLE and CREATEDB only.
 */
export async function bootstrapCluster(
  adminUrl: string,
  service: string,
  passwords: ServicePasswords,
): Promise<ServiceUrls> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await withAdmin(adminUrl, async (admin) => {
        await createRoles(admin, service, passwords);
        await createDatabase(admin, service, service);
      });
      await withAdmin(databaseUrl(adminUrl, service), prepareDatabase);
      return serviceUrls(adminUrl, service, passwords);
    } catch (error) {
      const lostRace = error instanceof DatabaseError && LOST_RACES.has(error.code);
      if (!lostRace || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Runs work on one admin connection, one such work at a time in each database of the cluster. */
export async function withAdmin<T>(adminUrl: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: adminUrl, application_name: 'bootstrap' });
  await admin.connect();
  try {
    await admin.query("select pg_advisory_lock(hashtext('solidarity bootstrap'))");
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The same server under another database, and if given another login. */
export function databaseUrl(url: string, database: string, user?: string, password?: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  if (user !== undefined) other.username = encodeURIComponent(user);
  if (password !== undefined) other.password = encodeURIComponent(password);
  return other.toString();
}

/** The addresses of a service's database for its owner and its app. */
export function serviceUrls(
  adminUrl: string,
  service: string,
  passwords: ServicePasswords,
  database = service,
): ServiceUrls {
  return {
    ownerUrl: databaseUrl(adminUrl, database, ownerRole(service), passwords.ownerPassword),
    appUrl: databaseUrl(adminUrl, database, appRole(service), passwords.appPassword),
  };
}

/** The callers' roles of the cluster and the two logins of a service. */
export async function createRoles(
  admin: Client,
  service: string,
  passwords: ServicePasswords,
): Promise<void> {
  const { rows } = await admin.query<{ rolname: string; unbound: boolean }>(
    'select rolname, rolsuper or rolbypassrls as unbound from pg_roles',
  );
  const known = new Map(rows.map(({ rolname, unbound }) => [rolname, unbound]));
  for (const role of ROLE_NAMES.map(callerRole)) {
    if (!known.has(role)) await admin.query(`create role ${role} nologin noinherit`);
  }
  const logins = [
    [ownerRole(service), passwords.ownerPassword],
    [appRole(service), passwords.appPassword],
  ] as const;
  for (const [login, password] of logins) {
    if (known.get(login)) throw new Error(`The role ${login} must be bound by row-level security.`);
    const verb = known.has(login) ? 'alter' : 'create';
    const verifier = escapeLiteral(scramVerifier(password));
    await admin.query(`${verb} role ${escapeIdentifier(login)} login noinherit password ${verifier}`);
  }
  await admin.query(
    `grant ${callerRoles} to ${escapeIdentifier(appRole(service))} with inherit false, set true`,
  );
}

/** An empty database, or a copy of a template, that its service's owner owns and no other service may enter. */
export async function createDatabase(
  admin: Client,
  service: string,
  database: string,
  template?: string,
): Promise<void> {
  const owner = escapeIdentifier(ownerRole(service));
  const name = escapeIdentifier(database);
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0) {
    const { rows } = await admin.query<{ rolsuper: boolean }>(
      'select rolsuper from pg_roles where rolname = current_user',
    );
    if (!rows[0]?.rolsuper) await admin.query(`grant ${owner} to current_user with set true, inherit true`);
    const copied = template === undefined ? '' : ` template ${escapeIdentifier(template)} strategy file_copy`;
    await admin.query(`create database ${name} owner ${owner}${copied}`);
  }
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${escapeIdentifier(appRole(service))}`);
}

/** Within a new database: extensions, and a schema that callers may look into but not create in. */
export async function prepareDatabase(admin: Client): Promise<void> {
  for (const extension of EXTENSIONS) await admin.query(`create extension if not exists ${extension}`);
  await admin.query('revoke all on schema public from public');
  await admin.query(`grant usage on schema public to ${callerRoles}`);
}
