import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, aNotification, partnerOf, testRegister, type TestRegister } from '../testing/register';

/** A Sunday. */
const SUBMITTED = '2024-01-28';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister(SUBMITTED);
});

afterAll(() => register.close());

beforeEach(() => register.itIs(SUBMITTED));

const objection = { article: 'Law 149/2019, article 15', grounds: 'الغرض غير واضح.' };

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
        message:
          'This cannot be done while the organisation is registered. What can be done now is for somebody else: regularise the organisation (an inspector or the ministry’s administration); warn the organisation (an inspector or the ministry’s administration); dissolve the organisation (an inspector or the ministry’s administration).',
      },
    ]);
  });

  it('a partner cannot mend what the law has registered meanwhile, which nobody has recorded', async () => {
    const ngoId = randomUUID();
    const partner = partnerOf(ngoId);
    await register.anApplicant({}, partner);
    await register.does(admin, 'confirmNgoNotification', { ngoId });
    await register.itIs('2024-06-02');

    const { errors } = await register.act(partner, 'mendNgoNotification', { ngoId, foundersCount: 20 });

    expect(errors).toMatchObject([
      { code: 'STEP_NOT_POSSIBLE', message: expect.stringContaining('registered') as string },
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
