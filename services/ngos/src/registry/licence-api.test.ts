import {
  admin,
  aNotification,
  anyone,
  inspector,
  testRegister,
  type Answer,
  type TestRegister,
} from '../testing/register';

let register: TestRegister;
let running = 1000;

beforeAll(async () => {
  register = await testRegister('2021-06-01');
});

afterAll(() => register.close());

const anEarlier = (overrides: object = {}): object => {
  const { foundersCount: _count, ...told } = aNotification() as Record<string, unknown>;
  running += 1;
  return { ...told, registrationNumber: `${running}/1998`, registeredOn: '1998-03-15', ...overrides };
};

const codes = ({ errors }: Answer): string[] => errors.map(({ code }) => code);

const look = async (ngoId: string, on: string | null = null): Promise<object> => {
  const query = `query ($id: ID!, $on: Date) { ngo(id: $id) { mustRegularise regularisedOn
    standing(on: $on) { state since } licence { validFrom validUntil isValid } licences { kind validFrom validUntil } } }`;
  return (await register.ask<{ ngo: object }>(anyone, query, { id: ngoId, on })).data.ngo;
};

describe('an NGO older than the law', () => {
  it('is taken over with its number, licensed until the last day to regularise', async () => {
    await register.itIs('2021-06-01');

    const ngoId = await register.does(
      inspector,
      'enterEarlierNgo',
      anEarlier({ registrationNumber: '٠١٥٢٠ / ١٩٩٨' }),
    );

    expect(await look(ngoId)).toEqual({
      mustRegularise: true,
      regularisedOn: null,
      standing: { state: 'GOOD', since: '1998-03-15' },
      licence: { validFrom: '1998-03-15', validUntil: '2022-01-11', isValid: true },
      licences: [{ kind: 'EARLIER_LAW', validFrom: '1998-03-15', validUntil: '2022-01-11' }],
    });
    const byNumber = '{ ngoByRegistrationNumber(number: "1520/1998") { id } }';
    expect((await register.ask(anyone, byNumber)).data).toEqual({ ngoByRegistrationNumber: { id: ngoId } });
    expect(await register.eventsOf(ngoId)).toEqual([
      { standing: 'GOOD', since: '1998-03-15', licensedUntil: '2022-01-11' },
    ]);
  });

  it.each([
    ['on the day of the by-laws', { registeredOn: '2021-01-11' }, 'REGISTERED_UNDER_THIS_LAW'],
    ['under a number that is none', { registrationNumber: 'سجل 12' }, 'NUMBER_MALFORMED'],
  ])('that was registered %s is refused', async (_name, overrides, code) => {
    expect(codes(await register.act(inspector, 'enterEarlierNgo', anEarlier(overrides)))).toEqual([code]);
  });

  it('cannot have the number of another', async () => {
    await register.does(inspector, 'enterEarlierNgo', anEarlier({ registrationNumber: '77/1990' }));

    const refused = await register.act(
      inspector,
      'enterEarlierNgo',
      anEarlier({ registrationNumber: '77/1990' }),
    );

    expect(refused.errors).toMatchObject([
      { code: 'NUMBER_TAKEN', message: 'The registration number 77/1990 is another organisation’s.' },
    ]);
  });

  it.each([
    ['2021-01-10', '2021-06-01', 'REGULARISATION_CLOSED'],
    ['2022-01-11', '2022-03-01', null],
    ['2022-01-12', '2022-03-01', 'REGULARISATION_CLOSED'],
    ['2022-04-11', '2022-06-01', 'REGULARISATION_CLOSED'],
    ['2022-04-12', '2022-06-01', null],
    ['2023-04-11', '2023-06-01', null],
    ['2023-04-12', '2023-06-01', 'REGULARISATION_CLOSED'],
    ['2018-01-01', '2023-06-01', 'REGULARISATION_CLOSED'],
    ['2023-06-02', '2023-06-01', 'DATE_IN_FUTURE'],
  ])('that asked on %s to be regularised is answered on %s with %s', async (filedOn, today, code) => {
    await register.itIs('2021-06-01');
    const ngoId = await register.does(inspector, 'enterEarlierNgo', anEarlier());
    await register.itIs(today);

    const answer = await register.act(admin, 'regulariseNgo', { ngoId, filedOn });

    expect(codes(answer)).toEqual(code === null ? [] : [code]);
  });

  it('that was regularised late was without a licence in between', async () => {
    await register.itIs('2021-06-01');
    const ngoId = await register.does(inspector, 'enterEarlierNgo', anEarlier());
    await register.itIs('2022-05-08');
    expect(await look(ngoId)).toMatchObject({ standing: { state: 'EXPIRED', since: '2022-01-12' } });

    await register.does(admin, 'regulariseNgo', { ngoId, filedOn: '2022-04-12' });

    expect(await look(ngoId)).toMatchObject({
      mustRegularise: false,
      regularisedOn: '2022-05-08',
      standing: { state: 'GOOD', since: '2022-05-08' },
      licence: { validFrom: '2022-05-08', validUntil: '2027-05-07' },
    });
    expect(await look(ngoId, '2022-01-11')).toMatchObject({
      standing: { state: 'GOOD', since: '1998-03-15' },
    });
    expect(await look(ngoId, '2022-05-07')).toMatchObject({
      standing: { state: 'EXPIRED', since: '2022-01-12' },
    });
    expect(await register.eventsOf(ngoId)).toEqual([
      { standing: 'GOOD', since: '1998-03-15', licensedUntil: '2022-01-11' },
      { standing: 'GOOD', since: '2022-05-08', licensedUntil: '2027-05-07' },
    ]);
    expect(codes(await register.act(admin, 'regulariseNgo', { ngoId, filedOn: '2022-05-01' }))).toEqual([
      'NOTHING_TO_REGULARISE',
    ]);
  });

  it('cannot have its licence renewed instead', async () => {
    await register.itIs('2021-12-01');
    const ngoId = await register.does(inspector, 'enterEarlierNgo', anEarlier());

    expect(codes(await register.act(admin, 'renewNgoLicence', { ngoId }))).toEqual(['REGULARISATION_NEEDED']);
  });
});

