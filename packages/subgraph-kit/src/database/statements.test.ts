import { Client } from 'pg';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { poolSettings } from './data-source';
import { queryClaimed } from './claimed-query';
import { ClaimedPool, type StatementReport } from './statements';
import { id, VILLAGE } from './village.fixture';

const giza = aCaller('case_worker', { governorate: 'EG_GZ' });
const admin = aCaller('ministry_admin');
const WHO = "select current_user::text, claim('governorate'), claim('subject')";

let database: TestDatabase;
/** One connection only, so that whoever asks next is given the one that was used last. */
let pool: ClaimedPool;

beforeAll(async () => {
  database = await testDatabase(VILLAGE);
  pool = new ClaimedPool({ connectionString: database.appUrl, max: 1, statementTimeoutMs: 200 });
  await database.owner(
    `insert into household (id, governorate, name_ar, monthly_income, created_at) values
     ('${id(1)}', 'EG_C', 'أسرة', 900, '2026-11-22 02:30:37.1234+00'),
     ('${id(2)}', 'EG_GZ', 'أسرة', 1250.5, '2026-11-22 02:30:37+00'),
     ('${id(4)}', 'EG_GZ', 'أسرة', null, '2026-11-22 02:30:37.5+00')`,
  );
});

afterAll(async () => {
  await pool.end();
  await database.close();
});

