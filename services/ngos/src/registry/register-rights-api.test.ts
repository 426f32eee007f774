import { ROLE_NAMES, type Role } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { anyone, partnerOf, type TestRegister } from '../testing/register';
import { smallRegister, type SmallRegister } from '../testing/small-register';

let small: SmallRegister;
let register: TestRegister;
let amal: string;
let wafaa: string;
let hidden: string;

beforeAll(async () => {
  small = await smallRegister('2024-01-28');
  ({ register, amal, wafaa, hidden } = small);
});

afterAll(() => register.close());

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
      expect(await small.search({ search: 'امل المستقبل' }, caller)).toEqual(seesHidden ? [hidden] : []);
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
