import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import {
  admin,
  anyone,
  inspector,
  partnerOf,
  testRegister,
  type Answer,
  type TestRegister,
} from '../testing/register';

const REGISTERED = '2024-01-28';
const WARNED = '2024-06-02';
/** Thirty working days after 2 June 2024, not counting 16 to 18 June (the feast), 30 June and 7 July. */
const MEND_BY = '2024-07-21';

let register: TestRegister;
const grounds = { article: 'قانون 149 لسنة 2019، مادة 45', grounds: 'لم تقدم الحساب الختامي.' };

beforeAll(async () => {
  register = await testRegister(REGISTERED);
});

afterAll(() => register.close());

beforeEach(() => register.itIs(REGISTERED));

const aWarned = async (): Promise<string> => {
  const ngoId = await register.aRegistered();
  await register.itIs(WARNED);
  return register.does(inspector, 'warnNgo', { ngoId, ...grounds });
};

const aSuspended = async (): Promise<string> => {
  const ngoId = await aWarned();
  await register.itIs('2024-07-22');
  return register.does(admin, 'suspendNgo', { ngoId, ...grounds });
};

const standingOf = async (ngoId: string, on: string | null = null, caller = anyone): Promise<object> => {
  const query =
    'query ($id: ID!, $on: Date) { ngo(id: $id) { standing(on: $on) { state since reasons { code fact } } } }';
  const { data } = await register.ask<{ ngo: { standing: object } }>(caller, query, { id: ngoId, on });
  return data.ngo.standing;
};

const codes = ({ errors }: Answer): string[] => errors.map(({ code }) => code);

describe('a warning', () => {
  it('gives thirty working days, shows, and leaves the NGO able to act', async () => {
    const ngoId = await aWarned();

    expect(await standingOf(ngoId)).toEqual({
      state: 'WARNED',
      since: WARNED,
      reasons: [{ code: 'WARNED', fact: WARNED }],
    });
    const query =
      'query ($id: ID!) { ngo(id: $id) { licence { isValid } measures { kind takenOn mendBy endedOn } } }';
    expect((await register.ask(partnerOf(ngoId), query, { id: ngoId })).data).toEqual({
      ngo: {
        licence: { isValid: true },
        measures: [{ kind: 'WARNING', takenOn: WARNED, mendBy: MEND_BY, endedOn: null }],
      },
    });
    expect(await register.eventsOf(ngoId)).toMatchObject([{ standing: 'GOOD' }, { standing: 'GOOD' }]);
  });

  it('needs grounds', async () => {
    const ngoId = await register.aRegistered();

    const refused = await register.act(inspector, 'warnNgo', { ngoId, article: ' ', grounds: '' });

    expect(refused.errors).toMatchObject([
      { code: 'TEXT_MISSING', field: 'input.article' },
      { code: 'TEXT_MISSING', field: 'input.grounds' },
    ]);
    expect(await standingOf(ngoId)).toMatchObject({ state: 'GOOD' });
  });

  it('that is heeded leads back to good standing', async () => {
    const ngoId = await aWarned();
    await register.itIs('2024-06-23');

    await register.does(inspector, 'acceptNgoMending', { ngoId, findings: 'قدمت الحساب الختامي.' });

    expect(await standingOf(ngoId)).toEqual({ state: 'GOOD', since: '2024-06-23', reasons: [] });
    expect(await standingOf(ngoId, '2024-06-22')).toMatchObject({ state: 'WARNED' });
  });
});

