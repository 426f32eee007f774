import type { EntityManager } from 'typeorm';
import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { inTransaction, violatedConstraint } from './transaction';
import { Household, id, VILLAGE } from './village.fixture';

const giza = aCaller('case_worker', { governorate: 'EG_GZ' });
const admin = aCaller('ministry_admin');

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase(VILLAGE);
});

beforeEach(() => database.owner('truncate household cascade'));

afterAll(() => database.close());

const aHousehold = (number: number, facts: Partial<Household> = {}): Household =>
  Object.assign(new Household(), {
    id: id(number),
    governorate: 'EG_GZ',
    name: { ar: 'أسرة', en: null },
    monthlyIncome: '100.00',
    createdAt: '2026-11-22T08:00:00.123456Z',
    ...facts,
  });

const households = () => database.owner('select id, monthly_income from household order by id');
const within = <T>(work: (manager: EntityManager) => Promise<T>, caller = giza) =>
  inTransaction(database.dataSource, caller, work);

describe('a transaction', () => {
  test('is committed when the work is done', async () => {
    const result = await within(async (manager) => {
      await manager.save(aHousehold(1));
      return 'done';
    });

    expect(result).toBe('done');
    expect(await households()).toEqual([{ id: id(1), monthly_income: '100.00' }]);
  });

  test('leaves nothing when the work fails', async () => {
    const failing = within(async (manager) => {
      await manager.save(aHousehold(1));
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await households()).toEqual([]);
  });

  test('leaves nothing when its result says so, and gives the result', async () => {
    const result = await inTransaction(
      database.dataSource,
      giza,
      async (manager) => {
        await manager.save(aHousehold(1));
        return { errors: ['refused'] };
      },
      { rollbackWhen: ({ errors }) => errors.length > 0 },
    );

    expect(result).toEqual({ errors: ['refused'] });
    expect(await households()).toEqual([]);
  });

  test('runs under the claims of the caller, who cannot write what is not theirs', async () => {
    const elsewhere = within((manager) => manager.save(aHousehold(1, { governorate: 'EG_C' })));

    await expect(elsewhere).rejects.toThrow('row-level security');
    expect(await households()).toEqual([]);
  });

  test('leaves no claim on its connection, whether it was committed or not', async () => {
    await within(() => Promise.resolve());
    await within(() => Promise.reject(new Error('no'))).catch(() => {});

    const left: unknown = await database.dataSource.query(
      `select distinct current_user::text as role, current_setting('app.governorate', true) as governorate
       from generate_series(1, 8)`,
    );

    expect(left).toEqual([{ role: 'village_app', governorate: '' }]);
  });

  test('may hold a transaction of its own, which is part of it', async () => {
    await within(async (manager) => {
      await manager.save(aHousehold(1));
      await manager
        .transaction(async (inner) => {
          await inner.save(aHousehold(2));
          throw new Error('only the inner one');
        })
        .catch(() => {});
      await manager.save(aHousehold(3));
    });

    expect(await households()).toMatchObject([{ id: id(1) }, { id: id(3) }]);
  });

  test('reads and writes instants, embedded texts and decimals as they are', async () => {
    const written = aHousehold(1, { name: { ar: 'أسرة', en: 'Family' } });

    const read = await within(async (manager) => {
      await manager.save(written);
      return manager.findOneByOrFail(Household, { id: id(1) });
    });

    expect({ ...read, name: { ...read.name } }).toEqual({ ...written });
  });
});

describe('an error of the database', () => {
  test('names the constraint that a lost race ran into', async () => {
    await within((manager) => manager.insert(Household, aHousehold(1)));

    const error: unknown = await within((manager) => manager.insert(Household, aHousehold(1))).catch(
      (thrown: unknown) => thrown,
    );

    expect(violatedConstraint(error)).toBe('household_pkey');
    expect(JSON.stringify(error)).not.toContain(id(1));
  });

  test('names a check that failed, within the transaction too', async () => {
    const constraint = await within((manager) =>
      manager
        .insert(Household, aHousehold(1, { monthlyIncome: '-1.00' }))
        .then(() => null, violatedConstraint),
    );

    expect(constraint).toBe('household_income_not_negative');
    expect(await households()).toEqual([]);
  });

  test('that is no violation names no constraint', () => {
    expect(violatedConstraint(new Error('other'))).toBeNull();
  });

  test('is a conflict when two transactions wait for each other', async () => {
    await database.owner(
      `insert into household (id, governorate, name_ar) values ('${id(1)}', 'EG_GZ', 'أ'), ('${id(2)}', 'EG_GZ', 'ب')`,
    );
    let arrived = 0;
    let bothHaveTheirFirst: () => void;
    const both = new Promise<void>((resolve) => (bothHaveTheirFirst = resolve));
    const lock = (manager: EntityManager, household: string) =>
      manager.query('select 1 from household where id = $1 for update', [household]);
    const lockInOrder = (first: string, second: string) =>
      within(async (manager) => {
        await lock(manager, first);
        arrived += 1;
        if (arrived === 2) bothHaveTheirFirst();
        await both;
        await lock(manager, second);
      }, admin);

    const outcomes = await Promise.allSettled([lockInOrder(id(1), id(2)), lockInOrder(id(2), id(1))]);

    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    expect(failures).toEqual([expect.objectContaining({ code: 'CONFLICT' })]);
  });
});
