import { aCaller } from '../testing/callers';
import { testDatabase, type TestDatabase } from '../testing/database';
import { encodeCursor, type Connection } from '../values/connection';
import { Household, id, Member, ServiceLink, VILLAGE } from './village.fixture';

const admin = aCaller('ministry_admin');
const giza = aCaller('case_worker', { governorate: 'EG_GZ' });
const NGO = id(900);
const OTHER_NGO = id(901);

let database: TestDatabase;

/** Households 1 to 5 in Giza (3 and 4 of the same instant) and 6 in Cairo; household 1 has members 11 to 13. */
beforeAll(async () => {
  database = await testDatabase(VILLAGE);
  await database.owner(
    `insert into household (id, governorate, name_ar, name_en, monthly_income, created_at) values
     ('${id(1)}', 'EG_GZ', 'أسرة أحمد', 'Ahmed', 1200, '2026-11-01 08:00:00.000001+00'),
     ('${id(2)}', 'EG_GZ', 'أسرة منى', null, null, '2026-11-01 08:00:00.000002+00'),
     ('${id(3)}', 'EG_GZ', 'أسرة علي', null, 0, '2026-11-03 08:00:00+00'),
     ('${id(4)}', 'EG_GZ', 'أسرة سعاد', null, 0, '2026-11-03 08:00:00+00'),
     ('${id(5)}', 'EG_GZ', 'أسرة كريم', null, 0, '2026-11-05 08:00:00+00'),
     ('${id(6)}', 'EG_C', 'أسرة ليلى', null, 0, '2026-11-06 08:00:00+00')`,
  );
  await database.owner(
    `insert into member (id, household_id, birth_date, in_school, aids, remarks) values
     ('${id(11)}', '${id(1)}', '1985-06-15', false, '{wheelchair,"hearing aid"}', '{"eyes": 2}'),
     ('${id(12)}', '${id(1)}', '2015-01-02', true, '{}', null),
     ('${id(13)}', '${id(1)}', '2018-03-04', true, '{}', null),
     ('${id(21)}', '${id(2)}', '1990-07-08', false, '{}', null),
     ('${id(61)}', '${id(6)}', '1991-09-10', false, '{}', null)`,
  );
  await database.owner(
    `insert into service_link (ngo_id, household_id, with_consent) values
     ('${NGO}', '${id(1)}', true), ('${NGO}', '${id(2)}', true), ('${NGO}', '${id(6)}', false), ('${OTHER_NGO}', '${id(1)}', true)`,
  );
});

afterAll(() => database.close());

const idsOf = (rows: readonly ({ id: string } | null)[]) =>
  rows.map((row) => row && Number(row.id.slice(-4)));

describe('reading by id', () => {
  test('gives the asked columns and the id as a plain object', async () => {
    const household = await database.as(giza).one(Household, id(1), ['name', 'monthlyIncome', 'createdAt']);

    expect(household).toEqual({
      id: id(1),
      name: { ar: 'أسرة أحمد', en: 'Ahmed' },
      monthlyIncome: '1200.00',
      createdAt: '2026-11-01T08:00:00.000001Z',
    });
  });

  test('reads each kind of column as what it is', async () => {
    const member = await database.as(giza).one(Member, id(11), ['birthDate', 'inSchool', 'aids', 'remarks']);

    expect(member).toEqual({
      id: id(11),
      birthDate: '1985-06-15',
      inSchool: false,
      aids: ['wheelchair', 'hearing aid'],
      remarks: { eyes: 2 },
    });
  });

  test('keeps the order of the ids; missing, hidden and malformed ids are null alike', async () => {
    const households = await database
      .as(giza)
      .many(Household, [id(5), id(99), id(6), 'no id', id(1), id(5).toUpperCase()], []);

    expect(idsOf(households)).toEqual([5, null, null, null, 1, 5]);
  });

  test('asks nothing when no id can be one', async () => {
    const before = database.pool.statements;

    expect(await database.as(giza).one(Household, "'; drop table household", [])).toBeNull();
    expect(database.pool.statements).toBe(before);
  });

  test.each([5, 50])(
    'sends one statement for %i rows that are asked for in the same moment',
    async (count) => {
      const reads = database.as(giza);
      const before = database.pool.statements;

      await Promise.all(
        Array.from({ length: count }, (_, index) => reads.one(Household, id(index), ['governorate'])),
      );

      expect(database.pool.statements - before).toBe(1);
    },
  );

  test('refuses a property that the entity does not have', async () => {
    await expect(database.as(giza).one(Household, id(1), ['id" from household; --'])).rejects.toThrow(
      'Household has no property',
    );
  });
});

