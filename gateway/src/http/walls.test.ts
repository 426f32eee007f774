import { ROLES } from '@solidarity/subgraph-kit/access/roles';
import { getIntrospectionQuery } from 'graphql';
import { GatewayUnderTest } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
});
afterAll(() => gateway.stop());
beforeEach(() => gateway.takeCalls());

describe('the wall of variants', () => {
  it('has no person for the public, not even in introspection', async () => {
    const { status, text } = await gateway.ask(getIntrospectionQuery());

    expect(status).toBe(200);
    expect(text).toContain('"Ngo"');
    expect(text).not.toMatch(/Person|Household\b|nationalId|rawScore|RenameHouseholdInput/);
  });

  it('shows each kind of client its own schema', async () => {
    const query = '{ __type(name: "Person") { fields { name } } }';

    const fieldsFor = async (as: 'ministry_admin' | 'ngo_partner' | 'marketplace'): Promise<unknown> =>
      (await gateway.ask(query, { as })).data;

    expect(await fieldsFor('marketplace')).toEqual({
      __type: { fields: [{ name: 'id' }, { name: 'hasLoan' }] },
    });
    expect(JSON.stringify(await fieldsFor('ngo_partner'))).not.toContain('rawScore');
    expect(JSON.stringify(await fieldsFor('ministry_admin'))).toContain('rawScore');
  });

  it('tells of a hidden field what it tells of one that never was', async () => {
    const hidden = await gateway.ask('{ products { producer { rawScore } } }', { as: 'marketplace' });
    const missing = await gateway.ask('{ products { producer { rawScorn } } }', { as: 'marketplace' });

    expect(hidden.status).toBe(400);
    expect(hidden.errors).toEqual([
      {
        message: 'Cannot query field "rawScore" on type "Person".',
        locations: [{ line: 1, column: 25 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
    expect(missing.text.replace('rawScorn', 'rawScore')).toBe(hidden.text);
    expect(gateway.takeCalls()).toBe(0);
  });

  it('suggests nothing, though a similar name is near', async () => {
    const { text } = await gateway.ask('{ ngoss { id } }');

    expect(text).toContain('Cannot query field');
    expect(text).not.toMatch(/Did you mean/);
  });

  it('serves the marketplace of a producer whether there is a loan', async () => {
    const { data, errors } = await gateway.ask('{ products { id price producer { hasLoan } } }', {
      as: 'marketplace',
    });

    expect(errors).toEqual([]);
    expect(data).toEqual({ products: [{ id: 'x1', price: '120.00', producer: { hasLoan: true } }] });
  });
});

describe('the wall of scopes', () => {
  it('names field, place and scope, and asks no service', async () => {
    const { status, errors, data } = await gateway.ask(
      '{ household(id: "h1") { head { number: nationalId } } }',
      {
        as: 'ngo_partner',
      },
    );

    expect(status).toBe(403);
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'FORBIDDEN',
        facts: { field: 'Person.nationalId', path: 'household.head.number', scope: 'pii:read' },
      },
    ]);
    expect(gateway.takeCalls()).toBe(0);
  });

  it.each([
    ['a fragment', 'query { household(id: "h1") { ...H } } fragment H on Household { head { nationalId } }'],
    ['an inline fragment', '{ household(id: "h1") { ... on Household { head { ... { nationalId } } } } }'],
    ['a condition that is false', '{ household(id: "h1") { head { nationalId @include(if: false) } } }'],
    [
      'another operation of the document',
      'query A { lendingTotal } query B { household(id: "h1") { head { nationalId } } }',
    ],
  ])('is not passed by way of %s', async (_way, query) => {
    const body = JSON.stringify({ query, operationName: query.includes('query A') ? 'B' : undefined });
    const authorization = `Bearer ${await gateway.issuer.token({ role: 'ngo_partner' })}`;

    const { errors } = await gateway.post(body, { authorization });

    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', facts: { field: 'Person.nationalId' } });
    expect(gateway.takeCalls()).toBe(0);
  });

  it('lets those pass who hold the scope', async () => {
    const { data } = await gateway.ask('{ household(id: "h1") { head { nationalId } } }', {
      as: 'case_worker',
    });

    expect(data).toEqual({ household: { head: { nationalId: '2850615******1' } } });
  });

  it('takes from a role what its token was narrowed by, and gives it nothing', async () => {
    const query = '{ household(id: "h1") { name } }';

    const narrowed = await gateway.ask(query, { as: 'case_worker', claims: { scope: 'ngos:read' } });
    const widened = await gateway.ask(query, { as: 'analyst', claims: { scope: 'registry:read' } });

    expect(narrowed.errors[0]?.extensions).toMatchObject({ facts: { scope: 'registry:read' } });
    expect(widened.errors[0]?.extensions).toMatchObject({ facts: { scope: 'registry:read' } });
  });

  it('tells all that is missing where several scopes are needed together', async () => {
    const { errors } = await gateway.ask('{ household(id: "h1") { debt } }', { as: 'care_home_staff' });

    expect(errors.map(({ extensions }) => extensions['facts'])).toEqual([
      { field: 'Query.household', path: 'household', scope: 'registry:read' },
      { field: 'Household.debt', path: 'household.debt', scope: 'registry:read + loans:read' },
    ]);
  });

  it('stands before internal clients too', async () => {
    const { errors } = await gateway.ask('{ secretReport { text } }', { as: 'ministry_admin' });

    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it("hands the services an assertion of its own, never the client's token", async () => {
    await gateway.ask('{ lendingTotal }', { as: 'analyst' });

    const [call] = gateway.services.loans.calls;
    expect(call?.headers['authorization']).toMatch(/^Caller ey/);
    expect(call?.caller).toMatchObject({ role: 'analyst', scopes: new Set(ROLES.analyst.scopes) });
  });
});

describe('messages in the language of the client', () => {
  it('speaks Arabic to who prefers it', async () => {
    const { errors } = await gateway.ask('{ household(id: "h1") { head { nationalId } } }', {
      as: 'ngo_partner',
      headers: { 'accept-language': 'ar-EG,en;q=0.5' },
    });

    expect(errors[0]?.message).toBe(
      'غير مسموح لك بالاطلاع على هذا أو القيام به. اطلب من الوزارة الصلاحية اللازمة.',
    );
  });
});
