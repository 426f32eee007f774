import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../database/grants';
import { testDatabase, type TestDatabase } from '../testing/database';
import { copyRows } from './copy';
import { fillTables } from './fill';
import { fillDatabase } from './load';
import { Population } from './population';
import { sampleSize } from './size';

class Wells1763900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table well (id integer primary key, name text not null, folded text);
      create index well_by_name on well (name) where folded is not null;
      create table lease (
        well_id integer not null references well deferrable initially deferred,
        period daterange not null,
        constraint lease_alone exclude using gist (well_id with =, period with &&)
      );
      create unique index lease_once on lease (well_id, period);
      create function fold_well() returns trigger language plpgsql as $$ begin new.folded := 'derived'; return new; end $$;
      create trigger fold_well before insert on well for each row execute function fold_well()`);
    for (const table of ['well', 'lease']) await protect(queryRunner, table, {});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table lease, well');
  }
}

let database: TestDatabase;
const sample = { population: new Population({ households: 1, pepper: 'x'.repeat(32) }), size: sampleSize(1) };

beforeEach(async () => {
  database = await testDatabase({ service: 'ngos', entities: [], migrations: [Wells1763900000000] });
});
afterEach(() => database.close());

const definitions = () =>
  database.owner(`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid in ('well'::regclass, 'lease'::regclass)
    union all select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
      where indrelid in ('well'::regclass, 'lease'::regclass)
    union all select tgname, tgenabled::text from pg_trigger where tgname = 'fold_well'
    order by 1, 2`);

async function fill(leases: readonly (readonly [number, string])[], heard: number[] = []): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  const load = (): Promise<void> =>
    fillTables(
      client,
      ['well', 'lease'],
      async () => {
        await copyRows(client, 'lease', ['well_id', 'period'], leases);
        await copyRows(client, 'well', ['id', 'name', 'folded'], [[1, 'زمزم', 'given']]);
      },
      (done, total) => heard.push(done / total),
    );
  try {
    await fillDatabase(client, { load }, sample);
  } finally {
    await client.end();
  }
}

test('fills tables in any order, with what triggers would derive, and leaves all as it was', async () => {
  const before = await definitions();
  const heard: number[] = [];

  await fill([[1, '[2026-01-01,2026-02-01)']], heard);

  expect(await definitions()).toEqual(before);
  expect(await database.owner('select folded from well')).toEqual([{ folded: 'given' }]);
  expect(heard.at(-1)).toBe(1);
});

test.each<[string, [number, string][]]>([
  ['a foreign key', [[2, '[2026-01-01,2026-02-01)']]],
  [
    'an exclusion',
    [
      [1, '[2026-01-01,2026-02-01)'],
      [1, '[2026-01-31,2026-03-01)'],
    ],
  ],
])('takes in nothing that breaks %s', async (_name, leases) => {
  const before = await definitions();

  await expect(fill(leases)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) as string });

  expect(await definitions()).toEqual(before);
  expect(await database.owner('select from well')).toEqual([]);
});
