import { randomUUID } from 'node:crypto';
import { admin, anyone, inspector, partnerOf, testRegister, type TestRegister } from '../testing/register';

/** A Sunday. */
const SUBMITTED = '2024-01-28';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister(SUBMITTED);
});

afterAll(() => register.close());

beforeEach(() => register.itIs(SUBMITTED));

const objection = { article: 'Law 149/2019, article 15', grounds: 'الغرض غير واضح.' };

describe('the term to object', () => {
  const complete = async () => {
    const ngoId = await register.anApplicant();
    return register.does(admin, 'confirmNgoNotification', { ngoId });
  };
  const look = async (ngoId: string, caller = anyone) =>
    (
      await register.ask<{ ngo: object | null }>(
        caller,
        `query ($id: ID!) { ngo(id: $id) { registeredOn standing { state since } licence { validFrom validUntil isValid } } }`,
        { id: ngoId },
      )
    ).data.ngo;

  it('allows an objection on its last day', async () => {
    const ngoId = await complete();
    await register.itIs('2024-04-23');

    const { ngo } = await register.act(inspector, 'objectToNgo', { ngoId, ...objection });

    expect(ngo).toMatchObject({ status: 'OBJECTED', standing: { state: 'NOT_REGISTERED' } });
    const query =
      'query ($id: ID!) { ngo(id: $id) { legalPersonalityFrom measures { kind article grounds endedOn } } }';
    expect((await register.ask(inspector, query, { id: ngoId })).data).toEqual({
      ngo: { legalPersonalityFrom: null, measures: [{ kind: 'OBJECTION', ...objection, endedOn: null }] },
    });
    expect((await register.eventsOf(ngoId)).at(-1)).toEqual({
      standing: 'NOT_REGISTERED',
      since: '2024-04-23',
      licensedUntil: null,
    });
  });

  it('ends in registration by law, though nothing has run', async () => {
    const ngoId = await complete();

    await register.itIs('2024-04-23');
    expect(await look(ngoId)).toBeNull();
    await register.itIs('2024-04-24');

    expect(await look(ngoId)).toEqual({
      registeredOn: '2024-04-24',
      standing: { state: 'GOOD', since: '2024-04-24' },
      licence: { validFrom: '2024-04-24', validUntil: '2029-04-23', isValid: true },
    });
    expect(
      (await register.ask(inspector, 'query ($id: ID!) { ngo(id: $id) { status } }', { id: ngoId })).data,
    ).toEqual({
      ngo: { status: 'REGISTERED' },
    });
    await register.itIs('2029-04-24');
    expect(await look(ngoId)).toMatchObject({ standing: { state: 'EXPIRED', since: '2029-04-24' } });
  });

  it('refuses an objection once it is over', async () => {
    const ngoId = await complete();
    await register.itIs('2024-04-24');

    const { errors } = await register.act(inspector, 'objectToNgo', { ngoId, ...objection });

    expect(errors).toMatchObject([
      { code: 'OBJECTION_TERM_OVER', message: expect.stringContaining('2024-04-23') as string },
    ]);
    expect(await look(ngoId)).toMatchObject({ standing: { state: 'GOOD' } });
  });

  it('has its end recorded by the next decision, as what the law did on its day', async () => {
    const ngoId = await complete();
    await register.itIs('2024-09-01');

    await register.does(inspector, 'warnNgo', { ngoId, article: '1', grounds: 'لم تقدم الميزانية.' });

    const query =
      'query ($id: ID!) { ngo(id: $id) { history { action onDate byRole } licences { kind validFrom } } }';
    expect((await register.ask(inspector, query, { id: ngoId })).data).toMatchObject({
      ngo: {
        history: [
          { action: 'submit' },
          { action: 'confirmComplete', onDate: SUBMITTED },
          { action: 'registerByLaw', onDate: '2024-04-24', byRole: 'system' },
          { action: 'warn', onDate: '2024-09-01', byRole: 'inspector' },
        ],
        licences: [{ kind: 'FIRST', validFrom: '2024-04-24' }],
      },
    });
    expect(await register.eventsOf(ngoId)).toHaveLength(1);
  });

  it('can be cut short by registering', async () => {
    const ngoId = await complete();
    await register.itIs('2024-02-11');

    const { ngo } = await register.act(admin, 'registerNgo', { ngoId });

    expect(ngo).toMatchObject({ status: 'REGISTERED', standing: { state: 'GOOD', since: '2024-02-11' } });
    expect((await register.eventsOf(ngoId)).at(-1)).toEqual({
      standing: 'GOOD',
      since: '2024-02-11',
      licensedUntil: '2029-02-10',
    });
  });

  it('lets one of an objection and a registration at once happen', async () => {
    const ngoId = await complete();

    const both = await Promise.all([
      register.act(inspector, 'objectToNgo', { ngoId, ...objection }),
      register.act(admin, 'registerNgo', { ngoId }),
    ]);

    expect(both.map(({ errors }) => errors.map(({ code }) => code)).sort()).toEqual([
      [],
      ['STEP_NOT_POSSIBLE'],
    ]);
  });

  it('begins anew when what was objected to is mended and confirmed', async () => {
    const ngoId = randomUUID();
    const partner = partnerOf(ngoId);
    await register.anApplicant({}, partner);
    const { ngo: first } = await register.act(admin, 'confirmNgoNotification', { ngoId });
    await register.itIs('2024-02-04');
    await register.does(inspector, 'objectToNgo', { ngoId, ...objection });
    await register.itIs('2024-03-03');

    const mended = await register.act(partner, 'mendNgoNotification', {
      ngoId,
      foundersCount: 15,
      fieldsOfWork: ['HEALTH', 'CHILD_AND_FAMILY'],
      documents: [{ kind: 'STATUTE', reference: 'النظام المعدل', receivedOn: '2024-03-03' }],
    });
    const { ngo } = await register.act(admin, 'confirmNgoNotification', { ngoId });

    expect(mended.ngo?.status).toBe('MENDED');
    expect(ngo).toMatchObject({ status: 'COMPLETE', registrationNumber: first?.registrationNumber });
    const query = `query ($id: ID!) { ngo(id: $id) { fieldsOfWork notifications { round foundersCount objectionUntil }
      measures { endedOn } documents { nodes { reference } } } }`;
    const { data } = await register.ask<{ ngo: Record<string, unknown> }>(inspector, query, { id: ngoId });
    expect(data.ngo).toMatchObject({
      fieldsOfWork: ['HEALTH', 'CHILD_AND_FAMILY'],
      notifications: [
        { round: 2, foundersCount: 15, objectionUntil: '2024-06-02' },
        { round: 1, foundersCount: 12, objectionUntil: '2024-04-23' },
      ],
      measures: [{ endedOn: '2024-03-03' }],
    });
    expect(JSON.stringify(data.ngo['documents'])).toContain('النظام المعدل');
  });
});
