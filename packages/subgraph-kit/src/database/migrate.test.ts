import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { migrate } from './migrate';
import { VILLAGE, Village1764000000000 } from './village.fixture';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase(VILLAGE);
});

afterAll(() => database.close());

class AddWell1765000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table well ()');
    await queryRunner.query('select pg_sleep(0.1)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table well');
  }
}

class Broken1766000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table half ()');
    await queryRunner.query('create table well ()');
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

const tableExists = async (name: string) => {
  const [row] = await database.owner<{ there: boolean }>('select to_regclass($1) is not null as there', [
    name,
  ]);
  return row?.there;
};

test('two instances that start at once migrate once', async () => {
  const migrations = [Village1764000000000, AddWell1765000000000];

  const done = await Promise.all([
    migrate(database.ownerUrl, migrations),
    migrate(database.ownerUrl, migrations),
  ]);

  expect(done.flat()).toEqual(['AddWell1765000000000']);
  expect(await tableExists('well')).toBe(true);
});

test('a migration that fails leaves nothing of itself', async () => {
  await expect(
    migrate(database.ownerUrl, [Village1764000000000, AddWell1765000000000, Broken1766000000000]),
  ).rejects.toThrow('already exists');

  expect(await tableExists('half')).toBe(false);
});

test('a migration is not run by the login of the app', async () => {
  await expect(migrate(database.appUrl, [Village1764000000000])).rejects.toThrow(
    'no schema has been selected to create in',
  );
});

test('every database of a service has claims and Arabic folding', async () => {
  const [row] = await database.pool.query(
    aCaller('ngo_partner', { ngoId: '00000000-0000-4000-8000-000000000001' }),
    "select claim_uuid('ngo_id'), claim('home_id'), claim_uuid('person_id'), fold_arabic('أحمَد') = fold_arabic('احمد')",
  );

  expect(row).toEqual(['00000000-0000-4000-8000-000000000001', null, null, true]);
});

test('a login without claims claims nothing', async () => {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<object>(
    "select claim('governorate') as text, claim_uuid('ngo_id') as id",
  );
  await client.end();

  expect(rows).toEqual([{ text: null, id: null }]);
});
