import { GatewayUnderTest } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
});
afterAll(() => gateway.stop());
beforeEach(() => gateway.takeCalls());

describe('one request over several services', () => {
  it('brings households, who serves them and what their members owe, with one call for each step', async () => {
    const query = `{ households(first: 2) { nodes { name servedBy { name { ar } } debt head { name loans { amount } } } } }`;

    const { status, data, errors } = await gateway.ask(query, { as: 'ngo_partner' });

    expect(errors).toEqual([]);
    expect(status).toBe(200);
    expect(data).toEqual({
      households: {
        nodes: [
          {
            name: 'بيت منى',
            servedBy: { name: { ar: 'جمعية النور' } },
            debt: '2000.00',
            head: { name: 'منى السيد', loans: [{ amount: '4000.00' }] },
          },
          {
            name: 'بيت كريم',
            servedBy: { name: { ar: 'جمعية النور' } },
            debt: '1000.00',
            head: { name: 'كريم منى', loans: [] },
          },
        ],
      },
    });
    expect(gateway.takeCalls()).toBe(3);
  });

  it('tells each service who asks, in which language, why and under which request id', async () => {
    await gateway.ask('{ household(id: "h1") { name } }', {
      as: 'case_worker',
      claims: { governorate: 'EG_GZ' },
      headers: {
        'accept-language': 'ar-EG',
        'x-request-id': 'visit-17',
        'x-purpose': encodeURIComponent('زيارة منزلية'),
      },
    });

    const [call] = gateway.services.registry.calls;
    expect(call?.caller).toMatchObject({
      subject: 'test-client',
      role: 'case_worker',
      audience: 'internal',
      claims: { governorate: 'EG_GZ' },
    });
    expect(call?.headers).toMatchObject({
      'accept-language': 'ar',
      'x-request-id': 'visit-17',
      'x-purpose': encodeURIComponent('زيارة منزلية'),
    });
  });

  it('runs a mutation and reads on from it in another service', async () => {
    const { data, errors } = await gateway.ask(
      'mutation ($input: RenameHouseholdInput!) { renameHousehold(input: $input) { name servedBy { id } } }',
      { as: 'ministry_admin', variables: { input: { id: 'h1', name: 'بيت جديد' } } },
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({ renameHousehold: { name: 'بيت جديد', servedBy: { id: 'n1' } } });
  });

  it('runs the named one of several operations', async () => {
    const body = JSON.stringify({
      query: 'query Count { householdCount(governorate: EG_C) } query Total { lendingTotal }',
      operationName: 'Total',
    });

    const { data } = await gateway.post(body);

    expect(data).toEqual({ lendingTotal: '1250.00' });
  });

  it('leaves out what a variable says to leave out', async () => {
    const query = 'query ($full: Boolean!) { ngo(id: "n1") { id name @include(if: $full) { ar } } }';

    const { data } = await gateway.ask(query, { variables: { full: false } });

    expect(data).toEqual({ ngo: { id: 'n1' } });
  });
});

describe('input that cannot be', () => {
  it.each([
    ['a missing variable', {}, 'id: A value is required.'],
    ['a variable that is null', { id: null }, 'id: A value is required.'],
    [
      'a variable of the wrong kind',
      { id: { secret: '28506152100011' } },
      'id: A value of type ID is expected.',
    ],
  ])('names the variable for %s, and repeats no value', async (_what, variables, message) => {
    const { status, errors, text } = await gateway.ask('query ($id: ID!) { ngo(id: $id) { id } }', {
      variables,
    });

    expect(status).toBe(400);
    expect(errors).toEqual([
      expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT', field: 'id' } }),
    ]);
    expect(text).not.toContain('28506152100011');
    expect(gateway.takeCalls()).toBe(0);
  });

  it('names a field that an input does not have, before a service is asked', async () => {
    const { errors } = await gateway.ask(
      'mutation ($input: RenameHouseholdInput!) { renameHousehold(input: $input) { id } }',
      {
        as: 'ministry_admin',
        variables: { input: { id: 'h1', name: 'x', nationalId: '28506152100011' } },
      },
    );

    expect(errors[0]?.message).toBe('input: The field "nationalId" is not known here.');
    expect(gateway.takeCalls()).toBe(0);
  });

  it('repeats no value of a literal that does not fit', async () => {
    const { errors, text } = await gateway.ask('{ householdCount(governorate: "28506152100011") }');

    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain('28506152100011');
  });
});
