import 'reflect-metadata';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { KIT_MIGRATIONS } from '../server/migrations';
import { textColumn } from './columns';
import type { ImportKind } from './import-kind';
import { requireSoundKinds } from './kind-check';
import { VILLAGE_SERVICE, VILLAGERS } from './villagers.fixture';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({
    service: VILLAGE_SERVICE.name,
    entities: [],
    migrations: [...KIT_MIGRATIONS, ...VILLAGE_SERVICE.migrations],
  });
});

afterAll(() => database.close());

const shoes = (ar: string, en: string, name = 'shoes') =>
  textColumn({ name, heading: { ar, en }, description: { ar, en }, isRequired: false, example: 'x' });

const withColumn = (column: ReturnType<typeof shoes>): ImportKind => ({
  ...VILLAGERS,
  columns: [...VILLAGERS.columns, column],
});

describe('a service starts', () => {
  it('when its kinds fit their staging tables', async () => {
    await expect(requireSoundKinds(database.pool, [VILLAGERS])).resolves.toBeUndefined();
  });

  it.each([
    [withColumn(shoes('حذاء', 'Shoes')), 'has no column for: shoes'],
    [withColumn(shoes('الاسم', 'Shoes')), 'two columns with the same heading'],
    [withColumn(shoes('سبب الرفض', 'Shoes')), 'two columns with the same heading'],
    [withColumn(shoes('حذاء', 'Shoes', 'income')), 'two columns of one name'],
    [{ ...VILLAGERS, groupBy: 'income' }, 'grouped by a required column'],
    [{ ...VILLAGERS, name: 'jobs' }, 'needs another name'],
  ])('but not with a kind that contradicts itself: %#', async (kind, told) => {
    await expect(requireSoundKinds(database.pool, [kind])).rejects.toThrow(told);
  });
});

describe('the staging schema', () => {
  it('can be entered by the system alone, since row-level security does not stand there', async () => {
    const rows = await database.owner<{ role: string }>(
      `select rolname as role from pg_roles where rolname like 'caller\\_%'
        and (has_schema_privilege(rolname, 'import_staging', 'usage')
          or has_table_privilege(rolname, 'import_staging.villagers', 'select'))`,
    );

    expect(rows).toEqual([{ role: 'caller_system' }]);
  });

  it('shows a caller no row of any job but the one that is worked on', async () => {
    await database.owner('insert into import_staging.villagers (job_id, line) values (gen_random_uuid(), 2)');

    expect(await database.as(aCaller('ministry_admin')).rows('select line from staged_villagers')).toEqual(
      [],
    );
  });
});