describe('reading the children of parents', () => {
  test('gives each parent its own, in order and limited for itself, in one statement', async () => {
    const reads = database.as(admin);
    const before = database.pool.statements;

    const families = await Promise.all(
      [id(1), id(2), id(5), 'no id', id(1)].map((householdId) =>
        reads.byParent(Member, 'householdId', householdId, ['birthDate'], {
          orderBy: ['birthDate'],
          descending: true,
          limit: 2,
        }),
      ),
    );

    expect(families.map(idsOf)).toEqual([[13, 12], [21], [], [], [13, 12]]);
    expect(database.pool.statements - before).toBe(1);
  });

  test('gives pages of them, one statement for the same page of many parents', async () => {
    const reads = database.as(admin);
    const page = (after: string | null) => (householdId: string) =>
      reads.byParentPage(Member, 'householdId', householdId, ['birthDate'], {
        orderBy: ['birthDate'],
        first: 2,
        after,
      });
    const before = database.pool.statements;

    const [first, other] = await Promise.all([id(1), id(2)].map(page(null)));
    const next = await page(first?.pageInfo.endCursor ?? null)(id(1));

    expect(idsOf(first?.nodes ?? [])).toEqual([11, 12]);
    expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(idsOf(other?.nodes ?? [])).toEqual([21]);
    expect(other?.pageInfo.hasNextPage).toBe(false);
    expect(idsOf(next.nodes)).toEqual([13]);
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(database.pool.statements - before).toBe(2);
  });

  test('finds them through a table between', async () => {
    const reads = database.as(admin);
    const link = { entity: ServiceLink, parent: 'ngoId', child: 'householdId', where: { withConsent: true } };

    const [served, servedByOther] = await Promise.all(
      [NGO, OTHER_NGO].map((ngoId) =>
        reads.byParentPage(Household, link, ngoId, ['governorate'], { orderBy: ['createdAt'], first: 10 }),
      ),
    );

    expect(idsOf(served?.nodes ?? [])).toEqual([1, 2]);
    expect(idsOf(servedByOther?.nodes ?? [])).toEqual([1]);
  });

  test('counts them', async () => {
    const reads = database.as(giza);
    const before = database.pool.statements;

    const counts = await Promise.all(
      [id(1), id(2), id(6), id(99)].map((householdId) =>
        reads.countByParent(Member, 'householdId', householdId),
      ),
    );

    expect(counts).toEqual([3, 1, 0, 0]);
    expect(database.pool.statements - before).toBe(1);
  });
});

