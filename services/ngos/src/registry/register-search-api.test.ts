import { anyone, type TestRegister } from '../testing/register';
import { smallRegister, type SmallRegister } from '../testing/small-register';

let small: SmallRegister;
let register: TestRegister;
let amal: string;
let nour: string;
let wafaa: string;
let hidden: string;

beforeAll(async () => {
  small = await smallRegister('2024-01-28');
  ({ register, amal, nour, wafaa, hidden } = small);
});

afterAll(() => register.close());

describe('the public register', () => {
  it.each([
    ['جمعيه الامل', ['amal', 'wafaa'], 'whatever the spelling of taa marbuta and alef'],
    ['الأمل', ['amal', 'wafaa'], 'any word'],
    ['الأ', ['amal', 'wafaa'], 'the beginning of a word'],
    ['لأمل', [], 'not the middle of a word'],
    ['الاسره جمعية', ['amal'], 'all words in any order'],
    ['النور', ['nour'], 'without marks'],
    ['al nour', ['nour'], 'English'],
    ['AMAL', ['amal'], 'English in any case'],
    ['امل المستقبل', [], 'not what is on its way into the register'],
    ['؟!', [], 'nothing that holds no letter or digit'],
    [`') or true --`, [], 'nothing that is SQL'],
    ['@HEALTH', [], 'a sign of ours is no sign of theirs'],
  ])('finds by %j %j: %s', async (text, expected) => {
    const names: Record<string, string> = { [amal]: 'amal', [nour]: 'nour', [wafaa]: 'wafaa' };

    expect((await small.search({ search: text }, anyone)).map((id) => names[id] ?? id)).toEqual(expected);
  });

  it('finds by the number, in any digits', async () => {
    const query = 'query ($id: ID!) { ngo(id: $id) { registrationNumber } }';
    const { data } = await register.ask<{ ngo: { registrationNumber: string } }>(anyone, query, { id: amal });
    const number = data.ngo.registrationNumber;
    const eastern = number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));

    expect(await small.search({ search: number.split('/')[0] }, anyone)).toEqual([amal]);
    expect(await small.search({ search: eastern }, anyone)).toEqual([amal]);
    for (const text of [number, eastern, ` ${number.replace('/', ' / ')} `]) {
      const found = await register.ask(
        anyone,
        'query ($n: String!) { ngoByRegistrationNumber(number: $n) { id } }',
        { n: text },
      );
      expect(found.data).toEqual({ ngoByRegistrationNumber: { id: amal } });
    }
    expect((await register.ask(anyone, '{ ngoByRegistrationNumber(number: "1/1") { id } }')).data).toEqual({
      ngoByRegistrationNumber: null,
    });
  });

  it.each([
    [{}, ['amal', 'wafaa', 'nour'], 'all, in the order of their names'],
    [{ kind: 'FOUNDATION' }, ['nour'], 'the kind'],
    [{ field: 'HEALTH' }, ['wafaa', 'nour'], 'the field of work'],
    [{ governorate: 'EG_AST' }, ['nour'], 'a governorate that it works in'],
    [{ governorate: 'EG_GZ' }, ['amal'], 'the governorate of its seat'],
    [{ governorate: 'EG_C', field: 'HEALTH', search: 'امل' }, [], 'all conditions together'],
    [{ governorate: 'EG_C', field: 'HEALTH', search: 'الامل' }, ['wafaa'], 'all conditions together'],
    [{ search: '  ' }, ['amal', 'wafaa', 'nour'], 'a blank search is none'],
  ])('filters by %j: %j', async (filter, expected, _why) => {
    const names: Record<string, string> = { [amal]: 'amal', [nour]: 'nour', [wafaa]: 'wafaa' };

    expect((await small.search(filter, anyone)).map((id) => names[id] ?? id)).toEqual(expected);
  });

  it('goes page by page', async () => {
    const query = `query ($after: String) { ngoRegister(first: 2, after: $after) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
    interface Page {
      ngoRegister: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    }

    const first = await register.ask<Page>(anyone, query);
    const { endCursor } = first.data.ngoRegister.pageInfo;
    const second = await register.ask<Page>(anyone, query, { after: endCursor });

    expect([first, second].map(({ data }) => data.ngoRegister.nodes.map(({ id }) => id))).toEqual([
      [amal, wafaa],
      [nour],
    ]);
    expect([first, second].map(({ data }) => data.ngoRegister.pageInfo.hasNextPage)).toEqual([true, false]);
  });

  it.each([
    ['{ ngoRegister(first: 100000) { nodes { id } } }', 'PAGE_SIZE_INVALID'],
    ['{ ngoRegister(after: "bm8") { nodes { id } } }', 'CURSOR_INVALID'],
    ['{ ngoRegister { nodes { standing(on: "2024-02-30") { state } } } }', 'DATE_INVALID'],
  ])('refuses %s', async (query, code) => {
    const { errors } = await register.ask(anyone, query);

    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });

  it('tells anyone what an NGO is and whether its licence is valid today', async () => {
    const query = `query ($id: ID!) { ngo(id: $id) { name { ar en } kind fieldsOfWork seatGovernorate governorates
      seatArea { id } registeredOn legalPersonalityFrom mustRegularise standing { state since reasons { code } }
      licence { validFrom validUntil isValid } licences { kind validUntil grantedOn } } }`;

    expect((await register.ask(anyone, query, { id: nour })).data).toEqual({
      ngo: {
        name: { ar: 'مؤسّسة النُّور للتنمية', en: 'Al Nour Foundation' },
        kind: 'FOUNDATION',
        fieldsOfWork: ['HEALTH', 'WOMEN'],
        seatGovernorate: 'EG_MN',
        governorates: ['EG_MN', 'EG_AST', 'EG_SHG'],
        seatArea: { id: 'EG-MN' },
        registeredOn: '2024-01-28',
        legalPersonalityFrom: '2024-01-28',
        mustRegularise: false,
        standing: { state: 'GOOD', since: '2024-01-28', reasons: [] },
        licence: { validFrom: '2024-01-28', validUntil: '2029-01-27', isValid: true },
        licences: [{ kind: 'FIRST', validUntil: '2029-01-27', grantedOn: '2024-01-28' }],
      },
    });
  });

  it('is asked for by reference in one statement, in the order of the references', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ngo { id name { en } } } }`;
    const r = [wafaa, 'no id', amal, hidden].map((id) => ({ __typename: 'Ngo', id }));
    let answer: unknown;

    const statements = await register.statementsOf(async () => {
      answer = (await register.ask(anyone, query, { r })).data;
    });

    expect(answer).toEqual({
      _entities: [
        { id: wafaa, name: { en: null } },
        null,
        { id: amal, name: { en: 'Al Amal Association' } },
        null,
      ],
    });
    expect(statements).toBe(1);
  });
});
