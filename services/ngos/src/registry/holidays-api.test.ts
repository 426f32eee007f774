import { admin, anyone, inspector, testRegister, type TestRegister } from '../testing/register';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister('2024-01-28');
});

afterAll(() => register.close());

const standing = async (ngoId: string): Promise<object | null> => {
  const query = 'query ($id: ID!) { ngo(id: $id) { standing { state since } } }';
  return (await register.ask<{ ngo: object | null }>(anyone, query, { id: ngoId })).data.ngo;
};

describe('an official holiday', () => {
  const declare = async (caller: typeof admin, onDate: string) => {
    const { data, errors } = await register.ask<{ declareOfficialHoliday: object }>(
      caller,
      `mutation ($input: DeclareOfficialHolidayInput!) { declareOfficialHoliday(input: $input) {
        holiday { onDate name { ar } } lengthenedTerms errors { code } } }`,
      { input: { onDate, name: { ar: 'إجازة رسمية' }, source: 'قرار رئيس مجلس الوزراء' } },
    );
    return errors?.[0]?.extensions?.['code'] ?? data.declareOfficialHoliday;
  };

  it('lengthens the terms that are running over it, and tells the others of the new day', async () => {
    await register.itIs('2024-01-28');
    const ngoId = await register.anApplicant();
    await register.does(admin, 'confirmNgoNotification', { ngoId });
    const warned = await register.aRegistered();
    await register.does(inspector, 'warnNgo', { ngoId: warned, article: '1', grounds: 'س' });

    const declared = await declare(admin, '2024-02-06');

    expect(declared).toEqual({
      holiday: { onDate: '2024-02-06', name: { ar: 'إجازة رسمية' } },
      lengthenedTerms: 2,
      errors: [],
    });
    const query =
      'query ($a: ID!, $b: ID!) { a: ngo(id: $a) { notifications { objectionUntil } } b: ngo(id: $b) { measures { mendBy } } }';
    // Without it the terms would end on 23 April and 10 March 2024.
    expect((await register.ask(inspector, query, { a: ngoId, b: warned })).data).toEqual({
      a: { notifications: [{ objectionUntil: '2024-04-24' }] },
      b: { measures: [{ mendBy: '2024-03-11' }] },
    });
    await register.itIs('2024-04-24');
    expect(await standing(ngoId)).toBeNull();
    await register.itIs('2024-04-25');
    expect(await standing(ngoId)).toEqual({ standing: { state: 'GOOD', since: '2024-04-25' } });
    expect((await register.eventsOf(ngoId)).at(-1)).toMatchObject({ since: '2024-04-25' });
  });

  it('is declared by the administrator alone', async () => {
    await register.itIs('2024-01-28');

    expect(await declare(inspector, '2024-03-05')).toBe('FORBIDDEN');
    expect(
      await register.database.owner(`select 1 from official_holiday where on_date = '2024-03-05'`),
    ).toEqual([]);
  });

  it.each([
    ['on a weekend lengthens nothing', '2024-02-16', []],
    ['that is known is refused', '2024-04-25', ['HOLIDAY_KNOWN']],
    ['of yesterday is refused', '2024-01-27', ['HOLIDAY_PASSED']],
  ])('%s', async (_name, onDate, expected) => {
    await register.itIs('2024-01-28');

    const { lengthenedTerms, errors } = (await declare(admin, onDate)) as {
      lengthenedTerms: number;
      errors: { code: string }[];
    };

    expect([lengthenedTerms, errors.map(({ code }) => code)]).toEqual([0, expected]);
  });
});
