import { ROLES } from '../access/roles';
import { aCaller } from '../testing/callers';
import type { Role } from '../access/caller';
import { admin, ExportingFamilies } from './exports.fixture';
import { FIRST_NGO } from './families.fixture';

let exporting: ExportingFamilies;
const partner = aCaller('ngo_partner', { ngoId: FIRST_NGO });

beforeAll(async () => {
  exporting = await ExportingFamilies.begin();
});
afterAll(() => exporting.end());

interface Refused {
  readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly code: string } }];
}
const refusal = async (caller: typeof admin, query: string, variables = {}, language = 'en') => {
  const headers = { 'accept-language': language };
  const { status, body } = await exporting.answerTo(caller, query, { variables, headers });
  const [error] = (body as unknown as Refused).errors;
  return { status, code: error.extensions.code, message: error.message };
};
const jobs = () => exporting.service.database.owner('select id from export_job');

describe('a query is refused that', () => {
  test.each<[string, string, RegExp]>([
    ['is no GraphQL', '{ families', /correct its syntax/],
    ['is a mutation', 'mutation { forgetFamilies }', /one query/],
    [
      'is two queries',
      'query a { families { nodes { id } } } query b { families { nodes { id } } }',
      /one query/,
    ],
    [
      'asks for two lists',
      '{ a: families { nodes { id } } b: families { nodes { id } } }',
      /exactly one list/,
    ],
    ['asks for no list', '{ family(id: "1") { id } }', /"nodes"/],
    ['asks for references of the gateway', '{ _entities(representations: []) { __typename } }', /"nodes"/],
    ['selects edges', '{ families { edges { node { id } } } }', /"nodes"/],
    ['selects the rows twice', '{ families { nodes { id } a: nodes { phone } } }', /"nodes"/],
    ['selects no rows', '{ families { totalCount } }', /"nodes"/],
    [
      'hides the list in a fragment',
      '{ ...f } fragment f on Query { families { nodes { id } } }',
      /without fragments/,
    ],
    [
      'asks for the list on a condition',
      'query ($a: Boolean!) { families @include(if: $a) { nodes { id } } }',
      /without fragments/,
    ],
    [
      'has a list in its rows that is not bounded',
      '{ families { nodes { visits { nodes { day } } } } }',
      /"first" how many of "visits"/,
    ],
    [
      'has such a list in a fragment',
      '{ families { nodes { ...f } } } fragment f on Family { visits { nodes { day } } }',
      /"first" how many of "visits"/,
    ],
    [
      'asks for fields of another service',
      '{ families { nodes { id loans { nodes { id } } } } }',
      /fields of one service.*Cannot query field "loans" on type "Family"\./,
    ],
    ['asks about the schema', '{ __schema { types { name } } }', /one service/],
    [
      'has rows that hold thousands of values',
      `{ families { nodes { visits(first: 100) { nodes { ${Array.from({ length: 20 }, (_, n) => `d${n}: day`).join(' ')} } } } } }`,
      /a row would hold more than 2000 values/,
    ],
  ])('%s', async (_what, query, message) => {
    const refused = await refusal(admin, query);

    expect(refused).toMatchObject({ status: 400, code: 'EXPORT_QUERY_INVALID' });
    expect(refused.message).toMatch(message);
    expect(await jobs()).toEqual([]);
  });

  test('has variables that do not fit, without the values that were sent', async () => {
    const query = 'query ($where: String!) { families(governorate: $where) { nodes { id } } }';

    expect(await refusal(admin, query, { where: { secret: 'value' } })).toEqual({
      status: 400,
      code: 'EXPORT_QUERY_INVALID',
      message:
        'This query cannot be exported: correct the variables (where: A value of type String is expected.).',
    });
    expect((await refusal(admin, query)).message).toMatch(/where: A value is required/);
  });

  test('is told in Arabic to who reads Arabic', async () => {
    const { message } = await refusal(admin, '{ family(id: "1") { id } }', {}, 'ar');

    expect(message).toBe('لا يمكن تصدير هذا الاستعلام: اطلب قائمة ذات صفحات تحت "nodes".');
  });
});

test.each([
  ['nothing', undefined],
  ['a format that is not known', { query: '{ families { nodes { id } } }', format: 'PDF' }],
  ['no query', { format: 'CSV' }],
])('a request with %s is refused', async (_what, payload) => {
  const answer = await exporting.ask(admin, { method: 'POST', url: '/exports', payload });

  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

describe('who may export what', () => {
  test('a caller without a name is not heard', async () => {
    const answer = await exporting.server.inject({ method: 'POST', url: '/exports', payload: {} });

    expect(answer.statusCode).toBe(401);
  });

  test.each((Object.keys(ROLES) as Role[]).map((role) => [role]))('%s', async (role) => {
    const scopes: ReadonlySet<string> = new Set(ROLES[role].scopes);
    const may = scopes.has('exports:manage') && scopes.has('registry:read');

    const { status } = await exporting.answerTo(aCaller(role), '{ families { nodes { id } } }');

    expect(status).toBe(may ? 202 : ROLES[role].audience === 'marketplace' ? 400 : 403);
  });

  test('an analyst is refused people, as in the graph', async () => {
    const query = '{ families { nodes { id } } }';

    const { status, code } = await refusal(aCaller('analyst'), query);

    expect({ status, code }).toEqual({ status: 403, code: 'FORBIDDEN' });
    expect(await exporting.service.ask(aCaller('analyst'), query)).toMatchObject({ status: 403 });
  });

  test('a field that is not for the caller’s kind of client looks like one that does not exist', async () => {
    const hidden = await refusal(partner, '{ families { nodes { remark } } }');
    const missing = await refusal(partner, '{ families { nodes { remarks } } }');

    expect(hidden.code).toBe('EXPORT_QUERY_INVALID');
    expect(hidden.message.replace('remark', 'remarks')).toBe(missing.message);
    expect((await exporting.answerTo(admin, '{ families { nodes { remark } } }')).status).toBe(202);
  });
});
