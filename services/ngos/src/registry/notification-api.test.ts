import { randomUUID } from 'node:crypto';
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