describe('a suspension', () => {
  it('waits until the last day to mend is over', async () => {
    const ngoId = await aWarned();
    await register.itIs(MEND_BY);

    const tooEarly = await register.act(admin, 'suspendNgo', { ngoId, ...grounds });
    await register.itIs('2024-07-22');
    const inTime = await register.act(admin, 'suspendNgo', { ngoId, ...grounds });

    expect(tooEarly.errors).toMatchObject([
      { code: 'MENDING_TERM_RUNS', message: expect.stringContaining(MEND_BY) as string },
    ]);
    expect(inTime.ngo).toMatchObject({
      status: 'SUSPENDED',
      standing: { state: 'SUSPENDED', since: '2024-07-22' },
    });
  });

  it('is decided by somebody other than who warned', async () => {
    const ngoId = await aWarned();
    await register.itIs('2024-07-22');

    const own = await register.act(inspector, 'suspendNgo', { ngoId, ...grounds });
    const others = await register.act(aCaller('inspector', {}, 'another'), 'suspendNgo', {
      ngoId,
      ...grounds,
    });

    expect(codes(own)).toEqual(['MADE_BY_YOU']);
    expect(codes(others)).toEqual([]);
    await expect(
      register.database.owner(`update ngo_measure set taken_by = warned_by where kind = 'SUSPENSION'`),
    ).rejects.toThrow(/ngo_measure_four_eyes/);
  });

  it('needs a warning before it', async () => {
    const ngoId = await register.aRegistered();

    const refused = await register.act(admin, 'suspendNgo', { ngoId, ...grounds });

    expect(refused.errors).toMatchObject([
      {
        code: 'STEP_NOT_POSSIBLE',
        message:
          'This cannot be done while the organisation is registered. You can: regularise the organisation; warn the organisation; dissolve the organisation.',
      },
    ]);
  });

  it('makes the licence of no use, settles the warning and is told to the others', async () => {
    const ngoId = await aSuspended();

    const query = 'query ($id: ID!) { ngo(id: $id) { licence { isValid } measures { kind endedOn } } }';
    expect((await register.ask(inspector, query, { id: ngoId })).data).toEqual({
      ngo: {
        licence: { isValid: false },
        measures: [
          { kind: 'SUSPENSION', endedOn: null },
          { kind: 'WARNING', endedOn: '2024-07-22' },
        ],
      },
    });
    expect((await register.eventsOf(ngoId)).at(-1)).toMatchObject({
      standing: 'SUSPENDED',
      since: '2024-07-22',
    });
  });

  it('is lifted, and the standing of every past day stays what it was', async () => {
    const ngoId = await aSuspended();
    await register.itIs('2024-10-01');

    await register.does(admin, 'reinstateNgo', { ngoId, findings: 'أزيلت المخالفة.' });

    const days = ['2024-01-27', REGISTERED, '2024-06-01', WARNED, '2024-07-21', '2024-07-22', '2024-09-30'];
    const past = await Promise.all(days.map((day) => standingOf(ngoId, day)));
    expect(past).toMatchObject([
      { state: 'NOT_REGISTERED', since: null, reasons: [{ code: 'NOT_IN_REGISTER' }] },
      { state: 'GOOD', since: REGISTERED },
      { state: 'GOOD', since: REGISTERED },
      { state: 'WARNED', since: WARNED },
      { state: 'WARNED', since: WARNED },
      { state: 'SUSPENDED', since: '2024-07-22' },
      { state: 'SUSPENDED', since: '2024-07-22' },
    ]);
    expect(await standingOf(ngoId)).toEqual({ state: 'GOOD', since: '2024-10-01', reasons: [] });
    expect((await register.eventsOf(ngoId)).at(-1)).toMatchObject({ standing: 'GOOD', since: '2024-10-01' });
  });

  it('of two officers at once is one suspension', async () => {
    const ngoId = await aWarned();
    await register.itIs('2024-07-22');

    const both = await Promise.all(
      ['a', 'b'].map((name) =>
        register.act(aCaller('inspector', {}, name), 'suspendNgo', { ngoId, ...grounds }),
      ),
    );

    expect(both.map(codes).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
    expect(
      await register.database.owner(`select 1 from ngo_measure where kind = 'SUSPENSION' and ngo_id = $1`, [
        ngoId,
      ]),
    ).toHaveLength(1);
  });
});

describe('a dissolution', () => {
  const judgment = {
    ...grounds,
    court: 'محكمة القضاء الإداري',
    judgmentReference: '1845 لسنة 78 ق',
    judgedOn: '2024-09-15',
  };

  it('holds from the day of the judgment, also when it is recorded later', async () => {
    const ngoId = await aSuspended();
    await register.itIs('2024-10-01');

    await register.does(inspector, 'recordNgoDissolution', { ngoId, ...judgment });

    expect(await standingOf(ngoId, '2024-09-14')).toMatchObject({ state: 'SUSPENDED' });
    expect(await standingOf(ngoId, '2024-09-15')).toMatchObject({ state: 'DISSOLVED', since: '2024-09-15' });
    expect(await standingOf(ngoId)).toMatchObject({
      state: 'DISSOLVED',
      since: '2024-09-15',
      reasons: [{ code: 'DISSOLVED_BY_COURT', fact: '2024-09-15' }],
    });
    const query =
      'query ($id: ID!) { ngo(id: $id) { licence { isValid } measures { kind court judgmentReference endedOn } } }';
    expect((await register.ask(inspector, query, { id: ngoId })).data).toMatchObject({
      ngo: {
        licence: { isValid: false },
        measures: expect.arrayContaining([
          {
            kind: 'DISSOLUTION',
            court: judgment.court,
            judgmentReference: judgment.judgmentReference,
            endedOn: null,
          },
          { kind: 'SUSPENSION', court: null, judgmentReference: null, endedOn: '2024-10-01' },
        ]) as object[],
      },
    });
    expect((await register.eventsOf(ngoId)).at(-1)).toEqual({
      standing: 'DISSOLVED',
      since: '2024-09-15',
      licensedUntil: null,
    });
  });

  it.each([
    ['after today', '2024-10-02', 'DATE_IN_FUTURE'],
    ['before the registration', '2024-01-27', 'JUDGMENT_TOO_EARLY'],
  ])('by a judgment %s is refused', async (_name, judgedOn, code) => {
    const ngoId = await register.aRegistered();
    await register.itIs('2024-10-01');

    const refused = await register.act(inspector, 'recordNgoDissolution', { ngoId, ...judgment, judgedOn });

    expect(codes(refused)).toEqual([code]);
    expect(await standingOf(ngoId)).toMatchObject({ state: 'GOOD' });
  });

  it('is the end: nothing can be done after it', async () => {
    const ngoId = await aSuspended();
    await register.itIs('2024-10-01');
    await register.does(inspector, 'recordNgoDissolution', { ngoId, ...judgment });

    const reinstated = await register.act(admin, 'reinstateNgo', { ngoId, findings: 'س' });
    const renewed = await register.act(admin, 'renewNgoLicence', { ngoId });

    expect([codes(reinstated), codes(renewed)]).toEqual([['STEP_NOT_POSSIBLE'], ['RENEWAL_NOT_POSSIBLE']]);
  });
});

describe('an unknown NGO', () => {
  it.each(['0b000000-0000-4000-8000-00000000ffff', 'no id at all'])('%s is not found', async (ngoId) => {
    expect(codes(await register.act(inspector, 'warnNgo', { ngoId, ...grounds }))).toEqual(['NGO_NOT_FOUND']);
  });
});