describe('reading pages', () => {
  const NEWEST_FIRST = { columns: ['governorate'], orderBy: ['createdAt'], descending: true } as const;

  test('goes through all rows once, also through those of the same instant', async () => {
    const reads = database.as(admin);
    const seen: (number | null)[][] = [];
    let after: string | null = null;

    do {
      const page: Connection<Household> = await reads.page(Household, { ...NEWEST_FIRST, first: 2, after });
      seen.push(idsOf(page.nodes));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual([
      [6, 5],
      [4, 3],
      [2, 1],
    ]);
  });

  test('gives a cursor for each row, that the next page can begin after', async () => {
    const reads = database.as(admin);

    const { edges } = await reads.page(Household, { ...NEWEST_FIRST, first: 3 });
    const behindSecond = await reads.page(Household, { ...NEWEST_FIRST, first: 2, after: edges[1]?.cursor });

    expect(idsOf(behindSecond.nodes)).toEqual([4, 3]);
  });

  test('tells how many rows there are in all when that is asked for', async () => {
    const reads = database.as(giza);

    const page = await reads.page(Household, { ...NEWEST_FIRST, first: 1, withTotal: true });
    const members = await reads.byParentPage(Member, 'householdId', id(1), [], { first: 1, withTotal: true });

    expect([page.totalCount, members.totalCount]).toEqual([5, 3]);
  });

  test('shows a case worker nothing of another governorate', async () => {
    const page = await database.as(giza).page(Household, { ...NEWEST_FIRST, first: 10 });

    expect(idsOf(page.nodes)).toEqual([5, 4, 3, 2, 1]);
  });

  test.each([
    ['is not ours', 'abc'],
    ['is of a list in another order', encodeCursor(['x'])],
    ['holds what is no instant', encodeCursor(['no instant', id(1)])],
  ])('refuses a cursor that %s', async (_, after) => {
    await expect(
      database.as(admin).page(Household, { ...NEWEST_FIRST, first: 2, after }),
    ).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });

  test('refuses an order in which rows without a value would be lost', async () => {
    await expect(
      database.as(admin).page(Household, { columns: [], orderBy: ['monthlyIncome'], first: 2 }),
    ).rejects.toThrow('may be null');
  });

  test.each([0, -1, 1.5, 1001])('refuses to read %p rows', async (first) => {
    await expect(database.as(admin).page(Household, { columns: [], first })).rejects.toThrow('1 to 1000');
  });
});

describe('a condition', () => {
  const found = async (where: object) =>
    idsOf(await database.as(admin).list(Household, { columns: [], where }));

  test.each([
    ['equals', { governorate: 'EG_C' }, [6]],
    ['is one of several', { governorate: ['EG_C', 'EG_X'] }, [6]],
    ['is one of none', { governorate: [] }, []],
    ['is null', { monthlyIncome: null }, [2]],
    ['holds together with another', { governorate: 'EG_GZ', monthlyIncome: '1200' }, [1]],
    ['is said in SQL', { sql: 'monthly_income > ? or name_ar = ?', values: ['1000', 'أسرة ليلى'] }, [1, 6]],
    [
      'is several of both kinds',
      [{ governorate: 'EG_GZ' }, { sql: 'created_at >= ? or false', values: ['2026-11-05'] }],
      [5],
    ],
    ['is a text that looks like SQL', { governorate: "x' or true --" }, []],
  ])('%s', async (_, where, expected) => {
    expect(await found(where)).toEqual(expected);
  });

  test('that compares with undefined is refused, so that a missing filter never shows everything', async () => {
    await expect(found({ governorate: undefined })).rejects.toThrow('compared with undefined');
  });

  test('whose values are not as many as its question marks is refused', async () => {
    await expect(found({ sql: 'governorate = ?', values: [] })).rejects.toThrow('Each ? of a condition');
  });

  test('counts the rows that meet it, as the caller sees them', async () => {
    expect(await database.as(admin).count(Household)).toBe(6);
    expect(await database.as(giza).count(Household)).toBe(5);
    expect(await database.as(giza).count(Household, { governorate: 'EG_C' })).toBe(0);
  });
});

test('own SQL gives objects by the names of its columns', async () => {
  const rows = await database
    .as(giza)
    .rows<{ births: number; firstBorn: string }>(
      'select count(*)::int as births, min(birth_date) as "firstBorn" from member where household_id = $1',
      [id(1)],
    );

  expect(rows).toEqual([{ births: 3, firstBorn: '1985-06-15' }]);
});

describe('the audit trail', () => {
  test('hears whose personal records were shown, and of nothing that was hidden', async () => {
    const heard: [string, readonly string[]][] = [];
    const reads = database.as(giza, (entity, ids) => heard.push([entity, ids]));

    await reads.one(Household, id(1), []);
    await reads.many(Member, [id(11), id(61), id(11)], ['aids']);
    await reads.byParent(Member, 'householdId', id(2), []);
    reads.shown('Member', [id(12)]);

    expect(heard).toEqual([
      ['Member', [id(11)]],
      ['Member', [id(21)]],
      ['Member', [id(12)]],
    ]);
  });
});
