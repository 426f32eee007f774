import {
  aBoardMember,
  admin,
  inspector,
  partnerOf,
  testRegister,
  type TestRegister,
} from '../testing/register';

let register: TestRegister;

beforeAll(async () => {
  register = await testRegister('2024-01-28');
});

afterAll(() => register.close());

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
    expect((await register.ask(partnerOf(ngoIds[0] ?? ''), query, { r })).status).toBe(403);
  });
});