describe('a statement under the claims of its caller', () => {
  test('sees the rows that row-level security gives to the caller', async () => {
    const rows = await pool.query(giza, 'select id from household order by id');

    expect(rows).toEqual([[id(2)], [id(4)]]);
  });

  test('carries the role and the claims of the caller, and no other', async () => {
    const [claims] = await pool.query(
      aCaller('ngo_partner', { ngoId: id(9) }, 'them'),
      "select current_user::text, claim_uuid('ngo_id'), claim('subject'), claim('governorate'), claim_uuid('person_id')",
    );

    expect(claims).toEqual(['caller_ngo_partner', id(9), 'them', null, null]);
  });

  test('keeps many callers apart who share a connection', async () => {
    const callers = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0
        ? aCaller('citizen', {}, `subject ${index}`)
        : aCaller('case_worker', { governorate: index % 3 === 1 ? 'EG_GZ' : 'EG_C' }, `subject ${index}`),
    );

    const answers = await Promise.all(callers.map((caller) => pool.query(caller, WHO)));

    expect(answers).toEqual(
      callers.map(({ role, claims, subject }) => [[`caller_${role}`, claims.governorate ?? null, subject]]),
    );
  });

  test('gives dates, instants and decimals as text, and the rest as what it is', async () => {
    const [values] = await pool.query(
      admin,
      `select date '1985-06-15', timestamptz '2026-11-22 04:30:37.5+02', timestamptz '2026-11-22 02:30:37.123456+00',
              1250.50::numeric(18,2), 7, true, '{"a": [1]}'::jsonb, array['a b', null], array[date '2026-01-02'],
              array[1.50], null, 12345678901::bigint`,
    );

    expect(values).toEqual([
      '1985-06-15',
      '2026-11-22T02:30:37.500Z',
      '2026-11-22T02:30:37.123456Z',
      '1250.50',
      7,
      true,
      { a: [1] },
      ['a b', null],
      ['2026-01-02'],
      ['1.50'],
      null,
      '12345678901',
    ]);
  });

  test('sends each kind of value, whatever is written in it', async () => {
    const texts = ['', 'NULL', 'a "quoted" \\ text', 'أسرة', '{,}'];

    const [sent] = await pool.query(
      admin,
      'select $1::text[], $2::int, $3::boolean, $4::jsonb, $5::timestamptz, $6::bytea, $7::text, $8::int[]',
      [
        texts,
        7,
        false,
        { name: 'أسرة' },
        new Date(0),
        Buffer.from('abc'),
        null,
        [
          [1, 2],
          [3, 4],
        ],
      ],
    );

    expect(sent).toEqual([
      texts,
      7,
      false,
      { name: 'أسرة' },
      '1970-01-01T00:00:00.000Z',
      Buffer.from('abc'),
      null,
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test('tells the names of its columns, also when it was prepared before', async () => {
    const text = 'select id, monthly_income as "monthlyIncome" from household where id = $1';
    await pool.run(giza, text, [id(2)]);

    const result = await pool.run(giza, text, [id(2)]);

    expect(result).toEqual({ columns: ['id', 'monthlyIncome'], rows: [[id(2), '1250.50']] });
  });
});

describe('the connection after a statement', () => {
  let client: Client;

  beforeEach(async () => {
    client = new Client(poolSettings({ url: database.appUrl }));
    await client.connect();
  });

  afterEach(() => client.end());

  const claimsLeft = async () => {
    const { rows } = await client.query<object>(
      `select current_user::text as role, current_setting('app.governorate', true) as governorate,
              current_setting('app.subject', true) as subject`,
    );
    return rows[0];
  };

  test('holds no claim of the caller', async () => {
    await queryClaimed(client, giza, WHO);

    expect(await claimsLeft()).toEqual({ role: 'village_app', governorate: '', subject: '' });
  });

  test('holds no claim of a caller whose statement failed', async () => {
    await expect(queryClaimed(client, giza, 'select 1 / 0')).rejects.toThrow('division by zero');

    expect(await claimsLeft()).toEqual({ role: 'village_app', governorate: '', subject: '' });
  });
});

describe('a connection on which something failed', () => {
  test.each([
    ['a statement that cannot be parsed', 'select from from', 'syntax error'],
    ['a statement that fails while it runs', 'select 1 / (select 0)', 'division by zero'],
    ['a table that the caller may not see', 'select * from service_link', 'permission denied'],
    ['a value that is none of its type', "select 'x'::uuid", 'invalid input syntax'],
  ])('serves the next caller after %s, and the same statement again', async (_, text, message) => {
    await expect(pool.query(giza, text)).rejects.toThrow(message);
    await expect(pool.query(giza, text)).rejects.toThrow(message);

    expect(await pool.query(admin, WHO)).toEqual([['caller_ministry_admin', null, 'test-ministry_admin']]);
    expect(pool.load.open).toBe(1);
  });

  test('serves the next caller after claims that PostgreSQL refuses', async () => {
    const nobody = { ...giza, role: 'nobody' as 'case_worker' };

    await expect(pool.query(nobody, WHO)).rejects.toThrow('role "caller_nobody" does not exist');

    expect(await pool.query(giza, WHO)).toEqual([['caller_case_worker', 'EG_GZ', 'test-case_worker']]);
  });

  test('serves the next caller after a statement that ran too long', async () => {
    await expect(pool.query(giza, 'select pg_sleep(5)')).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });

    expect(await pool.query(giza, 'select 1')).toEqual([[1]]);
  });

  test('prepares a statement anew whose table was changed', async () => {
    const text = 'select * from household where id = $1';
    await pool.run(giza, text, [id(2)]);
    await database.owner('alter table household add column remark text');

    await expect(pool.run(giza, text, [id(2)])).rejects.toThrow('cached plan must not change result type');
    const { columns } = await pool.run(giza, text, [id(2)]);

    expect(columns).toContain('remark');
  });

  test('tells no value of a row in its error', async () => {
    const error: unknown = await pool
      .query(admin, `insert into household (id, governorate, name_ar) values ($1, 'EG_C', 'سر')`, [id(1)])
      .catch((thrown: unknown) => thrown);

    expect(JSON.stringify(error)).not.toContain(id(1));
    expect(error).toMatchObject({ constraint: 'household_pkey' });
  });
});

describe('prepared statements', () => {
  test('are no more on a connection than it has room for', async () => {
    for (let number = 0; number < 600; number += 1) await pool.query(admin, `select ${number}`);

    const [count] = await pool.query(admin, 'select count(*)::int from pg_prepared_statements');

    expect(count?.[0]).toBeLessThanOrEqual(256);
    expect(await pool.query(admin, 'select 1')).toEqual([[1]]);
  });
});

test('a pool tells of each statement its text and role, and no value', async () => {
  const reports: StatementReport[] = [];
  const before = pool.statements;
  const stop = pool.observe((report) => reports.push(report));

  await pool.query(giza, 'select $1::text', ['a name']);
  await pool.query(giza, 'select 1 / 0').catch(() => {});
  stop();
  await pool.query(giza, 'select 1');

  expect(pool.statements - before).toBe(3);
  expect(reports).toEqual([
    {
      text: 'select $1::text',
      role: 'case_worker',
      milliseconds: expect.any(Number) as number,
      rows: 1,
      failed: false,
    },
    {
      text: 'select 1 / 0',
      role: 'case_worker',
      milliseconds: expect.any(Number) as number,
      rows: 0,
      failed: true,
    },
  ]);
});
