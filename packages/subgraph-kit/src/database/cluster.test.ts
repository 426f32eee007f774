import { Client } from 'pg';
import { ROLE_NAMES } from '../access/caller';
import { bootstrapCluster, databaseUrl } from './cluster';
import { scramVerifier } from './scram';

const adminUrl = process.env['TEST_DATABASE_ADMIN_URL'] ?? '';
const run = process.env['TEST_DATABASE_RUN'] ?? '';
const PASSWORDS = { ownerPassword: 'an owner’s: /?#@', appPassword: 'an app’s' };

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const asked = (url: string, sql: string) => as(url, async (client) => (await client.query<object>(sql)).rows);

/** Roles belong to the whole server, so what a test makes of them it takes away. */
async function remove(...services: string[]): Promise<void> {
  await as(adminUrl, async (admin) => {
    for (const service of services) {
      await admin.query(`drop database if exists "${service}" with (force)`);
      await admin.query(`drop role if exists "${service}_owner", "${service}_app"`);
    }
  });
}

describe('bootstrapping a cluster', () => {
  const services = ['first', 'second', 'third', 'fourth'].map((name) => `${run}_${name}`);
  const [service = ''] = services;

  afterAll(() => remove(...services));

  test('may be done by all services at once, and again', async () => {
    await Promise.all(services.map((name) => bootstrapCluster(adminUrl, name, PASSWORDS)));
    await Promise.all(services.map((name) => bootstrapCluster(adminUrl, name, PASSWORDS)));

    const roles = await asked(
      adminUrl,
      `select rolname from pg_roles where rolname like 'caller\\_%' and not rolcanlogin and not rolinherit`,
    );
    expect(roles).toHaveLength(ROLE_NAMES.length);
  });

  test('gives a database that its owner owns, with the extensions', async () => {
    const { ownerUrl } = await bootstrapCluster(adminUrl, service, PASSWORDS);

    const [facts] = await asked(
      ownerUrl,
      `select pg_get_userbyid(datdba) as owner, current_user::text as login,
              (select array_agg(extname::text order by extname) from pg_extension) as extensions
       from pg_database where datname = current_database()`,
    );

    expect(facts).toEqual({
      owner: `${service}_owner`,
      login: `${service}_owner`,
      extensions: ['btree_gist', 'pg_trgm', 'pgcrypto', 'plpgsql'],
    });
  });

  test('takes new passwords', async () => {
    await bootstrapCluster(adminUrl, service, { ...PASSWORDS, appPassword: 'old' });
    const { appUrl } = await bootstrapCluster(adminUrl, service, { ...PASSWORDS, appPassword: 'new' });

    expect(await asked(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(asked(databaseUrl(appUrl, service, `${service}_app`, 'old'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  test('keeps the login of one service out of the database of another', async () => {
    const { appUrl } = await bootstrapCluster(adminUrl, service, PASSWORDS);
    const other = databaseUrl(appUrl, services[1] ?? '');

    await expect(asked(other, 'select 1')).rejects.toThrow('permission denied for database');
  });

  test('refuses a login that row-level security would not bind', async () => {
    await as(adminUrl, (admin) => admin.query(`alter role "${service}_app" bypassrls`));

    await expect(bootstrapCluster(adminUrl, service, PASSWORDS)).rejects.toThrow(
      'must be bound by row-level security',
    );

    await as(adminUrl, (admin) => admin.query(`alter role "${service}_app" nobypassrls`));
  });
});

test('bootstrapping needs no superuser, but one who may make roles and databases', async () => {
  const [maker, service] = [`${run}_maker`, `${run}_made`];
  await as(adminUrl, async (admin) => {
    await admin.query(`create role "${maker}" login createrole createdb password 'maker'`);
    for (const role of ROLE_NAMES) await admin.query(`grant caller_${role} to "${maker}" with admin option`);
  });
  const makerUrl = databaseUrl(adminUrl, 'postgres', maker, 'maker');

  const { appUrl } = await bootstrapCluster(makerUrl, service, PASSWORDS);
  await bootstrapCluster(makerUrl, service, PASSWORDS);

  expect(await asked(appUrl, 'set role caller_public; select 1 as one')).toBeUndefined();
  await remove(service);
  await as(adminUrl, (admin) => admin.query(`drop owned by "${maker}"; drop role "${maker}"`));
});

test('a password is sent as the verifier that PostgreSQL would keep (RFC 7677)', () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');

  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
