import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import {
  aBoardMember,
  admin,
  aNotification,
  anyone,
  inspector,
  PAPERS,
  partnerOf,
  testRegister,
  type TestRegister,
} from '../testing/register';

/** A Sunday. */
const SUBMITTED = '2024-01-28';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister(SUBMITTED);
});

afterAll(() => register.close());

beforeEach(() => register.itIs(SUBMITTED));

const objection = { article: 'Law 149/2019, article 15', grounds: 'الغرض غير واضح.' };

describe('a notification', () => {
  it('is taken in with board and papers, and is not public', async () => {
    const ngoId = await register.anApplicant();

    const query = `query ($id: ID!) { ngo(id: $id) {
      status registrationNumber legalPersonalityFrom standing { state since reasons { code fact } }
      board { office person { id } } documents { nodes { kind } } notifications { round foundersCount submittedOn completedOn }
      history { action fromState toState onDate byRole } } }`;
    const seen = await register.ask<{ ngo: Record<string, unknown> }>(inspector, query, { id: ngoId });
    expect(seen.data.ngo).toMatchObject({
      status: 'SUBMITTED',
      registrationNumber: null,
      legalPersonalityFrom: null,
      standing: {
        state: 'NOT_REGISTERED',
        since: null,
        reasons: [{ code: 'NOTIFICATION_INCOMPLETE', fact: SUBMITTED }],
      },
      board: [{ office: 'CHAIR' }],
      notifications: [{ round: 1, foundersCount: 12, submittedOn: SUBMITTED, completedOn: null }],
      history: [
        { action: 'submit', fromState: null, toState: 'SUBMITTED', onDate: SUBMITTED, byRole: 'inspector' },
      ],
    });
    const { nodes } = seen.data.ngo['documents'] as { nodes: { kind: string }[] };
    expect(nodes.map(({ kind }) => kind).sort()).toEqual([...PAPERS].sort());
    expect(
      (await register.ask(anyone, 'query ($id: ID!) { ngo(id: $id) { id } }', { id: ngoId })).data,
    ).toEqual({
      ngo: null,
    });
    expect(await register.eventsOf(ngoId)).toEqual([]);
  });

  it('of a partner is of the organisation that it speaks for, once', async () => {
    const ngoId = randomUUID();
    const partner = partnerOf(ngoId);

    expect(await register.anApplicant({}, partner)).toBe(ngoId);
    const again = await register.act(partner, 'applyForNgoRegistration', aNotification());

    expect(again).toMatchObject({ ngo: null, errors: [{ code: 'APPLIED_ALREADY' }] });
    const mine = await register.ask(
      partner,
      '{ myNgo { id notifications { round } documents { nodes { id } } } }',
    );
    expect(mine.data).toMatchObject({ myNgo: { id: ngoId, notifications: [{ round: 1 }] } });
  });

  it('sent again with the same key is the same, and with another input refused', async () => {
    const input = aNotification();

    const first = await register.act(inspector, 'applyForNgoRegistration', input);
    const second = await register.act(inspector, 'applyForNgoRegistration', input);
    const other = await register.ask(
      inspector,
      'mutation ($input: ApplyForNgoRegistrationInput!) { applyForNgoRegistration(input: $input) { errors { code } } }',
      { input: { ...input, foundersCount: 13 } },
    );

    expect(second).toEqual(first);
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('sent twice at once is one NGO', async () => {
    const input = aNotification();

    const both = await Promise.all(
      [1, 2].map(() => register.act(inspector, 'applyForNgoRegistration', input)),
    );

    expect(both[0]?.ngo?.id).toBeDefined();
    expect(both[0]).toEqual(both[1]);
  });

  it.each([
    ['no field of work', { fieldsOfWork: [] }, 'FIELDS_MISSING', 'input.fieldsOfWork'],
    ['a seat that is no area', { seatAreaId: 'EG-XX-01' }, 'AREA_UNKNOWN', 'input.seatAreaId'],
    ['no founder', { foundersCount: 0 }, 'FOUNDERS_MISCOUNTED', 'input.foundersCount'],
    [
      'more foreigners than founders',
      { foreignFoundersCount: 13 },
      'FOUNDERS_MISCOUNTED',
      'input.foundersCount',
    ],
    ['a negative capital', { capital: '-1.00' }, 'AMOUNT_NEGATIVE', 'input.capital'],
    ['a board without a chair', { board: [] }, 'BOARD_WITHOUT_CHAIR', 'input.board'],
    ['nobody’s seat', { board: [aBoardMember({ nationalId: null })] }, 'IDENTITY_MISSING', 'input.board.0'],
    [
      'a paper of tomorrow',
      { documents: [{ kind: 'STATUTE', reference: '1', receivedOn: '2024-01-29' }] },
      'DATE_IN_FUTURE',
      'input.documents.0.receivedOn',
    ],
    ['a name of control characters', { name: { ar: 'جمعية\u0000' } }, 'TEXT_UNREADABLE', 'input.name.ar'],
  ])('with %s is refused', async (_name, overrides, code, field) => {
    const { ngo, errors } = await register.act(
      inspector,
      'applyForNgoRegistration',
      aNotification(overrides),
    );

    expect(ngo).toBeNull();
    expect(errors).toContainEqual(expect.objectContaining({ code, field }));
  });

  it('by a name that another NGO of the governorate has, however it is spelt, is refused', async () => {
    await register.anApplicant({ name: { ar: 'جمعية رعاية الأسرة' } });

    const sameName = { name: { ar: 'جمعيه رعايه الاسره' } };
    const here = await register.act(inspector, 'applyForNgoRegistration', aNotification(sameName));
    const elsewhere = await register.act(
      inspector,
      'applyForNgoRegistration',
      aNotification({ ...sameName, seatAreaId: 'EG-MN' }),
    );

    expect(here.errors).toMatchObject([{ code: 'NAME_TAKEN', field: 'input.name' }]);
    expect(elsewhere.errors).toEqual([]);
  });

  it('says in Arabic what is wrong', async () => {
    const { errors } = await register.act(
      inspector,
      'applyForNgoRegistration',
      aNotification({ fieldsOfWork: [] }),
      'ar',
    );

    expect(errors[0]?.message).toBe('اذكر مجال عمل واحدًا على الأقل.');
  });
});

describe('confirming that it is complete', () => {
  it('gives legal personality and a number, starts the term, and tells the others in advance', async () => {
    const ngoId = await register.anApplicant();

    const { ngo } = await register.act(admin, 'confirmNgoNotification', { ngoId });

    expect(ngo).toMatchObject({ status: 'COMPLETE', standing: { state: 'NOT_REGISTERED' } });
    expect(ngo?.registrationNumber).toMatch(/^1\d{5}\/2024$/);
    const query = `query ($id: ID!) { ngo(id: $id) { legalPersonalityFrom registeredOn licence { isValid }
      notifications { completedOn objectionUntil decision { outcome rulesVersion reasons { code } } } } }`;
    // Counted by hand: 4 days of the first week, 11 weeks of 5 less 10 and 11 April (the feast), then 21 to 23 April.
    expect((await register.ask(inspector, query, { id: ngoId })).data).toEqual({
      ngo: {
        legalPersonalityFrom: SUBMITTED,
        registeredOn: null,
        licence: null,
        notifications: [
          {
            completedOn: SUBMITTED,
            objectionUntil: '2024-04-23',
            decision: {
              outcome: 'COMPLETE',
              rulesVersion: expect.stringMatching(/^ngo_registration#\d+ ngo_documents#\d+$/) as string,
              reasons: [],
            },
          },
        ],
      },
    });
    expect(await register.eventsOf(ngoId)).toEqual([
      { standing: 'GOOD', since: '2024-04-24', licensedUntil: '2029-04-23' },
    ]);
  });

  it('names everything that is missing, and nothing changes', async () => {
    const ngoId = await register.anApplicant({
      foundersCount: 9,
      foreignFoundersCount: 3,
      documents: PAPERS.slice(1).map((kind) => ({ kind, reference: '1', receivedOn: SUBMITTED })),
    });

    const { ngo, errors } = await register.act(admin, 'confirmNgoNotification', { ngoId });

    expect(ngo).toBeNull();
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      [
        'NOTIFICATION_INCOMPLETE',
        'The notification is not complete: There are 9 founders; at least 10 are needed.',
      ],
      [
        'NOTIFICATION_INCOMPLETE',
        'The notification is not complete: 33.3 per cent of the founders are foreigners; at most 25 per cent may be.',
      ],
      ['NOTIFICATION_INCOMPLETE', 'The notification is not complete: The statute is missing.'],
    ]);
    const check =
      'query ($id: ID!) { ngo(id: $id) { status registrationCheck { outcome reasons { code } } } }';
    expect((await register.ask(inspector, check, { id: ngoId })).data).toEqual({
      ngo: {
        status: 'SUBMITTED',
        registrationCheck: {
          outcome: 'INCOMPLETE',
          reasons: [
            { code: 'TOO_FEW_FOUNDERS' },
            { code: 'TOO_MANY_FOREIGNERS' },
            { code: 'STATUTE_MISSING' },
          ],
        },
      },
    });
  });

  it('is for somebody other than who took it in', async () => {
    const ngoId = await register.anApplicant({}, admin);

    const own = await register.act(admin, 'confirmNgoNotification', { ngoId });
    const others = await register.act(inspector, 'confirmNgoNotification', { ngoId });

    expect(own.errors).toMatchObject([{ code: 'MADE_BY_YOU' }]);
    expect(others.ngo?.status).toBe('COMPLETE');
  });

  it('cannot be done twice at once', async () => {
    const ngoId = await register.anApplicant();

    const both = await Promise.all(
      [1, 2].map(() => register.act(admin, 'confirmNgoNotification', { ngoId })),
    );

    expect(both.map(({ errors }) => errors.map(({ code }) => code)).sort()).toEqual([
      [],
      ['STEP_NOT_POSSIBLE'],
    ]);
  });
});

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

describe('who may not', () => {
  const forbidden = async (caller: ReturnType<typeof aCaller>, mutation: string, input: object) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const answer = await register.ask(
      caller,
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { errors { code } } }`,
      { input },
    );
    return [answer.status, answer.errors?.[0]?.extensions?.['code']];
  };

  it.each([
    'auditor',
    'case_worker',
    'finance_officer',
    'analyst',
    'citizen',
    'public',
    'care_home_staff',
  ] as const)('a %s cannot notify, confirm or object', async (role) => {
    const caller = aCaller(role);
    const ngoId = randomUUID();

    expect(await forbidden(caller, 'applyForNgoRegistration', aNotification())).toEqual([403, 'FORBIDDEN']);
    expect(await forbidden(caller, 'confirmNgoNotification', { ngoId })).toEqual([403, 'FORBIDDEN']);
    expect(await forbidden(caller, 'objectToNgo', { ngoId, ...objection })).toEqual([403, 'FORBIDDEN']);
  });

  it('a partner cannot confirm or register, its own NGO neither', async () => {
    const ngoId = randomUUID();
    const partner = partnerOf(ngoId);
    await register.anApplicant({}, partner);

    expect(await forbidden(partner, 'confirmNgoNotification', { ngoId })).toEqual([403, 'FORBIDDEN']);
    expect(await forbidden(partner, 'registerNgo', { ngoId })).toEqual([403, 'FORBIDDEN']);
    await expect(
      register.database.dataSource.transaction(async (manager) => {
        await manager.query(
          `select set_config('role', 'caller_ngo_partner', true), set_config('app.ngo_id', $1, true)`,
          [ngoId],
        );
        await manager.query(
          `update ngo set status = 'REGISTERED', on_register_from = '2024-01-28', legal_personality_from = '2024-01-28',
             registration_number = '1/2024', licensed_from = '2024-01-28', licensed_until = '2030-01-28' where id = $1`,
          [ngoId],
        );
      }),
    ).rejects.toThrow(/row-level security/);
  });

  it('a partner cannot mend, or add papers to, the notification of another', async () => {
    const ngoId = await register.anApplicant();
    const registered = await register.aRegistered();
    const partner = partnerOf(randomUUID());
    const document = { kind: 'OTHER', reference: '1', receivedOn: SUBMITTED };
    const add = async (id: string) =>
      (
        await register.ask<{ addNgoDocument: object }>(
          partner,
          'mutation ($input: AddNgoDocumentInput!) { addNgoDocument(input: $input) { document { id } errors { code } } }',
          { input: { ngoId: id, document, idempotencyKey: randomUUID() } },
        )
      ).data.addNgoDocument;

    const mend = await register.act(partner, 'mendNgoNotification', { ngoId, foundersCount: 20 });

    expect(mend.errors).toMatchObject([{ code: 'NGO_NOT_FOUND' }]);
    expect(await add(ngoId)).toEqual({ document: null, errors: [{ code: 'NGO_NOT_FOUND' }] });
    expect(await add(registered)).toEqual({ document: null, errors: [{ code: 'NGO_NOT_FOUND' }] });
  });

  it('a partner cannot mend what is registered', async () => {
    const ngoId = await register.aRegistered();

    const { errors } = await register.act(partnerOf(ngoId), 'mendNgoNotification', {
      ngoId,
      foundersCount: 20,
    });

    expect(errors).toMatchObject([
      {
        code: 'STEP_NOT_POSSIBLE',
        message: 'This cannot be done while the organisation is registered. Possible now: –.',
      },
    ]);
  });

  it('a partner adds papers to its own file, once for a key', async () => {
    const ngoId = await register.aRegistered();
    const partner = partnerOf(ngoId);
    const query =
      'mutation ($input: AddNgoDocumentInput!) { addNgoDocument(input: $input) { document { id reference } errors { code } } }';
    const input = {
      ngoId,
      document: { kind: 'OTHER', reference: 'ميزانية 2023', receivedOn: SUBMITTED },
      idempotencyKey: randomUUID(),
    };

    const first = await register.ask(partner, query, { input });
    const second = await register.ask(partner, query, { input });

    expect(first.data).toMatchObject({
      addNgoDocument: { document: { reference: 'ميزانية 2023' }, errors: [] },
    });
    expect(second.data).toEqual(first.data);
  });
});