describe('a licence', () => {
  const aLicensed = async (): Promise<string> => {
    await register.itIs('2021-06-01');
    return register.aRegistered();
  };

  it('can be renewed from six months before its last day', async () => {
    const ngoId = await aLicensed();
    await register.itIs('2025-11-29');
    const tooEarly = await register.act(admin, 'renewNgoLicence', { ngoId });
    await register.itIs('2025-11-30');

    await register.does(admin, 'renewNgoLicence', { ngoId });

    expect(tooEarly.errors).toMatchObject([
      {
        code: 'RENEWAL_TOO_EARLY',
        message: 'The licence holds until 2026-05-31; it can be renewed from 2025-11-30 on.',
      },
    ]);
    expect(await look(ngoId)).toMatchObject({
      standing: { state: 'GOOD', since: '2021-06-01' },
      licence: { validFrom: '2021-06-01', validUntil: '2031-05-31', isValid: true },
      licences: [
        { kind: 'FIRST', validFrom: '2021-06-01', validUntil: '2026-05-31' },
        { kind: 'RENEWAL', validFrom: '2026-06-01', validUntil: '2031-05-31' },
      ],
    });
    expect((await register.eventsOf(ngoId)).at(-1)).toEqual({
      standing: 'GOOD',
      since: '2021-06-01',
      licensedUntil: '2031-05-31',
    });
  });

  it('that was let run out begins anew on the day of its renewal', async () => {
    const ngoId = await aLicensed();
    await register.itIs('2026-07-01');
    expect(await look(ngoId)).toMatchObject({
      standing: { state: 'EXPIRED', since: '2026-06-01' },
      licence: { isValid: false },
    });

    await register.does(admin, 'renewNgoLicence', { ngoId });

    expect(await look(ngoId)).toMatchObject({
      standing: { state: 'GOOD', since: '2026-07-01' },
      licence: { validFrom: '2026-07-01', validUntil: '2031-06-30' },
    });
    expect(await look(ngoId, '2026-06-30')).toMatchObject({
      standing: { state: 'EXPIRED', since: '2026-06-01' },
    });
    expect(await look(ngoId, '2026-05-31')).toMatchObject({
      standing: { state: 'GOOD', since: '2021-06-01' },
    });
  });

  it('renewed by two at once is renewed once', async () => {
    const ngoId = await aLicensed();
    await register.itIs('2026-01-01');

    const both = await Promise.all([1, 2].map(() => register.act(admin, 'renewNgoLicence', { ngoId })));

    expect(both.map(codes).sort()).toEqual([[], ['RENEWAL_TOO_EARLY']]);
  });
});
