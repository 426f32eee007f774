import { ROLE_NAMES, type Caller, type Role } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import {
  aBoardMember,
  admin,
  anyone,
  inspector,
  partnerOf,
  testRegister,
  type TestRegister,
} from '../testing/register';

let register: TestRegister;
/** Registered: Al Amal of Giza, a foundation of Minya that works in three governorates, and one of Cairo. */
let amal: string;
let nour: string;
let wafaa: string;
/** On its way into the register. */
let hidden: string;

beforeAll(async () => {
  register = await testRegister('2024-01-28');
  amal = await register.aRegistered({
    name: { ar: 'جمعية الأمل لرعاية الأسرة', en: 'Al Amal Association' },
    seatAreaId: 'EG-GZ-03-012',
  });
  nour = await register.aRegistered({
    name: { ar: 'مؤسّسة النُّور للتنمية', en: 'Al Nour Foundation' },
    kind: 'FOUNDATION',
    capital: '20000',
    fieldsOfWork: ['HEALTH', 'WOMEN'],
    seatAreaId: 'EG-MN',
    governorates: ['EG_AST', 'EG_SHG'],
    documents: ['STATUTE', 'FOUNDERS_LIST', 'CAPITAL_PROOF', 'SEAT_PROOF', 'CRIMINAL_RECORDS'].map(
      (kind) => ({
        kind,
        reference: '1',
        receivedOn: '2024-01-28',
      }),
    ),
  });
  wafaa = await register.aRegistered({
    name: { ar: 'جمعية الوفاء ودار الأمل', en: null },
    seatAreaId: 'EG-C-01',
    governorates: [],
    fieldsOfWork: ['HEALTH'],
  });
  hidden = await register.anApplicant({ name: { ar: 'جمعية أمل المستقبل' }, seatAreaId: 'EG-GZ-03' });
});

afterAll(() => register.close());

const search = async (filter: Record<string, unknown>, caller: Caller = anyone): Promise<string[]> => {
  const query = `query ($search: String, $governorate: Governorate, $kind: NgoKind, $field: NgoFieldOfWork) {
    ngoRegister(search: $search, governorate: $governorate, kind: $kind, field: $field) { nodes { id } } }`;
  const { data, errors } = await register.ask<{ ngoRegister: { nodes: { id: string }[] } }>(
    caller,
    query,
    filter,
  );
  if (errors) throw new Error(JSON.stringify([errors, register.faults]));
  return data.ngoRegister.nodes.map(({ id }) => id);
};

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

    expect((await search({ search: text })).map((id) => names[id] ?? id)).toEqual(expected);
  });

  it('finds by the number, in any digits', async () => {
    const query = 'query ($id: ID!) { ngo(id: $id) { registrationNumber } }';
    const { data } = await register.ask<{ ngo: { registrationNumber: string } }>(anyone, query, { id: amal });
    const number = data.ngo.registrationNumber;
    const eastern = number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));

    expect(await search({ search: number.split('/')[0] })).toEqual([amal]);
    expect(await search({ search: eastern })).toEqual([amal]);
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

    expect((await search(filter)).map((id) => names[id] ?? id)).toEqual(expected);
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

