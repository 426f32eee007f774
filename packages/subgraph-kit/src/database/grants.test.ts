import { Client } from 'pg';
import { ROLE_NAMES, type Role } from '../access/caller';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { allowFunction, protect, unprotect } from './grants';
import { Household, id, VILLAGE } from './village.fixture';

let database: TestDatabase;
/** A connection of the app's login, as somebody would have it who took the service over. */
let intruder: Client;

beforeAll(async () => {
  database = await testDatabase(VILLAGE);
  await database.owner(
    `insert into household (id, governorate, name_ar, monthly_income) values
     ('${id(1)}', 'EG_GZ', 'أسرة', 100), ('${id(2)}', 'EG_C', 'أسرة', 200)`,
  );
  await database.owner(
    `insert into member (id, household_id, birth_date) values ('${id(11)}', '${id(1)}', '2000-01-01')`,
  );
  intruder = new Client({ connectionString: database.appUrl });
  await intruder.connect();
});

afterAll(async () => {
  await intruder.end();
  await database.close();
});

const query = (role: Role, sql: string, claims = {}) => database.pool.query(aCaller(role, claims), sql);

const FORBIDDEN: [string, string][] = [
  ['change a table', 'alter table public.household add column extra text'],
  ['switch row-level security off', 'alter table public.household disable row level security'],
  ['stop forcing it on the owner', 'alter table public.household no force row level security'],
  ['drop a table', 'drop table public.household'],
  ['drop a policy', 'drop policy household_owner on public.household'],
  ['make a policy', 'create policy extra on public.household using (true)'],
  ['empty a table', 'truncate public.household'],
  ['make a table', 'create table public.extra ()'],
  ['make a temporary table', 'create temporary table extra ()'],
  ['make a function', 'create function public.extra() returns int language sql return 1'],
  ['make a schema', 'create schema extra'],
  ['become the owner', 'set role village_owner'],
  ['become the owner of the session', 'set session authorization village_owner'],
  ['give itself rights', 'grant village_owner to village_app'],
  ['make a role', 'create role extra'],
  ['read the passwords', 'select * from pg_authid'],
];

describe('the login of the app', () => {
  test.each([
    ['read a table', 'select * from public.household'],
    ['write a table', 'update public.household set name_ar = null'],
    ...FORBIDDEN,
  ])('cannot %s', async (_, sql) => {
    await expect(intruder.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  test.each(FORBIDDEN)('cannot %s as the most trusted caller either', async (_, sql) => {
    await intruder.query('set role caller_ministry_admin');

    await expect(intruder.query(sql)).rejects.toThrow(/permission denied|must be owner/);

    await intruder.query('reset role');
  });

  test('gets no row by asking for row-level security to be off', async () => {
    await intruder.query('set row_security = off; set role caller_case_worker');

    await expect(intruder.query('select * from household')).rejects.toThrow('affected by row-level security');

    await intruder.query('reset role; reset row_security');
  });

  test('owns nothing', async () => {
    const owned = await database.owner(
      `select relname from pg_class where pg_get_userbyid(relowner) = 'village_app'`,
    );

    expect(owned).toEqual([]);
  });
});

describe('a protected table', () => {
  test.each(
    ROLE_NAMES.filter(
      (role) => !['case_worker', 'ministry_admin', 'analyst', 'ngo_partner', 'system'].includes(role),
    ),
  )('shows nothing at all to %s, who was given nothing', async (role) => {
    await expect(query(role, 'select id from household')).rejects.toThrow('permission denied');
  });

  test('shows no row to a role whose claim is missing', async () => {
    expect(await query('case_worker', 'select id from household')).toEqual([]);
    expect(await query('ngo_partner', 'select id from service_link')).toEqual([]);
  });

  test('shows a role the columns that it was given, and counts', async () => {
    expect(
      await query('analyst', 'select governorate, sum(monthly_income) from household group by 1 order by 1'),
    ).toEqual([
      ['EG_C', '200.00'],
      ['EG_GZ', '100.00'],
    ]);
    await expect(query('analyst', 'select name_ar from household')).rejects.toThrow('permission denied');
    await expect(database.as(aCaller('analyst')).one(Household, id(1), ['name'])).rejects.toThrow(
      'permission denied',
    );
  });

  test('lets a role change only what it may write, into what it may write', async () => {
    const giza = { governorate: 'EG_GZ' } as const;

    await query('case_worker', `update household set monthly_income = 1`, giza);
    await expect(query('case_worker', `update household set governorate = 'EG_C'`, giza)).rejects.toThrow(
      'row-level security',
    );

    expect(await database.owner('select monthly_income from household order by id')).toEqual([
      { monthly_income: '1.00' },
      { monthly_income: '200.00' },
    ]);
  });

  test.each(['case_worker', 'system'] as const)(
    'lets %s remove nothing, since nobody said so',
    async (role) => {
      await expect(query(role, 'delete from household')).rejects.toThrow('permission denied');
    },
  );

  test('lets a role remove rows where that was said', async () => {
    await query('ministry_admin', `delete from member where id = '${id(11)}'`);

    expect(await database.owner('select id from member')).toEqual([]);
  });

  test('of rows that are never changed lets not even the system change one', async () => {
    await query(
      'ministry_admin',
      `insert into service_link (ngo_id, household_id, with_consent) values ('${id(9)}', '${id(1)}', true)`,
    );

    await expect(query('system', 'update service_link set with_consent = false')).rejects.toThrow(
      'permission denied',
    );
    expect(await query('system', 'select with_consent from service_link')).toEqual([[true]]);
  });

  test('binds its owner too', async () => {
    const [table] = await database.owner(
      `select relrowsecurity and relforcerowsecurity as bound from pg_class where relname = 'household'`,
    );

    expect(table).toEqual({ bound: true });
  });

  test('can be released and protected otherwise by a later migration', async () => {
    const runner = await ownerRunner();
    await unprotect(runner, 'household');
    await protect(runner, 'household', { read: { citizen: 'true' } });

    expect(await query('citizen', 'select count(*)::int from household')).toEqual([[2]]);
    await expect(query('ministry_admin', 'select id from household')).rejects.toThrow('permission denied');
    await expect(query('analyst', 'select id from household')).rejects.toThrow('permission denied');
  });
});

test('a function is run by the roles that were named and no other', async () => {
  await database.owner('create function secret() returns int language sql security definer return 7');

  await allowFunction(await ownerRunner(), 'secret()', ['auditor']);

  expect(await query('auditor', 'select secret()')).toEqual([[7]]);
  await expect(query('ministry_admin', 'select secret()')).rejects.toThrow('permission denied');
});

/** What migrations are given, for the owner of this database. */
function ownerRunner(): Promise<Parameters<typeof protect>[0]> {
  const runner = { query: (sql: string, values?: unknown[]) => database.owner(sql, values) };
  return Promise.resolve(runner as unknown as Parameters<typeof protect>[0]);
}