describe('who sees what', () => {
  const STAFF: readonly Role[] = ['ministry_admin', 'inspector', 'auditor', 'case_worker', 'finance_officer'];

  it.each(ROLE_NAMES)(
    'a %s sees the register, and what is on its way into it as its role says',
    async (role) => {
      const caller = aCaller(role);
      const query = 'query ($a: ID!, $b: ID!) { a: ngo(id: $a) { id } b: ngo(id: $b) { id } }';

      const { data } = await register.ask(caller, query, { a: amal, b: hidden });

      const seesHidden = STAFF.includes(role) || role === 'system';
      expect(data).toEqual({ a: { id: amal }, b: seesHidden ? { id: hidden } : null });
      expect(await search({ search: 'امل المستقبل' }, caller)).toEqual(seesHidden ? [hidden] : []);
    },
  );

  it.each([
    'documents { nodes { id } }',
    'notifications { round }',
    'measures { id }',
    'history { id }',
    'status',
  ])('%s is for those who may read NGOs', async (field) => {
    const query = `query ($id: ID!) { ngo(id: $id) { ${field} } }`;

    for (const role of ['public', 'marketplace', 'citizen', 'lender_officer', 'analyst'] as const) {
      expect((await register.ask(aCaller(role), query, { id: amal })).status).toBe(403);
    }
    for (const role of STAFF)
      expect((await register.ask(aCaller(role), query, { id: amal })).errors).toBeUndefined();
  });

  it('a partner sees its own file and of another NGO the public part', async () => {
    const query = `query ($id: ID!) { ngo(id: $id) { name { ar } documents { nodes { id } } notifications { round }
      history { action } registrationCheck { outcome } standing(on: "2024-01-28") { state } } }`;
    interface Seen {
      ngo: { documents: { nodes: object[] }; notifications: object[]; history: object[] };
    }

    const own = await register.ask<Seen>(partnerOf(amal), query, { id: amal });
    const other = await register.ask<Seen>(partnerOf(amal), query, { id: wafaa });

    expect(own.data.ngo.documents.nodes).toHaveLength(5);
    expect(own.data.ngo).toMatchObject({
      notifications: [{ round: 1 }],
      history: [{ action: 'submit' }, { action: 'confirmComplete' }, { action: 'register' }],
      registrationCheck: { outcome: 'COMPLETE' },
    });
    expect(other.data.ngo).toEqual({
      name: { ar: 'جمعية الوفاء ودار الأمل' },
      documents: { nodes: [] },
      notifications: [],
      history: [],
      registrationCheck: null,
      standing: { state: 'GOOD' },
    });
  });

  it('a partner sees its own NGO as mine, others nothing', async () => {
    const query = '{ myNgo { id status } }';

    expect((await register.ask(partnerOf(hidden), query)).data).toEqual({
      myNgo: { id: hidden, status: 'SUBMITTED' },
    });
    expect((await register.ask(aCaller('ngo_partner'), query)).data).toEqual({ myNgo: null });
    expect((await register.ask(anyone, query)).status).toBe(403);
  });

  it('boards are for the ministry alone, and whoever sees one is on the audit trail', async () => {
    const query =
      'query ($id: ID!) { ngo(id: $id) { board { office name { ar } person { id } ngo { id } } } }';
    const trail = `select person_ids from audit_entry where entity = 'NgoBoardMember' and action = 'read' and subject = $1`;
    const auditor = aCaller('auditor', {}, 'an auditor of boards');

    for (const caller of [anyone, partnerOf(amal), aCaller('analyst')]) {
      expect((await register.ask(caller, query, { id: amal })).status).toBe(403);
    }
    const { data } = await register.ask<{ ngo: { board: { person: { id: string } }[] } }>(auditor, query, {
      id: amal,
    });

    expect(data.ngo.board).toMatchObject([{ office: 'CHAIR', ngo: { id: amal } }]);
    expect(await register.database.owner(trail, [auditor.subject])).toEqual([
      { person_ids: [data.ngo.board[0]?.person.id] },
    ]);
  });

  it('PostgreSQL shows a partner no board and no paper of another, whatever is asked', async () => {
    const reads = register.database.as(partnerOf(amal));

    await expect(reads.rows('select id from ngo_board_member')).rejects.toThrow(/permission denied/);
    const papers = await reads.rows<{ ngo_id: string }>('select distinct ngo_id from ngo_document');
    const steps = await register.database
      .as(anyone)
      .rows('select 1 from ngo_step where ngo_id = $1', [hidden]);

    expect([papers, steps]).toEqual([[{ ngo_id: amal }], []]);
    await expect(register.database.as(anyone).rows('select 1 from state_transition')).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('statements', () => {
  beforeAll(async () => {
    for (let number = 0; number < 50; number += 1) {
      await register.aRegistered({ name: { ar: `جمعية التكافل رقم ${number}` }, seatAreaId: 'EG-KN-01-002' });
    }
  }, 60_000);

  it.each([
    [
      'the public part',
      anyone,
      'id name { ar } standing { state since } licence { isValid } registrationNumber',
      1,
    ],
    ['standing on a past day', anyone, 'id standing(on: "2024-01-27") { state }', 3],
    [
      'the whole file',
      inspector,
      `id status documents(first: 3) { nodes { kind } } notifications { round } measures { kind } history { action }
       licences { kind } board { office } registrationCheck { outcome }`,
      9,
    ],
  ])('%s of five NGOs and of fifty needs as many', async (_name, caller, fields, expected) => {
    const ask = (first: number) => () =>
      register.ask(caller, `{ ngoRegister(search: "التكافل", first: ${first}) { nodes { ${fields} } } }`);
    await ask(1)();

    const five = await register.statementsOf(ask(5));
    const fifty = await register.statementsOf(ask(50));

    expect([five, fifty]).toEqual([expected, expected]);
  });

  it('counts NGOs in good standing by the area of the seat: one statement for areas of a level', async () => {
    const suspended = await register.aRegistered({ seatAreaId: 'EG-KN-01' });
    await register.itIs('2024-02-01');
    await register.does(inspector, 'warnNgo', { ngoId: suspended, article: '1', grounds: 'س' });
    const ids = [
      'EG-GZ',
      'EG-GZ-03',
      'EG-GZ-03-012',
      'EG-KN',
      'EG-C',
      'EG-LX',
      'EG-KN-01',
      'EG-KN-01-002',
      'XX',
    ];
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Area { id ngosInGoodStanding } } }';
    const count = (areas: readonly string[]) =>
      register.ask<{ _entities: { ngosInGoodStanding: number }[] }>(aCaller('analyst'), query, {
        r: areas.map((id) => ({ __typename: 'Area', id })),
      });

    const { data } = await count(ids);
    const statements = await register.statementsOf(() => count(['EG-GZ', 'EG-KN', 'EG-C', 'EG-LX']));

    expect(data._entities.map(({ ngosInGoodStanding }) => ngosInGoodStanding)).toEqual([
      1, 1, 1, 50, 1, 0, 50, 50, 0,
    ]);
    expect(statements).toBe(1);
    expect((await register.ask(anyone, query, { r: [{ __typename: 'Area', id: 'EG-GZ' }] })).status).toBe(
      403,
    );
    expect((await register.ask(partnerOf(amal), query, { r: [] })).status).toBe(403);
    await register.itIs('2024-01-28');
  });

  it('answers a search from the index of words although the register has policies', async () => {
    await register.database.owner('analyze ngo, ngo_search');
    const plan = await register.database
      .as(anyone)
      .rows<Record<string, string>>(
        `explain (costs off) select id from ngo where id in (select ngo_id from ngo_search where words @@ $1::tsquery) order by sort_name, id limit 21`,
        [`'النور':*`],
      );

    expect(JSON.stringify(plan)).toMatch(/ngo_search_words|Seq Scan on ngo_search/);
  });
});

describe('a board', () => {
  const APPOINT = `mutation ($input: AppointNgoBoardMemberInput!) { appointNgoBoardMember(input: $input) {
    boardMember { id office since until } errors { code } } }`;
  const END = `mutation ($input: EndNgoBoardTermInput!) { endNgoBoardTerm(input: $input) {
    boardMember { until } errors { code } } }`;
  interface Appointed {
    appointNgoBoardMember: { boardMember: { id: string } | null; errors: { code: string }[] };
  }
  let key = 0;

  const appoint = async (ngoId: string, member: object) => {
    key += 1;
    const input = { ngoId, member, idempotencyKey: `appointment ${key}` };
    const { data, errors } = await register.ask<Appointed>(inspector, APPOINT, { input });
    if (errors) throw new Error(JSON.stringify([errors, register.faults]));
    return data.appointNgoBoardMember;
  };
  const end = async (boardMemberId: string, until: string) =>
    (await register.ask<{ endNgoBoardTerm: object }>(inspector, END, { input: { boardMemberId, until } }))
      .data.endNgoBoardTerm;

  beforeEach(() => register.itIs('2024-01-28'));

  it('takes members in and lets them go, each change on the audit trail', async () => {
    const ngoId = await register.aRegistered();

    const { boardMember, errors } = await appoint(
      ngoId,
      aBoardMember({ office: 'TREASURER', since: '2024-01-10' }),
    );
    const ended = await end(boardMember?.id ?? '', '2024-01-20');

    expect(errors).toEqual([]);
    expect(ended).toEqual({ boardMember: { until: '2024-01-20' }, errors: [] });
    const query = `query ($id: ID!, $on: Date!) { ngo(id: $id) { board(on: $on) { office } } }`;
    const boards = await Promise.all(
      ['2024-01-09', '2024-01-10', '2024-01-19', '2024-01-20'].map((on) =>
        register.ask<{ ngo: { board: object[] } }>(inspector, query, { id: ngoId, on }),
      ),
    );
    expect(boards.map(({ data }) => data.ngo.board.length)).toEqual([1, 2, 2, 1]);
    const trail = await register.database.owner<{ action: string }>(
      `select action from audit_entry where entity = 'NgoBoardMember' and subject = $1 and action <> 'read'
         and person_ids = (select array[person_id] from ngo_board_member where id = $2) order by seq`,
      [inspector.subject, boardMember?.id],
    );
    expect(trail).toEqual([{ action: 'appointed' }, { action: 'term ended' }]);
  });

  it('has one chair, and a person one seat at a time', async () => {
    const ngoId = await register.aRegistered();
    const member = aBoardMember({ office: 'SECRETARY', since: '2024-01-01' });

    const secondChair = await appoint(ngoId, aBoardMember({ since: '2024-01-01' }));
    await appoint(ngoId, member);
    const secondSeat = await appoint(ngoId, { ...member, office: 'MEMBER' });

    expect([secondChair.errors, secondSeat.errors]).toEqual([
      [{ code: 'CHAIR_TAKEN' }],
      [{ code: 'ON_BOARD_ALREADY' }],
    ]);
  });

  it('of two chairs appointed at once has one', async () => {
    const ngoId = await register.aRegistered();
    const [chair] = await register.database.owner<{ id: string }>(
      'select id from ngo_board_member where ngo_id = $1',
      [ngoId],
    );
    await end(chair?.id ?? '', '2024-01-20');

    const both = await Promise.all([1, 2].map(() => appoint(ngoId, aBoardMember({ since: '2024-01-20' }))));

    expect(both.map(({ errors }) => errors.map(({ code }) => code)).sort()).toEqual([[], ['CHAIR_TAKEN']]);
  });

  it('takes in a foreigner by passport, and nobody by two papers', async () => {
    const ngoId = await register.aRegistered();
    const passport = { country: 'SD', number: 'P-123456' };

    const foreigner = await appoint(
      ngoId,
      aBoardMember({ office: 'MEMBER', since: '2024-01-01', nationalId: null, passport }),
    );
    const twoPapers = await appoint(ngoId, aBoardMember({ office: 'MEMBER', since: '2024-01-01', passport }));

    expect(foreigner.errors).toEqual([]);
    expect(twoPapers.errors).toEqual([{ code: 'IDENTITY_MISSING' }]);
    expect(
      await register.database.owner('select 1 from ngo_board_member where person_id = $1', [
        register.personIds.ofGuest('PASSPORT', 'SD', 'P123456'),
      ]),
    ).toHaveLength(1);
  });

  it('keeps no national ID anywhere', async () => {
    const nationalId = '28001012199999';
    await register.aRegistered({ board: [aBoardMember({ nationalId })] });

    const tables = await register.database.owner<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      expect(
        await register.database.owner(`select 1 from ${name} as t where t::text like '%' || $1 || '%'`, [
          nationalId,
        ]),
      ).toEqual([]);
    }
  });

  it.each([
    [
      'a seat that there is not',
      '0b000000-0000-4000-8000-00000000ffff',
      '2024-01-20',
      'BOARD_MEMBER_NOT_FOUND',
    ],
    ['a seat without an id', 'x', '2024-01-20', 'BOARD_MEMBER_NOT_FOUND'],
  ])('%s cannot be ended', async (_name, boardMemberId, until, code) => {
    expect(await end(boardMemberId, until)).toMatchObject({ errors: [{ code }] });
  });

  it('shows the ministry on which boards a person sits', async () => {
    const member = aBoardMember({ office: 'MEMBER', since: '2024-01-01' }) as { nationalId: string };
    const ngoIds = [await register.aRegistered(), await register.aRegistered()];
    for (const ngoId of ngoIds) await appoint(ngoId, member);
    const person = register.personIds.ofNationalId(member.nationalId as never);
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { boardSeats { ngo { id } office } } } }';
    const r = [{ __typename: 'Person', id: person }];

    const { data } = await register.ask<{ _entities: { boardSeats: { ngo: { id: string } }[] }[] }>(
      admin,
      query,
      { r },
    );

    expect(data._entities[0]?.boardSeats.map(({ ngo }) => ngo.id).sort()).toEqual([...ngoIds].sort());
    expect((await register.ask(partnerOf(amal), query, { r })).status).toBe(403);
  });
});

test('lists what waits for the ministry, the longest first, with the terms that are over left out', async () => {
  await register.itIs('2024-06-02');
  const waiting = await register.anApplicant();
  const complete = await register.does(admin, 'confirmNgoNotification', { ngoId: hidden });
  const query =
    'query ($status: NgoStatus!) { ngosInStatus(status: $status, first: 100) { nodes { id status } } }';
  const inStatus = async (status: string) => {
    const { data } = await register.ask<{ ngosInStatus: { nodes: { id: string; status: string }[] } }>(
      inspector,
      query,
      {
        status,
      },
    );
    expect(data.ngosInStatus.nodes.every((ngo) => ngo.status === status)).toBe(true);
    return data.ngosInStatus.nodes.map(({ id }) => id);
  };

  expect(await inStatus('SUBMITTED')).toContain(waiting);
  expect(await inStatus('COMPLETE')).toEqual([complete]);
  await register.itIs('2025-01-01');
  expect(await inStatus('COMPLETE')).toEqual([]);
  expect(await inStatus('REGISTERED')).toContain(complete);
  expect((await register.ask(partnerOf(amal), query, { status: 'SUBMITTED' })).status).toBe(403);
});
